package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.ConsentView;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.door.DoorEvents;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.view.Snapshots;

/**
 * Who is connected to one session, and what each of them is sent: welcomes, what they may see of each event, and
 * signals. A seat has at most one link; a newer one takes the seat over. On the session's loop.
 */
public final class SessionFeed {
    /** Bytes of missed events that a resume brings one by one; more of them are cheaper as a fresh welcome. */
    static final int MISSED_BYTES_MAX = 1 << 20;

    private final SessionHost host;
    private final HostServices services;
    private final Crisis crisis;
    private final MediaReactor media;
    private final Supplier<Ledger> ledger;
    private final Map<SeatId, SeatLink> links = new LinkedHashMap<>();
    /** Links that had their welcome, with the sequence that it covered: what is published up to there is not news. */
    private final Map<SeatLink, Long> welcomed = new HashMap<>();

    private final Map<SeatId, Map<String, Object>> queueSent = new HashMap<>();
    private final Map<SeatId, Map<String, Object>> health = new HashMap<>();
    private Map<Text, Map<String, Object>> doses = Map.of();
    private final Landing landing;
    private final Idleness idleness;
    private final DeviceWatch devices;
    private final KeyRelay keys;
    private final ClaimLines claims;

    SessionFeed(SessionHost host, HostServices services, Crisis crisis, MediaReactor media, Supplier<Ledger> ledger) {
        this.host = host;
        this.services = services;
        this.crisis = crisis;
        this.media = media;
        this.ledger = ledger;
        landing = new Landing(services.timers(), this::landAgain, this::toStaff);
        idleness = new Idleness(host, services, this::warnIdle);
        devices = new DeviceWatch(host::state, this::now, seat -> Optional.ofNullable(links.get(seat)));
        keys = new KeyRelay(host::state, this::send);
        claims = new ClaimLines(host, services, this::welcomedSeats, this::send);
        host.onCommit(this::publish);
        media.attach(this);
    }

    public SessionHost host() {
        return host;
    }

    public MediaReactor media() {
        return media;
    }

    /** Passes wrapped keys on. */
    KeyRelay keys() {
        return keys;
    }

    /** The devices that ask for seats. */
    ClaimLines claims() {
        return claims;
    }

    private Set<SeatId> welcomedSeats() {
        return welcomed.keySet().stream().map(SeatLink::seat).collect(Collectors.toSet());
    }

    Landing landing() {
        return landing;
    }

    /** Who of those connected gives signs of a person. */
    public Idleness idleness() {
        return idleness;
    }

    /** Which devices came to a seat by a link that still opens it. */
    public DeviceWatch devices() {
        return devices;
    }

    /** What is known of the connections beside the session's events. */
    public Presence presence() {
        return new Presence(landing.onTheWay(), Map.copyOf(health));
    }

    /** Whether the seat has a link. */
    public boolean isConnected(SeatId seat) {
        return links.containsKey(seat);
    }

    /** Sends to the seat's link, where it has one that was welcomed. */
    void send(SeatId seat, Frame frame) {
        SeatLink link = links.get(seat);
        if (link != null && welcomed.containsKey(link)) {
            link.send(frame);
        }
    }

    /**
     * Connects a seat. An older link of it is told {@code replaced}; the new one gets its welcome once the journal
     * knows of the connection.
     *
     * @param resumeSeq the last sequence that this device saw, where it comes back
     */
    public void attach(SeatLink link, Optional<Long> resumeSeq) {
        if (link.claim().isPresent()) {
            claims.attach(link, link.claim().get());
            return;
        }
        Optional<Bye> refusal = refusal(link);
        if (refusal.isPresent()) {
            refusal.get().to(link);
            return;
        }
        SeatLink older = links.put(link.seat(), link);
        if (older != null) {
            welcomed.remove(older);
            media.disconnected(link.seat());
            devices.left(older, now());
            Bye.REPLACED.to(older);
        }
        host.connection(link.seat(), this::isConnected, outcome -> {
            if (links.get(link.seat()) != link) {
                return;
            }
            if (outcome instanceof Outcome.Done) {
                welcome(link, resumeSeq);
            } else {
                links.remove(link.seat());
                host.disconnected(link.seat(), this::isConnected);
                tellDevices(devicesAt(link));
                Bye.DRAINING.to(link);
            }
        });
    }

    private Optional<Bye> refusal(SeatLink link) {
        Optional<Seat> seat = host.state().seat(link.seat());
        if (seat.isEmpty()) {
            return Optional.of(Bye.EXPIRED);
        }
        if (host.state().phase().isOver()) {
            return Optional.of(Bye.ENDED);
        }
        Optional<Bye> ended = link.pass().flatMap(pass -> Passes.refusal(host.state(), link.seat(), pass, now()));
        if (ended.isPresent()) {
            return ended;
        }
        if (seat.get().banned()) {
            return Optional.of(Bye.REMOVED);
        }
        return seat.get().denied() ? Optional.of(Bye.DENIED) : Optional.empty();
    }

