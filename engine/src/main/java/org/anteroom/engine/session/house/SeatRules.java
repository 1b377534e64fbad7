package org.anteroom.engine.session.house;

import java.util.Optional;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Turn;

/** The rules of seats: their roles, what they may send, and the pictures that they take. */
final class SeatRules {
    private SeatRules() {}

    static Decision changeRole(Turn turn, HouseCommands.ChangeRole command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        long facilitators = turn.state().seats().values().stream()
                .filter(other -> other.role() == Role.FACILITATOR)
                .count();
        if (seat.get().role() == Role.FACILITATOR && command.role() != Role.FACILITATOR && facilitators == 1) {
            return Turn.conflict("A session keeps at least one facilitator.");
        }
        if (seat.get().role() != command.role()) {
            if (!mayKeepLease(seat.get(), command.role())) {
                turn.endShare(seat.get(), SessionEvent.ShareEnd.REVOKED);
            }
            turn.add(new HouseEvents.RoleChanged(command.seat(), command.role()));
        }
        return turn.accept();
    }

    /** Whether a lease goes with the new role: not with an observer's, and not with one who was staff and is no more. */
    private static boolean mayKeepLease(Seat seat, Role role) {
        return role != Role.OBSERVER && seat.isStaff() == role.isStaff();
    }

    static Decision muteAll(Turn turn) {
        turn.state()
                .inside()
                .filter(seat -> !seat.isStaff() && seat.grants().microphone())
                .forEach(seat -> turn.add(
                        new HouseEvents.GrantsChanged(seat.id(), seat.grants().with(Grants.What.MICROPHONE, false))));
        return turn.accept();
    }

    static Decision grant(Turn turn, SeatId id, Grants.What what, boolean on) {
        Optional<Seat> seat = turn.state().seat(id);
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (seat.get().grants().allows(what) != on) {
            turn.add(new HouseEvents.GrantsChanged(id, seat.get().grants().with(what, on)));
        }
        return turn.accept();
    }

    /** Asking goes to who is in a room of a session with pictures; to take it back is never too late. */
    static Decision askForLess(Turn turn, HouseCommands.AskForLess command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (command.on() && !seat.get().isInside()) {
            return Turn.conflict("Pictures come to people in a room.");
        }
        if (command.on() && turn.state().policy().video() == Policy.Video.OFF) {
            return Turn.conflict("This session has no pictures.");
        }
        return less(turn, seat.get(), command.on());
    }

    static Decision declineLess(Turn turn) {
        return less(turn, turn.self(), false);
    }

    private static Decision less(Turn turn, Seat seat, boolean on) {
        if (seat.lessAsked() != on) {
            turn.add(new HouseEvents.LessAsked(seat.id(), on));
        }
        return turn.accept();
    }
}
