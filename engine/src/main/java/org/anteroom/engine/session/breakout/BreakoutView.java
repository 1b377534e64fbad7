package org.anteroom.engine.session.breakout;

import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Sight;
import org.anteroom.engine.session.Words;

/** What seats see of breakout rooms. */
final class BreakoutView {
    private BreakoutView() {}

    static Optional<Obj> breakoutsPlanned(Sight sight, BreakoutEvents.BreakoutsPlanned event) {
        return sight.toStaff(Obj.of("plan", RoomView.plan(event.plan())));
    }

    static Optional<Obj> breakoutsOpened(Sight sight, BreakoutEvents.BreakoutsOpened event) {
        return sight.toInside(new Obj()
                .with(
                        "rooms",
                        sight.after().open().map(open -> RoomView.seen(sight.after(), open.plan(), sight.viewer())))
                .with(
                        "mode",
                        sight.after().open().map(open -> Words.word(open.plan().mode())))
                .with("closesAt", event.closesAt().map(Words::time)));
    }

    static Optional<Obj> breakoutsExtended(Sight sight, BreakoutEvents.BreakoutsExtended event) {
        return sight.toInside(Obj.of("closesAt", Words.time(event.closesAt())));
    }

    static Optional<Obj> breakoutsClosing(Sight sight, BreakoutEvents.BreakoutsClosing event) {
        return sight.toInside(Obj.of("closesAt", Words.time(event.closesAt())));
    }

    static Optional<Obj> breakoutsClosed(Sight sight, BreakoutEvents.BreakoutsClosed event) {
        return sight.toInside(new Obj());
    }

    static Optional<Obj> helpAsked(Sight sight, BreakoutEvents.HelpAsked event) {
        return sight.toStaffAndPlace(
                event.seat(),
                Place.breakout(event.breakout()),
                Obj.of("breakout", event.breakout().value())
                        .with("seat", event.seat().value()));
    }

    static Optional<Obj> helpAnswered(Sight sight, BreakoutEvents.HelpAnswered event) {
        Obj data = Obj.of("breakout", event.breakout().value());
        boolean there = sight.shares(Place.breakout(event.breakout()));
        return sight.staff() || there ? Optional.of(data) : Optional.empty();
    }
}
