package org.anteroom.engine.session.door;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Hold;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.safety.AlertRules;

/** The rules of the door: check-in, knock, admission, the lock, sending back, removal. */
final class WaitingRules {
    private WaitingRules() {}

    static Decision checkIn(Turn turn, DoorCommands.CheckInNow command) {
        Optional<Decision> refusal = ConsentRules.refusal(turn, command.consents());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Seat self = turn.self();
        if (self.isInside()) {
            return Turn.conflict("You are in the session already.");
        }
        CheckIn checkIn = new CheckIn(
                turn.now(),
                true,
                command.location(),
                command.callback(),
                command.contact(),
                command.phq9(),
                command.gad7(),
                ConsentRules.accepted(turn, command.consents()));
        turn.add(new DoorEvents.CheckInCompleted(self.id(), checkIn));
        if (checkIn.item9() > 0) {
            AlertRules.raiseForForm(turn);
        }
        return turn.accept();
    }

    static Decision knock(Turn turn) {
        Seat self = turn.self();
        if (self.isInside()) {
            return Turn.conflict("You are in the session already.");
        }
        // Staff who were removed wait like everybody else, until somebody lets them in again.
        if (self.isStaff() && !self.isRemovedStaff()) {
            turn.move(self, Place.MAIN, Cause.KNOCKED);
            return turn.accept();
        }
        if (self.place().kind() == Place.Kind.WAITING) {
            return Turn.conflict("You are in the waiting room already.");
        }
        if (turn.state().locked()) {
            return Turn.conflict("The session is locked. Your team can open it.");
        }
        turn.move(self, Place.WAITING, Cause.KNOCKED);
        return turn.accept();
    }

    static Decision stepAway(Turn turn, DoorCommands.StepAway command) {
        Seat self = turn.self();
        if (self.place().kind() != Place.Kind.WAITING) {
            return Turn.conflict("Only from the waiting room can you step away.");
        }
        if (self.steppedAway() != command.on()) {
            turn.add(new DoorEvents.SteppedAway(self.id(), command.on()));
        }
        return turn.accept();
    }

    static Decision leave(Turn turn, DoorCommands.Leave command) {
        Seat self = turn.self();
        boolean forget = command.forget();
        Optional<Caller.Device> device = turn.caller().device().filter(asking -> forget);
        if (forget && device.isEmpty()) {
            return Turn.forbidden("A device is signed out of a link by itself alone.");
        }
        boolean away = self.place().kind() == Place.Kind.AWAY;
        if (away && !forget) {
            return Turn.conflict("You are not in the session.");
        }
        if (!away) {
            turn.move(self, Place.AWAY, Cause.LEFT);
        }
        device.filter(asking -> Registration.holds(turn.state(), asking.invite(), asking.epoch()))
                .ifPresent(
                        asking -> turn.add(new CoreEvents.InviteReleased(asking.invite(), SessionEvent.Release.LEFT)));
        return turn.accept();
    }

    static Decision admit(Turn turn, DoorCommands.Admit command) {
        List<SeatId> seats = command.seats();
        Optional<Decision> refusal = turn.notAllWaiting(seats);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (seats.size() > turn.state().room()) {
            return Turn.full("The session is full.");
        }
        seats.forEach(id -> turn.move(seatOf(turn, id), Place.MAIN, Cause.ADMITTED));
        return turn.accept();
    }

    static Decision admitAll(Turn turn) {
        List<Seat> waiting =
                turn.state().queue().stream().map(id -> seatOf(turn, id)).toList();
        List<Seat> ready = waiting.stream().filter(seat -> !seat.held()).toList();
        if (ready.size() > turn.state().room()) {
            return Turn.full("There is not room for all who wait.");
        }
        ready.forEach(seat -> turn.move(seat, Place.MAIN, Cause.ADMITTED));
        List<String> held = waiting.stream()
                .filter(Seat::held)
                .map(seat -> seat.id().value())
                .toList();
        return turn.say("held", held).accept();
    }

    static Decision hold(Turn turn, DoorCommands.Hold command) {
        Optional<Decision> refusal = turn.notAllWaiting(command.seats());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Hold cause = command.identity() ? Hold.IDENTITY : Hold.STAFF;
        boolean on = command.on();
        command.seats().stream()
                .filter(id -> on
                        ? !seatOf(turn, id).holds().contains(cause)
                        : seatOf(turn, id).held())
                .forEach(id -> turn.add(
                        new DoorEvents.SeatHeld(id, on, Optional.of(cause).filter(why -> command.identity()))));
        return turn.accept();
    }

    static Decision deny(Turn turn, DoorCommands.Deny command) {
        Optional<Decision> refusal = turn.notAllWaiting(command.seats());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        command.seats().forEach(id -> turn.add(new DoorEvents.SeatDenied(id, command.reason())));
        return turn.accept();
    }

    static Decision sendToWaiting(Turn turn, DoorCommands.SendToWaiting command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (seat.get().isStaff()) {
            return Turn.conflict("Staff have no waiting room.");
        }
        if (!seat.get().isInside()) {
            return Turn.conflict("That person is not inside.");
        }
        turn.move(seat.get(), Place.WAITING, Cause.SENT_BACK, command.reason());
        return turn.accept();
    }

    static Decision remove(Turn turn, DoorCommands.Remove command) {
        Optional<Seat> found = turn.state().seat(command.seat());
        boolean byFacilitator =
                turn.callingSeat().map(seat -> seat.role() == Role.FACILITATOR).orElse(true);
        if (found.filter(seat -> seat.role() == Role.FACILITATOR).isPresent() && !byFacilitator) {
            return Turn.forbidden("Only a facilitator may remove a facilitator.");
        }
        if (found.isEmpty()) {
            return Turn.unknownSeat();
        }
        Seat seat = found.get();
        if (turn.callingSeat().filter(self -> self.id().equals(seat.id())).isPresent()) {
            return Turn.conflict("To go yourself, leave.");
        }
        if (seat.place().kind() == Place.Kind.AWAY && (!command.ban() || seat.banned())) {
            return Turn.conflict("That person is not here.");
        }
        turn.move(seat, Place.AWAY, command.ban() ? Cause.BANNED : Cause.REMOVED, command.reason());
        return turn.accept();
    }

    static Decision lock(Turn turn, DoorCommands.Lock command) {
        if (turn.state().locked() != command.on()) {
            turn.add(new DoorEvents.SessionLocked(command.on()));
        }
        return turn.accept();
    }

    private static Seat seatOf(Turn turn, SeatId id) {
        return turn.state().seat(id).orElseThrow();
    }
}
