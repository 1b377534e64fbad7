package org.anteroom.engine.session.screen;

import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Sight;
import org.anteroom.engine.session.Words;

/** What seats see of screens. */
final class ScreenView {
    private ScreenView() {}

    static Optional<Obj> shareRequested(Sight sight, ScreenEvents.ShareRequested event) {
        return sight.toStaffAndSelf(event.seat(), Sight.about(event.seat()));
    }

    static Optional<Obj> shareDenied(Sight sight, ScreenEvents.ShareDenied event) {
        return sight.toStaffAndSelf(event.seat(), Sight.about(event.seat()));
    }

    static Optional<Obj> shareGranted(Sight sight, ScreenEvents.ShareGranted event) {
        return sight.toStaffAndPlace(
                event.seat(),
                event.place(),
                Sight.about(event.seat())
                        .with("until", Words.time(event.until()))
                        .with("place", event.place().word()));
    }

    static Optional<Obj> shareStarted(Sight sight, ScreenEvents.ShareStarted event) {
        return sight.toStaffAndPlace(
                event.seat(),
                event.place(),
                Sight.about(event.seat()).with("place", event.place().word()));
    }
}
