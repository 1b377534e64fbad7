package org.anteroom.engine.session;

import java.util.Optional;
import org.anteroom.engine.session.SessionState.Phase;

/** The rules of the session itself: start, lock, extend, end, and the roles and grants of its seats. */
final class SessionRules {
    private SessionRules() {}

    static Decision start(Turn turn) {
        if (turn.state().phase() == Phase.LIVE) {
            return Turn.conflict("The session has started already.");
        }
        if (turn.state().phase() == Phase.SCHEDULED) {
            turn.add(new SessionEvent.SessionOpened());
        }
        turn.add(new SessionEvent.SessionStarted());
        return turn.accept();
    }

    static Decision lock(Turn turn, boolean on) {
        if (turn.state().locked() != on) {
            turn.add(new SessionEvent.SessionLocked(on));
        }
        return turn.accept();
    }

    static Decision extend(Turn turn, int minutes) {
        turn.add(new SessionEvent.SessionExtended(minutes, turn.state().endsAt().plusSeconds(60L * minutes)));
        return turn.accept();
    }

    static Decision end(Turn turn, Optional<Text> reason) {
        PollRules.closeUnshared(turn);
        turn.add(new SessionEvent.SessionEnded(reason));
        return turn.accept();
    }

    static Decision changeRole(Turn turn, Command.ChangeRole command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return WaitingRules.unknownSeat();
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
            turn.add(new SessionEvent.RoleChanged(command.seat(), command.role()));
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
                        new SessionEvent.GrantsChanged(seat.id(), seat.grants().with(Grants.What.MICROPHONE, false))));
        return turn.accept();
    }

    static Decision grant(Turn turn, SeatId id, Grants.What what, boolean on) {
        Optional<Seat> seat = turn.state().seat(id);
        if (seat.isEmpty()) {
            return WaitingRules.unknownSeat();
        }
        if (seat.get().grants().allows(what) != on) {
            turn.add(new SessionEvent.GrantsChanged(id, seat.get().grants().with(what, on)));
        }
        return turn.accept();
    }

    /** Asking goes to who is in a room of a session with pictures; to take it back is never too late. */
    static Decision askForLess(Turn turn, Command.AskForLess command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return WaitingRules.unknownSeat();
        }
        if (command.on() && !seat.get().isInside()) {
            return Turn.conflict("Pictures come to people in a room.");
        }
        if (command.on() && turn.state().policy().video() == Policy.Video.OFF) {
            return Turn.conflict("This session has no pictures.");
        }
        return less(turn, seat.get(), command.on());
    }

    static Decision less(Turn turn, Seat seat, boolean on) {
        if (seat.lessAsked() != on) {
            turn.add(new SessionEvent.LessAsked(seat.id(), on));
        }
        return turn.accept();
    }

    static Decision raiseHand(Turn turn, boolean on) {
        Seat self = turn.self();
        if (!self.isInside()) {
            return Turn.conflict("Hands go up in a room.");
        }
        if (self.hand().isPresent() != on) {
            turn.add(new SessionEvent.HandChanged(self.id(), on));
        }
        return turn.accept();
    }
}
