package org.anteroom.engine.session.door;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.Hold;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Text;

/** What happens at the door. */
public final class DoorEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(
            CheckInCompleted.KIND,
            ConsentWithdrawn.KIND,
            SteppedAway.KIND,
            SeatDenied.KIND,
            SeatHeld.KIND,
            SessionLocked.KIND);

    private DoorEvents() {}

    /** A person checked in. */
    public record CheckInCompleted(SeatId seat, CheckIn checkIn) implements SessionEvent {
        static final EventKind<CheckInCompleted> KIND = event(
                CheckInCompleted.class,
                "check-in-completed",
                2,
                DoorEvolution::checkInCompleted,
                DoorView::checkInCompleted);

        @Override
        public EventKind<CheckInCompleted> eventKind() {
            return KIND;
        }
    }

    /** A person took back what they had accepted at check-in; that holds the seat. */
    public record ConsentWithdrawn(SeatId seat, ConsentId consent) implements SessionEvent {
        static final EventKind<ConsentWithdrawn> KIND = event(
                ConsentWithdrawn.class,
                "consent-withdrawn",
                1,
                DoorEvolution::consentWithdrawn,
                DoorView::consentWithdrawn);

        @Override
        public EventKind<ConsentWithdrawn> eventKind() {
            return KIND;
        }
    }

    /** A waiter stepped away or came back; the queue place is kept. */
    public record SteppedAway(SeatId seat, boolean on) implements SessionEvent {
        static final EventKind<SteppedAway> KIND =
                event(SteppedAway.class, "stepped-away", 1, DoorEvolution::steppedAway, DoorView::steppedAway);

        @Override
        public EventKind<SteppedAway> eventKind() {
            return KIND;
        }
    }

    /** Staff would not let the seat in. */
    public record SeatDenied(SeatId seat, Optional<Text> reason) implements SessionEvent {
        static final EventKind<SeatDenied> KIND = event(
                SeatDenied.class,
                "seat-denied",
                1,
                DoorEvolution::seatDenied,
                DoorView::seatDenied,
                Effect.MEDIA,
                Effect.ATTENDANCE);

        @Override
        public EventKind<SeatDenied> eventKind() {
            return KIND;
        }
    }

    /**
     * Staff hold a waiter, or no longer.
     *
     * @param cause why, where it is another than that staff do so
     */
    public record SeatHeld(SeatId seat, boolean on, Optional<Hold> cause) implements SessionEvent {
        static final EventKind<SeatHeld> KIND =
                event(SeatHeld.class, "seat-held", 1, DoorEvolution::seatHeld, DoorView::seatHeld);

        @Override
        public EventKind<SeatHeld> eventKind() {
            return KIND;
        }
    }

    /** The door was locked or unlocked for new knocks. */
    public record SessionLocked(boolean on) implements SessionEvent {
        static final EventKind<SessionLocked> KIND =
                event(SessionLocked.class, "session-locked", 1, DoorEvolution::sessionLocked, DoorView::sessionLocked);

        @Override
        public EventKind<SessionLocked> eventKind() {
            return KIND;
        }
    }
}
