package org.anteroom.engine.session.hallway;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.HallwayId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;

/** What happens with hallways. */
public final class HallwayEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(HallwayOpened.KIND, HallwayClosed.KIND);

    private HallwayEvents() {}

    /** Staff took these people aside; the moves stand in events of their own. */
    public record HallwayOpened(HallwayId hallway, List<SeatId> seats) implements SessionEvent {
        static final EventKind<HallwayOpened> KIND =
                event(HallwayOpened.class, "hallway-opened", 1, EventKind::changesNothing, HallwayView::hallwayOpened);

        public HallwayOpened {
            seats = List.copyOf(seats);
        }

        @Override
        public EventKind<HallwayOpened> eventKind() {
            return KIND;
        }
    }

    /** The hallway is over; these people go back where they came from. */
    public record HallwayClosed(HallwayId hallway, List<SeatId> seats) implements SessionEvent {
        static final EventKind<HallwayClosed> KIND =
                event(HallwayClosed.class, "hallway-closed", 1, EventKind::changesNothing, HallwayView::hallwayClosed);

        public HallwayClosed {
            seats = List.copyOf(seats);
        }

        @Override
        public EventKind<HallwayClosed> eventKind() {
            return KIND;
        }
    }
}
