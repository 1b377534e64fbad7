package org.anteroom.engine.session.house;

import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.SessionState.Phase;

/** How the session itself changes. */
final class HouseEvolution {
    private HouseEvolution() {}

    static void sessionChanged(Draft draft, HouseEvents.SessionChanged event) {
        draft.plan(event.plan());
    }

    static void sessionOpened(Draft draft, HouseEvents.SessionOpened event) {
        draft.phase(Phase.OPEN);
    }

    static void sessionStarted(Draft draft, HouseEvents.SessionStarted event) {
        draft.phase(Phase.LIVE);
    }

    static void sessionExtended(Draft draft, HouseEvents.SessionExtended event) {
        draft.extend(event.minutes(), event.endsAt());
    }

    static void sessionEnded(Draft draft, HouseEvents.SessionEnded event) {
        draft.over(Phase.ENDED);
    }

    /** What was granted for a while lasts as long as it was granted for. What was planned for a time stays there. */
    static void clockStepped(Draft draft, HouseEvents.ClockStepped event) {
        draft.clock(event.millis());
    }

    static void grantsChanged(Draft draft, HouseEvents.GrantsChanged event) {
        draft.seat(event.seat(), seat -> seat.grants(event.grants()));
    }

    static void lessAsked(Draft draft, HouseEvents.LessAsked event) {
        draft.seat(event.seat(), seat -> seat.lessAsked(event.on()));
    }

    static void roleChanged(Draft draft, HouseEvents.RoleChanged event) {
        draft.seat(event.seat(), seat -> seat.role(event.role()));
    }
}