    private void welcome(SeatLink link, Optional<Long> resumeSeq) {
        SessionState state = host.state();
        Optional<Bye> refusal = refusal(link);
        if (refusal.isPresent()) {
            detach(link);
            refusal.get().to(link);
            return;
        }
        Seat seat = state.seat(link.seat()).orElseThrow();
        Optional<List<Frame>> missed =
                resumeSeq.flatMap(host::since).flatMap(steps -> Frames.missed(steps, seat, MISSED_BYTES_MAX));
        welcomed.put(link, state.seq());
        List<Frame> first = new ArrayList<>();
        first.add(welcomeOf(seat, missed.flatMap(frames -> resumeSeq), missed.isPresent() ? List.of() : host.talk()));
        missed.ifPresent(first::addAll);
        link.sendAll(first);
        keys.again(link.seat());
        Passes.renew(state, link, now());
        idleness.connected(link);
        queueSent.remove(link.seat());
        signalQueues();
        media.follow();
        tellStaffMatters(seat);
        claims.welcomed(seat.id());
        // Whoever comes as staff was told of all seats just now.
        tellDevices(devicesAt(link), other -> !other.equals(seat.id()));
    }

    /** What staff are told beside their welcome. */
    private void tellStaffMatters(Seat seat) {
        if (SeatView.seesAll(seat)) {
            signalAttendance();
            send(seat.id(), devices.frame());
        }
    }

    /** The seat of a link that is one of the seat's devices. */
    private static Set<SeatId> devicesAt(SeatLink link) {
        return link.pass().map(pass -> Set.of(link.seat())).orElse(Set.of());
    }

    private void tellDevices(Set<SeatId> seats) {
        tellDevices(seats, staff -> true);
    }

    /** Tells staff whose devices changed. Once the session is over no link opens it, and nobody is told. */
    private void tellDevices(Set<SeatId> seats, Predicate<SeatId> toWhom) {
        if (!seats.isEmpty() && !host.state().phase().isOver()) {
            toStaff(devices.frame(seats), toWhom);
        }
    }

    private Frame welcomeOf(Seat seat, Optional<Long> resumedFrom, List<Step> talk) {
        return Frames.welcome(
                host.state(), seat, presence(), crisis, host.consents(), services.relays(), now(), resumedFrom, talk);
    }

    /** Disconnects a link; a link that was replaced already changes nothing. */
    public void detach(SeatLink link) {
        if (link.claim().isPresent()) {
            claims.detach(link, link.claim().get());
            return;
        }
        if (links.get(link.seat()) == link) {
            drop(link);
            tellDevices(devicesAt(link));
        }
    }

    private void drop(SeatLink link) {
        welcomed.remove(link);
        links.remove(link.seat());
        health.remove(link.seat());
        media.disconnected(link.seat());
        host.disconnected(link.seat(), this::isConnected);
        devices.left(link, now());
    }

    private void publish(List<Step> steps) {
        Set<SeatId> refresh = new HashSet<>();
        Set<SeatId> otherDevices = new LinkedHashSet<>();
        for (Step step : steps) {
            tell(step);
            Effects effects = Effects.of(step.recorded().event());
            effects.bye().forEach((seat, bye) -> otherDevices.addAll(dismiss(seat, bye)));
            effects.welcome().ifPresent(refresh::add);
            Passes.ended(step.recorded().event(), links.values())
                    .forEach((seat, bye) -> otherDevices.addAll(dismiss(seat, bye)));
            devices.changed(step.recorded().event()).ifPresent(otherDevices::add);
            if (effects.over()) {
                List.copyOf(links.keySet()).forEach(seat -> otherDevices.addAll(dismiss(seat, Bye.ENDED)));
            }
        }
        refresh.forEach(this::refresh);
        claims.follow();
        keys.follow();
        tellDevices(otherDevices);
        idleness.follow();
        List.copyOf(welcomed.keySet()).forEach(link -> Passes.renew(host.state(), link, now()));
        if (steps.stream()
                .anyMatch(step -> step.recorded().event().eventKind().effects().contains(Effect.MEDIA))) {
            media.follow();
        }
        signalQueues();
    }

    /** Sends an event to all who may see it; those who see the same get the same frame, encoded once. */
    private void tell(Step step) {
        Frames.Telling telling = new Frames.Telling(step);
        links.forEach((seat, link) -> {
            if (step.recorded().seq() > welcomed.getOrDefault(link, Long.MAX_VALUE)) {
                telling.to(seat).ifPresent(link::send);
            }
        });
    }

    private void refresh(SeatId seat) {
        host.state().seat(seat).ifPresent(now -> {
            send(seat, welcomeOf(now, Optional.empty(), List.of()));
            tellStaffMatters(now);
            claims.welcomed(seat);
        });
    }

    /** Shows those who are not inside what they are asked to accept from now on. */
    void consentsChanged() {
        host.state().seats().values().stream().filter(ConsentView::isAsked).forEach(seat -> refresh(seat.id()));
    }

