package org.anteroom.engine.session.door;

import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.Hold;

/** How the door changes a session. */
final class DoorEvolution {
    private DoorEvolution() {}

    static void checkInCompleted(Draft draft, DoorEvents.CheckInCompleted event) {
        draft.seat(event.seat(), seat -> seat.checkedIn(event.checkIn()));
    }

    static void consentWithdrawn(Draft draft, DoorEvents.ConsentWithdrawn event) {
        draft.seat(event.seat(), seat -> seat.consentWithdrawn(event.consent(), draft.at()));
    }

    static void steppedAway(Draft draft, DoorEvents.SteppedAway event) {
        draft.seat(event.seat(), seat -> seat.steppedAway(event.on()));
    }

    static void seatDenied(Draft draft, DoorEvents.SeatDenied event) {
        draft.turnAway(event.seat(), seat -> seat.doors(true, seat.banned()));
    }

    static void seatHeld(Draft draft, DoorEvents.SeatHeld event) {
        draft.seat(event.seat(), seat -> event.on() ? seat.held(event.cause().orElse(Hold.STAFF)) : seat.released());
    }

    static void sessionLocked(Draft draft, DoorEvents.SessionLocked event) {
        draft.lock(event.on());
    }
}
