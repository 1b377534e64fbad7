package org.anteroom.engine.session.screen;

import java.util.Optional;
import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.Lease;

/** How screens change a session. */
final class ScreenEvolution {
    private ScreenEvolution() {}

    static void shareRequested(Draft draft, ScreenEvents.ShareRequested event) {
        draft.seat(event.seat(), seat -> seat.share(true, seat.lease()));
    }

    static void shareDenied(Draft draft, ScreenEvents.ShareDenied event) {
        draft.seat(event.seat(), seat -> seat.share(false, seat.lease()));
    }

    static void shareGranted(Draft draft, ScreenEvents.ShareGranted event) {
        draft.seat(event.seat(), seat -> seat.share(false, Optional.of(new Lease(event.place(), event.until()))));
    }

    static void shareStarted(Draft draft, ScreenEvents.ShareStarted event) {
        draft.presenters().put(event.place(), event.seat());
    }
}
