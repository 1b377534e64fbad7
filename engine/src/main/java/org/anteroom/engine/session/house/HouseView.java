package org.anteroom.engine.session.house;

import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.Sight;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** What seats see of the session itself. */
final class HouseView {
    private HouseView() {}

    static Optional<Obj> sessionChanged(Sight sight, HouseEvents.SessionChanged event) {
        return sight.toInside(Obj.of("session", SessionView.session(sight.after(), sight.viewer())));
    }

    static Optional<Obj> sessionOpened(Sight sight, HouseEvents.SessionOpened event) {
        return sight.toInside(new Obj());
    }

    static Optional<Obj> sessionStarted(Sight sight, HouseEvents.SessionStarted event) {
        return sight.toInside(new Obj());
    }

    static Optional<Obj> sessionExtended(Sight sight, HouseEvents.SessionExtended event) {
        return sight.toInside(Obj.of("minutes", event.minutes()).with("endsAt", Words.time(event.endsAt())));
    }

    static Optional<Obj> sessionEnded(Sight sight, HouseEvents.SessionEnded event) {
        return sight.toThoseWhoWereInside(
                new Obj().with("reason", event.reason().map(Text::value)));
    }

    static Optional<Obj> grantsChanged(Sight sight, HouseEvents.GrantsChanged event) {
        return sight.toStaffAndPlaceOf(
                event.seat(), Sight.about(event.seat()).with("grants", SeatView.grants(event.grants())));
    }

    static Optional<Obj> lessAsked(Sight sight, HouseEvents.LessAsked event) {
        Obj data = Sight.about(event.seat()).with("on", event.on());
        return sight.toStaffAndSelf(event.seat(), sight.staff() ? data.with("by", sight.by()) : data);
    }

    static Optional<Obj> roleChanged(Sight sight, HouseEvents.RoleChanged event) {
        return sight.toStaffAndSelf(
                event.seat(),
                Sight.about(event.seat()).with("role", event.role().word()));
    }
}
