package org.anteroom.engine.features;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Lease;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.breakout.BreakoutEvents;
import org.anteroom.engine.session.breakout.BreakoutRules;
import org.anteroom.engine.session.door.Automatic;
import org.anteroom.engine.session.hallway.HallwayRules;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.poll.PollRules;

/**
 * The rules of a session, those of all features together. Pure: state, caller, time, command and chance in; events or a
 * refusal out.
 *
 * <p>Refusals are judged in the order invalid, forbidden, not-found, conflict, capacity; what a command's own fields
 * can show to be invalid is judged before it comes here.
 */
public final class SessionDecider {
    private SessionDecider() {}

    /** Decides a command in a session whose program made no consents. */
    public static Decision decide(SessionState state, Caller caller, Instant now, Command command, Chance chance) {
        return decide(state, caller, now, command, chance, Consents.NONE);
    }

    /**
     * Decides a command.
     *
     * @param consents what the program asks its people to accept now
     */
    public static Decision decide(
            SessionState state, Caller caller, Instant now, Command command, Chance chance, Consents consents) {
        Turn turn = new Turn(state, caller, now, chance, consents);
        Optional<Seat> seat = turn.callingSeat();
        if (caller.seat().isPresent() && seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (caller.isProgram() && seat.filter(self -> !self.isStaff()).isPresent()) {
            return Turn.forbidden("A program acts on behalf of staff alone.");
        }
        Optional<String> flaw = command.flaw();
        if (flaw.isPresent()) {
            return Turn.invalid(flaw.get());
        }
        Need need = command.kind().need();
        boolean allowed = seat.map(self -> need.allows(self.role())).orElseGet(need::allowsProgram);
        if (!allowed) {
            return Turn.forbidden(forbiddenDetail(need, seat));
        }
        if (seat.filter(self -> self.banned() || self.denied()).isPresent()) {
            return Turn.forbidden("Your team has ended your part in this session.");
        }
        if (need != Need.OWN_SEAT && seat.filter(Seat::isRemovedStaff).isPresent()) {
            return Turn.forbidden("Somebody of your team has to let you in again first.");
        }
        if (state.phase().isOver()) {
            return Turn.conflict("The session is over.");
        }
        Decision decision = command.kind().decide(turn, command);
        if (!(decision instanceof Accepted accepted) || accepted.events().isEmpty()) {
            return decision;
        }
        follow(turn, state.hallways());
        return turn.accept();
    }

    private static String forbiddenDetail(Need need, Optional<Seat> seat) {
        return switch (need) {
            case OWN_SEAT -> "Only a seat may do this for itself.";
            case STAFF -> "Only staff may do this.";
            case STAFF_SEAT -> "Only a staff seat may do this.";
            case FACILITATOR ->
                seat.filter(Seat::isStaff).isPresent() ? "Only a facilitator may do this." : "Only staff may do this.";
        };
    }

    /**
     * What follows by itself from any change: hallways that staff left close, the session opens with the first staff, the
     * policy admits, latecomers find their rooms.
     */
    private static void follow(Turn turn, Set<Place> hallwaysBefore) {
        if (!turn.state().phase().isOver()) {
            HallwayRules.closeForsaken(turn, hallwaysBefore);
        }
        boolean staffInMain = turn.state()
                .inside()
                .anyMatch(seat -> seat.isStaff() && seat.place().kind() == Place.Kind.MAIN);
        if (turn.state().phase() == Phase.SCHEDULED && staffInMain) {
            turn.addByPolicy(new HouseEvents.SessionOpened());
        }
        Automatic.follow(turn);
        BreakoutRules.placeLatecomers(turn);
    }

    /** Decides a change of the plan before the start; what the new policy lets in comes in at once. */
    public static Decision change(SessionState state, SessionPlan plan) {
        if (state.phase() != Phase.SCHEDULED && state.phase() != Phase.OPEN) {
            return Turn.conflict("A session can be changed before its start only.");
        }
        if (plan.policy().e2ee() != state.policy().e2ee()) {
            return Turn.conflict("Whether a session is encrypted from page to page is fixed when it is made.");
        }
        if (plan.capacity() < state.inside().count()) {
            return Turn.full("More people than that are inside.");
        }
        // Nothing here depends on the time: the host numbers and dates the events.
        Turn turn = new Turn(state, Caller.PROGRAM, state.lastAt(), NO_CHANCE);
        turn.add(new HouseEvents.SessionChanged(plan));
        follow(turn, state.hallways());
        return turn.accept();
    }

    /**
     * Decides what has to be after a restart, all at once, so that a crash leaves none of it half done: what the clock was
     * set by; that the lines of all who were there are lost; that an anonymous poll whose voters nobody knows any more is
     * closed with what was counted.
     *
     * @param clockStepMs by how much the clock was set, as far as the journal does not know of it
     * @param lost when the lines were lost, by the clock as it is now
     */
    public static Accepted restarted(SessionState state, long clockStepMs, Instant now, Instant lost) {
        Turn turn = new Turn(state, new Caller(Optional.empty(), Actor.POLICY), now, NO_CHANCE);
        if (state.phase().isOver()) {
            return (Accepted) turn.accept();
        }
        if (clockStepMs != 0) {
            turn.addByPolicy(new HouseEvents.ClockStepped(clockStepMs));
        }
        if (PollRules.lostItsVoters(state)) {
            PollRules.closeUnshared(turn);
        }
        Optional<Instant> since = Optional.of(lost).filter(when -> when.isBefore(now));
        state.seats().values().stream().filter(Seat::connected).forEach(seat -> disconnect(turn, seat, since));
        Automatic.follow(turn);
        BreakoutRules.placeLatecomers(turn);
        return (Accepted) turn.accept();
    }

    private static void disconnect(Turn turn, Seat seat, Optional<Instant> since) {
        if (turn.state().presents(seat.id())) {
            turn.addByPolicy(new CoreEvents.ShareEnded(seat.id(), seat.place(), SessionEvent.ShareEnd.LEFT, false));
        }
        turn.add(new CoreEvents.SeatConnection(seat.id(), false, since));
    }

    /**
     * Decides that a seat's connection came or went.
     *
     * @param since when the connection was last known, where that differs from now
     */
    public static Accepted connection(
            SessionState state, SeatId id, boolean connected, Instant now, Optional<Instant> since) {
        Turn turn = new Turn(state, Caller.seat(id), now, NO_CHANCE);
        Optional<Seat> seat = state.seat(id);
        if (seat.isPresent()
                && seat.get().connected() != connected
                && !state.phase().isOver()) {
            if (connected) {
                turn.add(new CoreEvents.SeatConnection(id, true, since));
            } else {
                disconnect(turn, seat.get(), since);
            }
            Automatic.follow(turn);
            BreakoutRules.placeLatecomers(turn);
        }
        return (Accepted) turn.accept();
    }

    /** Decides that the bridge caught a seat sending its screen without a right to: its lease ends, if it has one. */
    public static Accepted violation(SessionState state, SeatId id, Instant now) {
        Turn turn = new Turn(state, new Caller(Optional.empty(), Actor.POLICY), now, NO_CHANCE);
        state.seat(id)
                .filter(seat -> seat.isInside() && !state.phase().isOver())
                .ifPresent(seat -> turn.addByPolicy(new CoreEvents.ShareEnded(
                        id,
                        seat.place(),
                        SessionEvent.ShareEnd.VIOLATION,
                        seat.lease().isPresent())));
        return (Accepted) turn.accept();
    }

    /** Decides what is due by time alone. */
    public static Accepted tick(SessionState state, Instant now) {
        Turn turn = new Turn(state, new Caller(Optional.empty(), Actor.POLICY), now, NO_CHANCE);
        if (state.phase().isOver()) {
            return (Accepted) turn.accept();
        }
        state.seats().values().stream()
                .filter(seat -> seat.lease()
                        .filter(lease -> !lease.until().isAfter(now))
                        .isPresent())
                .forEach(seat -> turn.endShare(seat, SessionEvent.ShareEnd.EXPIRED));
        boolean closesNow = state.open()
                .flatMap(SessionState.OpenBreakouts::closesAt)
                .filter(at -> !at.isAfter(now))
                .isPresent();
        if (closesNow) {
            BreakoutRules.everybodyBack(turn);
            turn.add(new BreakoutEvents.BreakoutsClosed());
        }
        if (!state.hardEndsAt().isAfter(now)) {
            PollRules.closeUnshared(turn);
            turn.add(new HouseEvents.SessionEnded(Optional.empty()));
        }
        return (Accepted) turn.accept();
    }

    /** When {@link #tick} has to be asked next; empty where nothing is due any more. */
    public static Optional<Instant> nextDue(SessionState state) {
        if (state.phase().isOver()) {
            return Optional.empty();
        }
        Stream<Instant> leases = state.seats().values().stream()
                .flatMap(seat -> seat.lease().stream())
                .map(Lease::until);
        Stream<Instant> closing = state.open().flatMap(SessionState.OpenBreakouts::closesAt).stream();
        return Stream.concat(Stream.concat(leases, closing), Stream.of(state.hardEndsAt()))
                .min(Instant::compareTo);
    }

    private static final Chance NO_CHANCE = new Chance() {
        @Override
        public String bits() {
            throw new IllegalStateException("Nothing here is left to chance");
        }

        @Override
        public long seed() {
            throw new IllegalStateException("Nothing here is left to chance");
        }
    };

    /** The events of an answer, where it has any. */
    public static Stream<Caused> events(Decision decision) {
        return decision instanceof Accepted accepted ? accepted.events().stream() : Stream.empty();
    }
}
