package org.anteroom.engine.session.house;

import static org.anteroom.engine.session.EventKind.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;

/** What happens to the session itself, and to what its seats may send. */
public final class HouseEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(
            SessionChanged.KIND,
            SessionOpened.KIND,
            SessionStarted.KIND,
            SessionExtended.KIND,
            SessionEnded.KIND,
            ClockStepped.KIND,
            GrantsChanged.KIND,
            LessAsked.KIND,
            RoleChanged.KIND);

    private HouseEvents() {}

    /** The plan was changed before the start. */
    public record SessionChanged(SessionPlan plan) implements SessionEvent {
        static final EventKind<SessionChanged> KIND = event(
                SessionChanged.class,
                "session-changed",
                7,
                HouseEvolution::sessionChanged,
                HouseView::sessionChanged,
                Effect.MEDIA,
                Effect.TIMERS);

        @Override
        public EventKind<SessionChanged> eventKind() {
            return KIND;
        }
    }

    /** The first staff seat came into the main room. */
    public record SessionOpened() implements SessionEvent {
        static final EventKind<SessionOpened> KIND = event(
                SessionOpened.class, "session-opened", 1, HouseEvolution::sessionOpened, HouseView::sessionOpened);

        @Override
        public EventKind<SessionOpened> eventKind() {
            return KIND;
        }
    }

    /** Staff started the session. */
    public record SessionStarted() implements SessionEvent {
        static final EventKind<SessionStarted> KIND = event(
                SessionStarted.class,
                "session-started",
                1,
                HouseEvolution::sessionStarted,
                HouseView::sessionStarted,
                Effect.ATTENDANCE);

        @Override
        public EventKind<SessionStarted> eventKind() {
            return KIND;
        }
    }

    /** The planned end moved. */
    public record SessionExtended(int minutes, Instant endsAt) implements SessionEvent {
        static final EventKind<SessionExtended> KIND = event(
                SessionExtended.class,
                "session-extended",
                1,
                HouseEvolution::sessionExtended,
                HouseView::sessionExtended,
                Effect.TIMERS);

        @Override
        public EventKind<SessionExtended> eventKind() {
            return KIND;
        }
    }

    /** The session is over; everybody is out. */
    public record SessionEnded(Optional<Text> reason) implements SessionEvent {
        static final EventKind<SessionEnded> KIND = event(
                SessionEnded.class,
                "session-ended",
                1,
                HouseEvolution::sessionEnded,
                HouseView::sessionEnded,
                Effect.MEDIA,
                Effect.ATTENDANCE,
                Effect.TIMERS);

        @Override
        public EventKind<SessionEnded> eventKind() {
            return KIND;
        }
    }

    /**
     * The machine's clock was set while people were here: by so much more or less than the time that passed is this event
     * later than the one before. What lasts is counted without it.
     *
     * @param millis how much later the clock is than it would be; below 0 where it was set back
     */
    public record ClockStepped(long millis) implements SessionEvent {
        static final EventKind<ClockStepped> KIND = event(
                ClockStepped.class,
                "clock-stepped",
                1,
                HouseEvolution::clockStepped,
                EventKind::isNotShown,
                Effect.MEDIA,
                Effect.ATTENDANCE,
                Effect.TIMERS);

        @Override
        public EventKind<ClockStepped> eventKind() {
            return KIND;
        }
    }

    /** What a seat may send changed. */
    public record GrantsChanged(SeatId seat, Grants grants) implements SessionEvent {
        static final EventKind<GrantsChanged> KIND = event(
                GrantsChanged.class,
                "grants-changed",
                1,
                HouseEvolution::grantsChanged,
                HouseView::grantsChanged,
                Effect.MEDIA);

        @Override
        public EventKind<GrantsChanged> eventKind() {
            return KIND;
        }
    }

    /** Somebody was asked to leave out the others' pictures, or is asked no longer. */
    public record LessAsked(SeatId seat, boolean on) implements SessionEvent {
        static final EventKind<LessAsked> KIND =
                event(LessAsked.class, "less-asked", 1, HouseEvolution::lessAsked, HouseView::lessAsked);

        @Override
        public EventKind<LessAsked> eventKind() {
            return KIND;
        }
    }

    /** A seat's role changed. */
    public record RoleChanged(SeatId seat, Role role) implements SessionEvent {
        static final EventKind<RoleChanged> KIND = event(
                RoleChanged.class,
                "role-changed",
                1,
                HouseEvolution::roleChanged,
                HouseView::roleChanged,
                Effect.MEDIA);

        @Override
        public EventKind<RoleChanged> eventKind() {
            return KIND;
        }
    }
}
