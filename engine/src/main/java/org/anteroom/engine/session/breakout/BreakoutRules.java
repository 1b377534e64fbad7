package org.anteroom.engine.session.breakout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.OpenBreakouts;
import org.anteroom.engine.session.Turn;

/** The rules of open breakout rooms: open, move, place latecomers, extend, close, and everybody back. */
public final class BreakoutRules {
    /** How long the countdown runs where nobody says otherwise, in seconds. */
    static final int COUNTDOWN_SECONDS = 60;

    private BreakoutRules() {}

    static Decision open(Turn turn) {
        Optional<BreakoutPlan> plan = turn.state().planned();
        if (plan.isEmpty()) {
            return Turn.conflict("Plan breakout rooms first.");
        }
        if (turn.state().open().isPresent()) {
            return Turn.conflict("Breakout rooms are open already.");
        }
        Optional<Instant> closesAt =
                plan.get().seconds().map(seconds -> turn.now().plusSeconds(seconds));
        turn.add(new BreakoutEvents.BreakoutsOpened(closesAt));
        for (BreakoutPlan.Room room : plan.get().rooms()) {
            for (SeatId id : room.seats()) {
                turn.state()
                        .seat(id)
                        .filter(seat -> seat.place().kind() == Place.Kind.MAIN)
                        .ifPresent(seat -> turn.move(seat, room.place(), Cause.BREAKOUTS_OPENED));
            }
        }
        return turn.accept();
    }

    static Decision extend(Turn turn, BreakoutCommands.ExtendBreakouts command) {
        Optional<OpenBreakouts> open = turn.state().open();
        if (open.isEmpty()) {
            return closed();
        }
        Instant from = open.get().closesAt().orElse(turn.now());
        turn.add(new BreakoutEvents.BreakoutsExtended(from.plusSeconds(command.seconds())));
        return turn.accept();
    }

    static Decision close(Turn turn, BreakoutCommands.CloseBreakouts command) {
        if (turn.state().open().isEmpty()) {
            return closed();
        }
        int countdown = command.countdownSeconds().orElse(COUNTDOWN_SECONDS);
        if (countdown > 0) {
            turn.add(new BreakoutEvents.BreakoutsClosing(turn.now().plusSeconds(countdown)));
        } else {
            everybodyBack(turn);
            turn.add(new BreakoutEvents.BreakoutsClosed());
        }
        return turn.accept();
    }

    /** Moves everybody from breakouts to the main room. */
    public static void everybodyBack(Turn turn) {
        turn.state()
                .inside()
                .filter(seat -> seat.place().kind() == Place.Kind.BREAKOUT)
                .forEach(seat -> turn.move(seat, Place.MAIN, Cause.BREAKOUTS_CLOSED));
    }

    private static Decision closed() {
        return Turn.conflict("No breakout rooms are open.");
    }

    static Decision assign(Turn turn, BreakoutCommands.Assign command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        Optional<Decision> refusal = refusal(turn, seat.get(), command.to());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<List<SeatId>> apart = apart(turn.state(), seat.get(), command.to());
        if (apart.isPresent()) {
            return Turn.conflict(PlanRules.names(turn.state(), apart.get()) + " are kept apart.");
        }
        return move(turn, seat.get(), command.to(), Cause.ASSIGNED);
    }

    static Decision goTo(Turn turn, BreakoutCommands.GoTo command) {
        Seat self = turn.self();
        Place to = command.place();
        if (!self.isStaff() && !self.isInside()) {
            // Judged first, so that nobody outside learns which rooms are open to choose.
            return Turn.conflict("Only who is inside can be moved between rooms.");
        }
        if (!self.isStaff() && self.isAsideFromWaiting()) {
            return Turn.forbidden("Your team brings you on from here.");
        }
        if (!self.isStaff() && !mayChoose(turn.state(), to)) {
            return Turn.forbidden("Your team chooses the rooms in this session.");
        }
        Optional<Decision> refusal = refusal(turn, self, to);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (apart(turn.state(), self, to).isPresent()) {
            // Who is kept apart from whom is not for them to read.
            return Turn.conflict("That room is not open to you. Choose another.");
        }
        return move(turn, self, to, Cause.WENT);
    }