    private void landAgain(SeatId seat) {
        refresh(seat);
        media.again(seat);
    }

    /** Ends a seat's link, if it has one; the seat, where one of its devices is gone by that. */
    private Set<SeatId> dismiss(SeatId seat, Bye bye) {
        SeatLink link = links.get(seat);
        if (link == null) {
            return Set.of();
        }
        drop(link);
        bye.to(link);
        return devicesAt(link);
    }

    /** What an event does to connections beside being told. */
    private record Effects(Map<SeatId, Bye> bye, Optional<SeatId> welcome, boolean over) {
        static final Effects NONE = new Effects(Map.of(), Optional.empty(), false);

        static Effects of(SessionEvent event) {
            if (event instanceof DoorEvents.SeatDenied denied) {
                return new Effects(Map.of(denied.seat(), Bye.DENIED), Optional.empty(), false);
            }
            if (event instanceof CoreEvents.SeatMoved moved) {
                boolean removed = moved.cause() == Cause.REMOVED || moved.cause() == Cause.BANNED;
                return removed
                        ? new Effects(Map.of(moved.seat(), Bye.REMOVED), Optional.empty(), false)
                        : new Effects(Map.of(), Optional.of(moved.seat()), false);
            }
            if (event instanceof HouseEvents.RoleChanged changed) {
                return new Effects(Map.of(), Optional.of(changed.seat()), false);
            }
            boolean over = event instanceof HouseEvents.SessionEnded || event instanceof CoreEvents.SessionCancelled;
            return over ? new Effects(Map.of(), Optional.empty(), true) : NONE;
        }
    }

    /** Tells each waiter a position that changed. */
    private void signalQueues() {
        queueSent.keySet().retainAll(host.state().queue());
        for (SeatId seat : host.state().queue()) {
            Snapshots.queue(host.state(), seat, now()).ifPresent(queue -> {
                Map<String, Object> before = queueSent.getOrDefault(seat, Map.of());
                if (isConnected(seat) && !Objects.equals(queue.get("position"), before.get("position"))) {
                    queueSent.put(seat, queue);
                    send(seat, SignalFrames.queue(queue));
                }
            });
        }
    }

    /** From now on staff read this of each patient's dose, by ref. */
    void doses(Map<Text, Map<String, Object>> byRef) {
        doses = Map.copyOf(byRef);
    }

    /** Tells staff who was present for how long so far. */
    void signalAttendance() {
        if (host.state().seats().values().stream().anyMatch(seat -> SeatView.seesAll(seat) && isConnected(seat.id()))) {
            toStaff(SignalFrames.attendance(ledger.get(), doses));
        }
    }

    /** Tells what this seat's signal says to those who may see it; nothing where the command is none. Not journaled. */
    void pass(SeatId from, Command command) {
        if (command instanceof HouseCommands.ReportHealth report) {
            reportHealth(from, report.summary());
        }
        command.kind()
                .signal()
                .ifPresent(signal -> command.kind().said(command).ifPresent(said -> {
                    Frame frame = SignalFrames.said(signal.name(), from, said);
                    host.state().seat(from).ifPresent(seat -> toPlace(seat.place(), frame));
                }));
    }

    /** Shows staff how a seat's connection does, by the seat's own report and the bridge's. It is not journaled. */
    public void reportHealth(SeatId seat, Map<String, Object> summary) {
        if (isConnected(seat)) {
            Map<String, Object> figures = new Obj()
                    .withAll(summary)
                    .with("estimateKbps", media.estimateKbps(seat))
                    .map();
            health.put(seat, Map.copyOf(figures));
            toStaff(SignalFrames.health(seat, figures));
        }
    }

    private void toStaff(Frame frame) {
        toStaff(frame, staff -> true);
    }

    private void toStaff(Frame frame, Predicate<SeatId> toWhom) {
        host.state().inside().filter(Seat::isStaff).map(Seat::id).filter(toWhom).forEach(seat -> send(seat, frame));
    }

    private void toPlace(Place place, Frame frame) {
        host.state().inside().filter(seat -> seat.place().equals(place)).forEach(seat -> send(seat.id(), frame));
    }

    void toInside(Frame frame) {
        host.state().inside().forEach(seat -> send(seat.id(), frame));
    }

    private void warnIdle(Idleness.Warning warning) {
        SeatLink link = links.get(warning.seat());
        if (link != null
                && link.pass()
                        .filter(pass -> pass.invite().equals(warning.invite()))
                        .isPresent()) {
            send(warning.seat(), SignalFrames.idle(warning.secondsLeft()));
        }
    }

    /** Says goodbye to everybody; the seats stay as they are. */
    void drain() {
        claims.drain();
        List.copyOf(links.values()).forEach(link -> {
            drop(link);
            Bye.DRAINING.to(link);
        });
    }

    boolean isIdle() {
        return links.isEmpty() && claims.isIdle();
    }

    private Instant now() {
        return services.clock().instant();
    }
}
