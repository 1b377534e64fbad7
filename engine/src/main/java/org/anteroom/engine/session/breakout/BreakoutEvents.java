package org.anteroom.engine.session.breakout;

import static org.anteroom.engine.session.EventKind.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;

/** What happens with breakout rooms. */
public final class BreakoutEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(
            BreakoutsPlanned.KIND,
            BreakoutsOpened.KIND,
            BreakoutsExtended.KIND,
            BreakoutsClosing.KIND,
            BreakoutsClosed.KIND,
            HelpAsked.KIND,
            HelpAnswered.KIND);

    private BreakoutEvents() {}

    /** Staff planned breakout rooms; nobody moved yet. */
    public record BreakoutsPlanned(BreakoutPlan plan) implements SessionEvent {
        static final EventKind<BreakoutsPlanned> KIND = event(
                BreakoutsPlanned.class,
                "breakouts-planned",
                2,
                BreakoutEvolution::breakoutsPlanned,
                BreakoutView::breakoutsPlanned);

        @Override
        public EventKind<BreakoutsPlanned> eventKind() {
            return KIND;
        }
    }

    /** The planned rooms opened; the moves stand in events of their own. */
    public record BreakoutsOpened(Optional<Instant> closesAt) implements SessionEvent {
        static final EventKind<BreakoutsOpened> KIND = event(
                BreakoutsOpened.class,
                "breakouts-opened",
                1,
                BreakoutEvolution::breakoutsOpened,
                BreakoutView::breakoutsOpened,
                Effect.TIMERS);

        @Override
        public EventKind<BreakoutsOpened> eventKind() {
            return KIND;
        }
    }

    /** The rooms stay open longer. */
    public record BreakoutsExtended(Instant closesAt) implements SessionEvent {
        static final EventKind<BreakoutsExtended> KIND = event(
                BreakoutsExtended.class,
                "breakouts-extended",
                1,
                BreakoutEvolution::breakoutsExtended,
                BreakoutView::breakoutsExtended,
                Effect.TIMERS);

        @Override
        public EventKind<BreakoutsExtended> eventKind() {
            return KIND;
        }
    }

    /** The countdown to the rooms' end runs. */
    public record BreakoutsClosing(Instant closesAt) implements SessionEvent {
        static final EventKind<BreakoutsClosing> KIND = event(
                BreakoutsClosing.class,
                "breakouts-closing",
                1,
                BreakoutEvolution::breakoutsClosing,
                BreakoutView::breakoutsClosing,
                Effect.TIMERS);

        @Override
        public EventKind<BreakoutsClosing> eventKind() {
            return KIND;
        }
    }

    /** Everybody is back; the rooms are gone. */
    public record BreakoutsClosed() implements SessionEvent {
        static final EventKind<BreakoutsClosed> KIND = event(
                BreakoutsClosed.class,
                "breakouts-closed",
                1,
                BreakoutEvolution::breakoutsClosed,
                BreakoutView::breakoutsClosed,
                Effect.TIMERS);

        @Override
        public EventKind<BreakoutsClosed> eventKind() {
            return KIND;
        }
    }

    /** Somebody in a breakout asked for staff. */
    public record HelpAsked(BreakoutId breakout, SeatId seat) implements SessionEvent {
        static final EventKind<HelpAsked> KIND =
                event(HelpAsked.class, "help-asked", 1, BreakoutEvolution::helpAsked, BreakoutView::helpAsked);

        @Override
        public EventKind<HelpAsked> eventKind() {
            return KIND;
        }
    }

    /** Staff are on it. */
    public record HelpAnswered(BreakoutId breakout) implements SessionEvent {
        static final EventKind<HelpAnswered> KIND = event(
                HelpAnswered.class, "help-answered", 1, BreakoutEvolution::helpAnswered, BreakoutView::helpAnswered);

        @Override
        public EventKind<HelpAnswered> eventKind() {
            return KIND;
        }
    }
}