    /** Whether somebody who is not staff may go there: back to main always, to breakouts where people choose. */
    private static boolean mayChoose(SessionState state, Place to) {
        boolean selfSelect = state.open()
                .filter(open -> open.plan().mode() == BreakoutPlan.Mode.SELF_SELECT)
                .isPresent();
        return to.kind() == Place.Kind.MAIN || (selfSelect && to.kind() == Place.Kind.BREAKOUT);
    }

    /** Why nobody can be moved there, or this seat not. */
    private static Optional<Decision> refusal(Turn turn, Seat seat, Place to) {
        boolean exists = switch (to.kind()) {
            case MAIN -> true;
            case HALLWAY -> turn.state().hallways().contains(to);
            case BREAKOUT ->
                turn.state().open().flatMap(open -> open.plan().room(to)).isPresent();
            case AWAY, WAITING -> false;
        };
        if (!exists) {
            return Optional.of(Turn.notFound("There is no such room open."));
        }
        if (!seat.isInside()) {
            return Optional.of(Turn.conflict("Only who is inside can be moved between rooms."));
        }
        if (!seat.place().equals(to) && isFull(turn.state(), seat, to)) {
            return Optional.of(Turn.full("That room is full."));
        }
        return Optional.empty();
    }

    private static boolean isFull(SessionState state, Seat seat, Place to) {
        long there = state.in(to).filter(other -> !other.isStaff()).count();
        return !seat.isStaff()
                && state.open()
                        .flatMap(open -> open.plan().room(to))
                        .flatMap(BreakoutPlan.Room::limit)
                        .filter(limit -> there >= limit)
                        .isPresent();
    }

    /** Two who are kept apart and would meet in that breakout. Staff go everywhere. */
    public static Optional<List<SeatId>> apart(SessionState state, Seat seat, Place to) {
        if (to.kind() != Place.Kind.BREAKOUT || seat.isStaff()) {
            return Optional.empty();
        }
        List<SeatId> there = Stream.concat(
                        state.in(to).filter(other -> !other.isStaff()).map(Seat::id), Stream.of(seat.id()))
                .toList();
        return state.open().flatMap(open -> open.plan().rules().apartIn(there)).filter(two -> two.contains(seat.id()));
    }

    private static Decision move(Turn turn, Seat seat, Place to, Cause cause) {
        if (!seat.place().equals(to)) {
            turn.move(seat, to, cause);
        }
        return turn.accept();
    }

    /** Takes those who were let in by this turn to a room, by the plan's rule, while rooms are open. */
    public static void placeLatecomers(Turn turn) {
        for (SessionEvent event : turn.happened()) {
            if (event instanceof CoreEvents.SeatMoved moved && moved.cause() == Cause.ADMITTED) {
                turn.state()
                        .seat(moved.seat())
                        .filter(seat -> seat.place().kind() == Place.Kind.MAIN && !seat.isStaff())
                        .ifPresent(seat -> room(turn.state(), seat)
                                .ifPresent(
                                        place -> turn.move(Actor.POLICY, seat, place, Cause.PLACED, Optional.empty())));
            }
        }
    }

    private static Optional<Place> room(SessionState state, Seat seat) {
        Optional<BreakoutPlan> plan =
                state.open().filter(open -> !open.closing()).map(OpenBreakouts::plan);
        if (plan.isEmpty() || plan.get().latecomers() == BreakoutPlan.Latecomers.STAY) {
            return Optional.empty();
        }
        Optional<Place> planned = plan.get().roomOf(seat.id()).map(BreakoutPlan.Room::place);
        boolean anyRoom = plan.get().latecomers() == BreakoutPlan.Latecomers.FEWEST && seat.role() != Role.OBSERVER;
        return planned.filter(place -> takes(state, seat, place))
                .or(() -> anyRoom ? fewest(state, plan.get(), seat) : Optional.empty());
    }

    private static boolean takes(SessionState state, Seat seat, Place place) {
        return !isFull(state, seat, place) && apart(state, seat, place).isEmpty();
    }

    /** The room of one's own people, else the one with the fewest. */
    private static Optional<Place> fewest(SessionState state, BreakoutPlan plan, Seat seat) {
        Set<SeatId> together = plan.rules().together(seat.id());
        return plan.rooms().stream()
                .map(BreakoutPlan.Room::place)
                .filter(place -> takes(state, seat, place))
                .min(Comparator.comparing(
                                (Place place) -> state.in(place).noneMatch(other -> together.contains(other.id())))
                        .thenComparing(place -> state.in(place)
                                .filter(other -> !other.isStaff())
                                .count()));
    }
}
