package org.anteroom.engine.session.hallway;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.HallwayId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Sight;

/** What seats see of hallways. */
final class HallwayView {
    private HallwayView() {}

    static Optional<Obj> hallwayOpened(Sight sight, HallwayEvents.HallwayOpened event) {
        return sight.toStaff(hallway(event.hallway(), event.seats()));
    }

    static Optional<Obj> hallwayClosed(Sight sight, HallwayEvents.HallwayClosed event) {
        return sight.toStaff(hallway(event.hallway(), event.seats()));
    }

    private static Obj hallway(HallwayId hallway, List<SeatId> seats) {
        return Obj.of("hallway", hallway.value())
                .with("seats", seats.stream().map(SeatId::value).toList());
    }
}
