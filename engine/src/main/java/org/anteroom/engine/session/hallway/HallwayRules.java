package org.anteroom.engine.session.hallway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.HallwayId;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.breakout.BreakoutRules;

/** The rules of hallways: one or two people aside with staff, and back to where they were. */
public final class HallwayRules {
    private HallwayRules() {}

    static Decision open(Turn turn, HallwayCommands.Hallway command) {
        List<SeatId> seats = command.seats();
        Seat self = turn.self();
        if (seats.stream().anyMatch(id -> turn.state().seat(id).isEmpty())) {
            return Turn.unknownSeat();
        }
        if (!self.isInside() || self.place().kind() == Place.Kind.HALLWAY) {
            return Turn.conflict(
                    self.isInside() ? "You are in a hallway already. Go back first." : "Come into the session first.");
        }
        List<Seat> people =
                seats.stream().flatMap(id -> turn.state().seat(id).stream()).toList();
        if (!people.stream().allMatch(HallwayRules::mayBeTaken)) {
            return Turn.conflict("Only people who wait or are in a room can be taken aside, and staff cannot.");
        }
        long waiters = people.stream().filter(seat -> !seat.isInside()).count();
        if (waiters > turn.state().room()) {
            return Turn.full("The session is full.");
        }
        HallwayId hallway = new HallwayId(turn.chance().id(HallwayId.PREFIX));
        turn.add(new HallwayEvents.HallwayOpened(hallway, seats));
        people.forEach(seat -> turn.move(seat, Place.hallway(hallway), Cause.HALLWAY_OPENED));
        turn.move(self, Place.hallway(hallway), Cause.HALLWAY_OPENED);
        return turn.accept();
    }

    private static boolean mayBeTaken(Seat seat) {
        boolean present = seat.place().kind() == Place.Kind.WAITING || seat.isInside();
        return present && seat.place().kind() != Place.Kind.HALLWAY && !seat.isStaff();
    }

    static Decision back(Turn turn) {
        Place place = turn.self().place();
        Optional<HallwayId> hallway = place.asHallway();
        if (hallway.isEmpty()) {
            return Turn.conflict("You are not in a hallway.");
        }
        close(turn, turn.caller().actor(), hallway.get());
        return turn.accept();
    }

    /** Ends the hallways that nobody of staff is in any more, so that nobody is left alone or forgotten there. */
    public static void closeForsaken(Turn turn, Set<Place> before) {
        for (Place place : before) {
            boolean kept = turn.state().in(place).anyMatch(Seat::isStaff);
            if (!kept && !closed(turn, place)) {
                place.asHallway().ifPresent(hallway -> close(turn, Actor.POLICY, hallway));
            }
        }
    }

    /** Whether this turn ended that hallway. */
    private static boolean closed(Turn turn, Place hallway) {
        return turn.happened().stream()
                .anyMatch(event -> event instanceof HallwayEvents.HallwayClosed closed
                        && Place.hallway(closed.hallway()).equals(hallway));
    }

    private static void close(Turn turn, Actor by, HallwayId hallway) {
        List<Seat> people = turn.state().in(Place.hallway(hallway)).toList();
        List<SeatId> taken =
                people.stream().filter(seat -> !seat.isStaff()).map(Seat::id).toList();
        turn.add(by, new HallwayEvents.HallwayClosed(hallway, taken));
        for (Seat seat : people) {
            turn.move(by, seat, home(turn.state(), seat), Cause.HALLWAY_CLOSED, Optional.empty());
        }
    }

    /** Where the seat came from, or the main room where that place is no more, or holds somebody to be kept apart from. */
    private static Place home(SessionState state, Seat seat) {
        Place from = seat.asideFrom().orElse(Place.MAIN);
        boolean gone = from.kind() == Place.Kind.BREAKOUT
                && (state.open().flatMap(open -> open.plan().room(from)).isEmpty()
                        || BreakoutRules.apart(state, seat, from).isPresent());
        boolean staffsWaiting = seat.isStaff() && !from.isInside();
        return gone || staffsWaiting ? Place.MAIN : from;
    }
}
