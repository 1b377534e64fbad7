package org.anteroom.engine.session.door;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.Reuse;
import org.anteroom.engine.session.Registration.UsedBy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SessionEvent.ClaimEnd;
import org.anteroom.engine.session.SessionEvent.Release;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.Turn;

/**
 * The rules of devices that ask for a seat by a link that another device uses, where the session's policy says
 * {@code readmit}. Who has a link may be its owner on another device, or not: it is staff who tell, and until then the one who
 * has the seat keeps it.
 */
public final class ClaimRules {
    /** How many devices ask in one session at most, those that asked before counted. */
    static final int ALL_MAX = 512;
    /** How many wait at a time for one seat: more than a person has devices. */
    static final int WAITING_PER_SEAT_MAX = 4;
    /** How many wait at a time in one session. */
    static final int WAITING_MAX = 32;
    /** How many ask by one link, ever. */
    static final int PER_LINK_MAX = 16;
    /** After so many denied ones a link is no good for more: a browser that changes its id is the same stranger. */
    static final int DENIED_PER_LINK_MAX = 3;

    private ClaimRules() {}

    /**
     * Uses an invite. Under {@code readmit} a device that is not the one that uses it already asks for the seat then, and the
     * answer has the number of its claim, {@code claim}. Whatever is wrong, the refusal is the same.
     */
    public static Decision use(SessionState state, InviteId id, Instant now, UsedBy by, Reuse reuse) {
        Decision used = Registration.use(state, id, now, by, reuse);
        Claims claims = Claims.of(state);
        if (used instanceof Accepted accepted) {
            return withoutClaims(claims, id, by, accepted);
        }
        Optional<Claim> open = claims.by(id)
                .filter(claim -> claim.isOpen() && claim.isBy(by.deviceHash()))
                .findFirst();
        if (!Claims.isTaken(state, id, now) || (open.isEmpty() && !mayAsk(state, claims, id, now, by))) {
            return used;
        }
        if (open.isPresent()) {
            return answered(List.of(), open.get().number());
        }
        int number = claims.all().size() + 1;
        Invite invite = Optional.ofNullable(state.invites().get(id)).orElseThrow();
        return answered(
                List.of(new Caused(
                        Actor.PROGRAM,
                        new ClaimEvents.SeatClaimed(invite.seat(), id, number, by.deviceHash(), by.kind()))),
                number);
    }

    private static Decision answered(List<Caused> events, int claim) {
        return new Accepted(events, Map.of("claim", claim));
    }

    /** A device that came in by its link does not ask any more. */
    private static Decision withoutClaims(Claims claims, InviteId id, UsedBy by, Accepted used) {
        List<Caused> events = new ArrayList<>(used.events());
        claims.by(id)
                .filter(claim -> claim.isOpen() && claim.isBy(by.deviceHash()))
                .forEach(claim -> events.add(
                        new Caused(Actor.POLICY, new ClaimEvents.ClaimEnded(claim.number(), ClaimEnd.GONE))));
        return new Accepted(events, used.answer());
    }

    private static boolean mayAsk(SessionState state, Claims claims, InviteId id, Instant now, UsedBy by) {
        List<Claim> ofLink = claims.by(id).toList();
        List<Claim> denied = ofLink.stream()
                .filter(claim -> claim.end().equals(Optional.of(ClaimEnd.DENIED)))
                .toList();
        List<Claim> waiting = Claims.waiting(state, now);
        Optional<Invite> invite = Optional.ofNullable(state.invites().get(id));
        return denied.stream().noneMatch(claim -> claim.isBy(by.deviceHash()))
                && denied.size() < DENIED_PER_LINK_MAX
                && ofLink.size() < PER_LINK_MAX
                && claims.all().size() < ALL_MAX
                && waiting.size() < WAITING_MAX
                && waiting.stream()
                                .filter(claim -> invite.filter(
                                                known -> known.seat().equals(claim.seat()))
                                        .isPresent())
                                .count()
                        < WAITING_PER_SEAT_MAX;
    }

    /**
     * Staff answer a device that asks. Allowed, it has the seat as a device that comes back has it: where the seat is, and
     * with what holds for it. The one that had it is signed out.
     */
    static Decision answer(Turn turn, ClaimCommands.AnswerClaim command) {
        Optional<Claim> found = Claims.of(turn.state()).find(command.claim());
        boolean byFacilitator =
                turn.callingSeat().map(self -> self.role() == Role.FACILITATOR).orElse(true);
        if (found.flatMap(claim -> turn.state().seat(claim.seat()))
                        .filter(seat -> seat.role() == Role.FACILITATOR)
                        .isPresent()
                && !byFacilitator) {
            return Turn.forbidden("Only a facilitator may answer for a facilitator's seat.");
        }
        if (found.isEmpty()) {
            return Turn.notFound("No such device asks for a seat.");
        }
        Claim claim = found.get();
        boolean sameAgain =
                command.allow() ? claim.allowed().isPresent() : claim.end().equals(Optional.of(ClaimEnd.DENIED));
        if (sameAgain) {
            return turn.accept();
        }
        if (!Claims.isWaiting(turn.state(), claim, turn.now())) {
            return Turn.conflict("That device does not ask for the seat any more.");
        }
        if (command.allow()) {
            takeOver(turn, claim);
        } else {
            turn.add(new ClaimEvents.ClaimEnded(claim.number(), ClaimEnd.DENIED));
        }
        return turn.accept();
    }

    private static void takeOver(Turn turn, Claim claim) {
        InviteId link = claim.invite();
        if (invite(turn, link).used()) {
            turn.add(new CoreEvents.InviteReleased(link, Release.TAKEN_OVER));
        }
        turn.add(new CoreEvents.InviteUsed(link, claim.deviceHash(), claim.kind()));
        turn.add(new ClaimEvents.ClaimAllowed(claim.number(), invite(turn, link).epoch()));
    }

    private static Invite invite(Turn turn, InviteId link) {
        return Optional.ofNullable(turn.state().invites().get(link)).orElseThrow();
    }

    /** Ends what a device asked for that is gone. */
    public static Decision gone(SessionState state, int number) {
        return Claims.of(state)
                .find(number)
                .filter(Claim::isOpen)
                .map(claim -> (Decision) new Accepted(
                        List.of(new Caused(Actor.POLICY, new ClaimEvents.ClaimEnded(number, ClaimEnd.GONE))), Map.of()))
                .orElseGet(Decision::nothing);
    }
}
