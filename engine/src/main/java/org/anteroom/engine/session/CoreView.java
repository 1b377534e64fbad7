package org.anteroom.engine.session;

import java.util.Optional;

/** What seats see of seats and moves. */
final class CoreView {
    private CoreView() {}

    static Optional<Obj> sessionCancelled(Sight sight, CoreEvents.SessionCancelled event) {
        return sight.toThoseWhoWereInside(new Obj());
    }

    static Optional<Obj> seatAdded(Sight sight, CoreEvents.SeatAdded event) {
        return sight.toStaff(new Obj()
                .with("who", sight.after().seat(event.seat()).map(seat -> SeatView.forStaff(sight.after(), seat))));
    }

    static Optional<Obj> seatConnection(Sight sight, CoreEvents.SeatConnection event) {
        if (sight.isSelf(event.seat())) {
            return Optional.empty();
        }
        Obj data = Sight.about(event.seat()).with("connected", event.connected());
        if (sight.staff()) {
            boolean alarmed = sight.after().alerts().values().stream()
                    .anyMatch(alert -> alert.seat().equals(event.seat()));
            return Optional.of(
                    alarmed && !event.connected()
                            ? data.with(
                                    "safety",
                                    SeatView.safety(sight.after(), event.seat()).map())
                            : data);
        }
        return sight.toPlaceOf(event.seat(), data);
    }

    static Optional<Obj> seatMoved(Sight sight, CoreEvents.SeatMoved event) {
        Obj data = Sight.about(event.seat());
        Optional<String> stay = sight.after()
                .seat(event.seat())
                .flatMap(seat -> seat.keys().stay())
                .map(SeatKeys.Stay::id);
        Optional<Seat> moved = sight.after().seat(event.seat());
        if (sight.staff()) {
            return Optional.of(data.with("from", event.from().word())
                    .with("to", event.to().word())
                    .with("by", sight.by())
                    .with("reason", event.reason().map(Text::value))
                    .with("stay", stay)
                    .with("who", moved.map(seat -> SeatView.forStaff(sight.after(), seat))));
        }
        if (sight.isSelf(event.seat())) {
            return Optional.of(data.with("from", event.from().word())
                    .with("to", event.to().word())
                    .with("stay", stay));
        }
        if (sight.shares(event.to())) {
            return Optional.of(data.with("to", event.to().word())
                    .with("stay", stay)
                    .with("who", moved.map(seat -> SeatView.seat(sight.after(), seat, sight.viewer()))));
        }
        boolean left = sight.shares(event.from());
        return left ? Optional.of(data.with("from", event.from().word())) : Optional.empty();
    }

    static Optional<Obj> shareEnded(Sight sight, CoreEvents.ShareEnded event) {
        return sight.toStaffAndPlace(
                event.seat(),
                event.place(),
                Sight.about(event.seat())
                        .with("place", event.place().word())
                        .with("reason", Words.word(event.reason()))
                        .with("leaseEnded", event.leaseEnded()));
    }
}
