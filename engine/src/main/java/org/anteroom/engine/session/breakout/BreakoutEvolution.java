package org.anteroom.engine.session.breakout;

import java.util.Optional;
import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.SessionState.OpenBreakouts;

/** How breakout rooms change a session. */
final class BreakoutEvolution {
    private BreakoutEvolution() {}

    static void breakoutsPlanned(Draft draft, BreakoutEvents.BreakoutsPlanned event) {
        draft.planned(event.plan());
    }

    static void breakoutsOpened(Draft draft, BreakoutEvents.BreakoutsOpened event) {
        draft.open(event.closesAt());
    }

    static void breakoutsExtended(Draft draft, BreakoutEvents.BreakoutsExtended event) {
        draft.open(was -> new OpenBreakouts(was.plan(), Optional.of(event.closesAt()), false));
    }

    static void breakoutsClosing(Draft draft, BreakoutEvents.BreakoutsClosing event) {
        draft.open(was -> new OpenBreakouts(was.plan(), Optional.of(event.closesAt()), true));
    }

    static void breakoutsClosed(Draft draft, BreakoutEvents.BreakoutsClosed event) {
        draft.closeBreakouts();
    }

    static void helpAsked(Draft draft, BreakoutEvents.HelpAsked event) {
        draft.helps().put(event.breakout(), event.seat());
    }

    static void helpAnswered(Draft draft, BreakoutEvents.HelpAnswered event) {
        draft.helps().remove(event.breakout());
    }
}
