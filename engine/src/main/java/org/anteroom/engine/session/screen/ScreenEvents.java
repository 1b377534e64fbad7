package org.anteroom.engine.session.screen;

import static org.anteroom.engine.session.EventKind.event;

import java.time.Instant;
import java.util.List;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;

/** What happens with screens. */
public final class ScreenEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL =
            List.of(ShareRequested.KIND, ShareDenied.KIND, ShareGranted.KIND, ShareStarted.KIND);

    private ScreenEvents() {}

    /** A seat asked for the screen. */
    public record ShareRequested(SeatId seat) implements SessionEvent {
        static final EventKind<ShareRequested> KIND = event(
                ShareRequested.class,
                "share-requested",
                1,
                ScreenEvolution::shareRequested,
                ScreenView::shareRequested);

        @Override
        public EventKind<ShareRequested> eventKind() {
            return KIND;
        }
    }

    /** The request was answered: not now. */
    public record ShareDenied(SeatId seat) implements SessionEvent {
        static final EventKind<ShareDenied> KIND =
                event(ShareDenied.class, "share-denied", 1, ScreenEvolution::shareDenied, ScreenView::shareDenied);

        @Override
        public EventKind<ShareDenied> eventKind() {
            return KIND;
        }
    }

    /** A seat has a lease. */
    public record ShareGranted(SeatId seat, Place place, Instant until) implements SessionEvent {
        static final EventKind<ShareGranted> KIND = event(
                ShareGranted.class,
                "share-granted",
                1,
                ScreenEvolution::shareGranted,
                ScreenView::shareGranted,
                Effect.MEDIA,
                Effect.TIMERS);

        @Override
        public EventKind<ShareGranted> eventKind() {
            return KIND;
        }
    }

    /** The lease holder presents. */
    public record ShareStarted(SeatId seat, Place place) implements SessionEvent {
        static final EventKind<ShareStarted> KIND = event(
                ShareStarted.class,
                "share-started",
                1,
                ScreenEvolution::shareStarted,
                ScreenView::shareStarted,
                Effect.MEDIA);

        @Override
        public EventKind<ShareStarted> eventKind() {
            return KIND;
        }
    }
}
