package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionEvent.ClaimEnd;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.session.door.Claim;
import org.anteroom.engine.session.door.ClaimRules;
import org.anteroom.engine.session.door.Claims;

/**
 * The lines of devices that ask to take seats over. Such a device is told how its own claim stands and nothing else of the
 * session; staff inside are told which devices ask, and who has the seat is told that one does. A device whose line is gone for
 * two minutes asks no more.
 *
 * <p>As many lines are kept as claims wait. On the session's loop.
 */
final class ClaimLines {
    private static final long GONE_MS = 120_000;

    private final SessionHost host;
    private final HostServices services;
    private final Supplier<Set<SeatId>> connected;
    private final BiConsumer<SeatId, Frame> send;
    private final Map<Integer, SeatLink> lines = new LinkedHashMap<>();
    private final Map<Integer, Timers.Timer> leaving = new HashMap<>();
    private final Map<SeatId, List<Map<String, Object>>> told = new HashMap<>();

    /**
     * @param connected the seats that had their welcome
     * @param send tells one of them
     */
    ClaimLines(
            SessionHost host, HostServices services, Supplier<Set<SeatId>> connected, BiConsumer<SeatId, Frame> send) {
        this.host = host;
        this.services = services;
        this.connected = connected;
        this.send = send;
    }

    /** Connects a device that asks; an older line of the same claim is told {@code replaced}. */
    void attach(SeatLink link, int number) {
        Optional<Claim> claim = Claims.of(host.state())
                .find(number)
                .filter(known -> known.seat().equals(link.seat()));
        Optional<Bye> refusal = refusal(claim);
        if (refusal.isPresent()) {
            refusal.get().to(link);
            return;
        }
        Optional.ofNullable(lines.put(number, link)).ifPresent(Bye.REPLACED::to);
        Optional.ofNullable(leaving.remove(number)).ifPresent(Timers.Timer::cancel);
        if (claim.flatMap(Claim::allowed).isEmpty()) {
            link.send(AnswerFrames.CLAIM_WAITS);
        }
        follow();
    }

    /** Disconnects a device; a line that was replaced already changes nothing. */
    void detach(SeatLink link, int number) {
        if (lines.remove(number, link)) {
            follow();
        }
    }

    /** Why a device asks in vain; empty where it waits, or may come in. */
    private Optional<Bye> refusal(Optional<Claim> claim) {
        SessionState state = host.state();
        if (state.phase().isOver()) {
            return Optional.of(Bye.ENDED);
        }
        if (claim.isEmpty()) {
            return Optional.of(Bye.EXPIRED);
        }
        Optional<Seat> seat = state.seat(claim.get().seat());
        Optional<Invite> invite =
                Optional.ofNullable(state.invites().get(claim.get().invite()));
        if (seat.filter(Seat::banned).isPresent()) {
            return Optional.of(Bye.REMOVED);
        }
        if (claim.get().end().equals(Optional.of(ClaimEnd.DENIED))
                || seat.filter(Seat::denied).isPresent()) {
            return Optional.of(Bye.DENIED);
        }
        if (invite.filter(Invite::revoked).isPresent()) {
            return Optional.of(Bye.REVOKED);
        }
        Optional<Integer> allowed = claim.get().allowed();
        boolean stands = allowed.isPresent()
                ? invite.map(Invite::epoch).equals(allowed)
                : Claims.isWaiting(state, claim.get(), now());
        return stands ? Optional.empty() : Optional.of(allowed.isPresent() ? Bye.SIGNED_OUT : Bye.EXPIRED);
    }

    /** Keeps up with the session: who may come in, who asks in vain, who is gone, and who is to be told. */
    void follow() {
        Claims claims = Claims.of(host.state());
        List.copyOf(lines.keySet()).forEach(number -> answer(number, claims.find(number)));
        Set<Integer> waiting = waiting().stream().map(Claim::number).collect(Collectors.toSet());
        waiting.stream()
                .filter(number -> !lines.containsKey(number) && !leaving.containsKey(number))
                .forEach(number -> leaving.put(number, services.timers().set(GONE_MS, () -> gone(number))));
        List.copyOf(leaving.keySet()).stream()
                .filter(number -> !waiting.contains(number))
                .forEach(number -> Optional.ofNullable(leaving.remove(number)).ifPresent(Timers.Timer::cancel));
        tell();
    }

    private void answer(int number, Optional<Claim> claim) {
        Optional<Bye> refusal = refusal(claim);
        Optional<SeatLink.Pass> pass = claim.flatMap(known -> known.allowed()
                .map(epoch -> new SeatLink.Pass(known.invite(), epoch, SeatTokens.until(host.state(), now()))));
        if (refusal.isPresent()) {
            Optional.ofNullable(lines.remove(number)).ifPresent(refusal.get()::to);
        } else if (pass.isPresent()) {
            Optional.ofNullable(lines.remove(number)).ifPresent(link -> link.takeSeat(pass.get()));
        }
    }

    private void gone(int number) {
        leaving.remove(number);
        host.insist(state -> lines.containsKey(number) ? Decision.nothing() : ClaimRules.gone(state, number));
    }

    private List<Claim> waiting() {
        return host.state().phase().isOver() ? List.of() : Claims.waiting(host.state(), now());
    }

    /** A seat had a welcome, which says nothing of claims: what it knew of them is forgotten. */
    void welcomed(SeatId seat) {
        told.remove(seat);
        tell();
    }

    private void tell() {
        List<Claim> waiting = waiting();
        // With each commit of each session, of which few have any.
        if (waiting.isEmpty() && told.isEmpty()) {
            return;
        }
        Set<SeatId> here = connected.get();
        told.keySet().retainAll(here);
        here.forEach(seat -> host.state().seat(seat).ifPresent(viewer -> tell(viewer, waiting)));
    }

    private void tell(Seat viewer, List<Claim> waiting) {
        boolean staff = SeatView.seesAll(viewer);
        List<Map<String, Object>> seen = waiting.stream()
                .filter(claim -> staff || claim.seat().equals(viewer.id()))
                .map(claim -> staff ? forStaff(claim) : forHolder(claim))
                .toList();
        if (!seen.equals(told.getOrDefault(viewer.id(), List.of()))) {
            if (seen.isEmpty()) {
                told.remove(viewer.id());
            } else {
                told.put(viewer.id(), seen);
            }
            send.accept(viewer.id(), SignalFrames.claims(seen));
        }
    }

    private static Map<String, Object> forHolder(Claim claim) {
        return Obj.of("claim", claim.number())
                .with("seat", claim.seat().value())
                .map();
    }

    private static Map<String, Object> forStaff(Claim claim) {
        return Obj.of("claim", claim.number())
                .with("seat", claim.seat().value())
                .with("kind", claim.kind().map(Words::word))
                .with("askedAt", Words.time(claim.askedAt()))
                .map();
    }

    boolean isIdle() {
        return lines.isEmpty();
    }

    /** Says goodbye to all of them; what they ask for stays as it is. */
    void drain() {
        List<SeatLink> all = List.copyOf(lines.values());
        lines.clear();
        all.forEach(Bye.DRAINING::to);
    }

    /** Stops the timers. */
    void stop() {
        leaving.values().forEach(Timers.Timer::cancel);
        leaving.clear();
    }

    private Instant now() {
        return services.clock().instant();
    }
}
