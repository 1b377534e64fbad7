package org.anteroom.engine.session.door;

import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.Sight;
import org.anteroom.engine.session.Text;

/** What seats see of the door. */
final class DoorView {
    private DoorView() {}

    static Optional<Obj> checkInCompleted(Sight sight, DoorEvents.CheckInCompleted event) {
        boolean held = sight.after().seat(event.seat()).filter(Seat::held).isPresent();
        if (sight.staff()) {
            return Optional.of(Sight.about(event.seat())
                    .with("checkIn", SeatView.checkIn(event.checkIn()))
                    .with("held", held)
                    .with("heldFor", sight.after().seat(event.seat()).flatMap(SeatView::heldFor)));
        }
        return sight.isSelf(event.seat())
                ? Optional.of(Sight.about(event.seat())
                        .with("consents", SeatView.consents(event.checkIn()))
                        .with("held", held ? Optional.of(true) : Optional.empty()))
                : Optional.empty();
    }

    static Optional<Obj> consentWithdrawn(Sight sight, DoorEvents.ConsentWithdrawn event) {
        return sight.toStaffAndSelf(
                event.seat(),
                Sight.about(event.seat()).with("consent", event.consent().value()));
    }

    static Optional<Obj> steppedAway(Sight sight, DoorEvents.SteppedAway event) {
        return sight.toStaffAndSelf(event.seat(), Sight.about(event.seat()).with("on", event.on()));
    }

    static Optional<Obj> seatDenied(Sight sight, DoorEvents.SeatDenied event) {
        return sight.toStaffAndSelf(
                event.seat(),
                Sight.about(event.seat()).with("reason", event.reason().map(Text::value)));
    }

    static Optional<Obj> seatHeld(Sight sight, DoorEvents.SeatHeld event) {
        Obj data = Sight.about(event.seat()).with("on", event.on());
        return sight.toStaffAndSelf(
                event.seat(),
                sight.staff()
                        ? data.with("heldFor", sight.after().seat(event.seat()).flatMap(SeatView::heldFor))
                        : data);
    }

    static Optional<Obj> sessionLocked(Sight sight, DoorEvents.SessionLocked event) {
        return sight.toInside(Obj.of("on", event.on()));
    }
}
