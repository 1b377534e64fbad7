package org.anteroom.engine.session.safety;

import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.SessionState.Alert;

/** How alerts change a session. */
final class SafetyEvolution {
    private SafetyEvolution() {}

    static void alertRaised(Draft draft, SafetyEvents.AlertRaised event) {
        draft.alerts()
                .put(event.alert(), new Alert(event.alert(), event.seat(), event.kind(), event.note(), draft.at()));
    }

    static void alertAcknowledged(Draft draft, SafetyEvents.AlertAcknowledged event) {
        draft.alerts().remove(event.alert());
    }
}
