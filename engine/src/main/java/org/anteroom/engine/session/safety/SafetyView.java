package org.anteroom.engine.session.safety;

import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Sight;

/** What seats see of alerts. */
final class SafetyView {
    private SafetyView() {}

    static Optional<Obj> alertRaised(Sight sight, SafetyEvents.AlertRaised event) {
        return sight.toStaff(AlertView.shape(sight.after(), event.alert(), event.kind(), event.seat(), event.note()));
    }

    static Optional<Obj> alertAcknowledged(Sight sight, SafetyEvents.AlertAcknowledged event) {
        return sight.toStaff(Obj.of("alert", event.alert().value()));
    }
}
