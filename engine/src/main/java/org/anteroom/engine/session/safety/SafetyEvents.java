package org.anteroom.engine.session.safety;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Text;

/** What happens with alerts. */
public final class SafetyEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(AlertRaised.KIND, AlertAcknowledged.KIND);

    private SafetyEvents() {}

    /** A silent alert to staff. */
    public record AlertRaised(AlertId alert, AlertKind kind, SeatId seat, Optional<Text> note) implements SessionEvent {
        static final EventKind<AlertRaised> KIND =
                event(AlertRaised.class, "alert-raised", 1, SafetyEvolution::alertRaised, SafetyView::alertRaised);

        @Override
        public EventKind<AlertRaised> eventKind() {
            return KIND;
        }
    }

    /** Staff took the alert. */
    public record AlertAcknowledged(AlertId alert) implements SessionEvent {
        static final EventKind<AlertAcknowledged> KIND = event(
                AlertAcknowledged.class,
                "alert-acknowledged",
                1,
                SafetyEvolution::alertAcknowledged,
                SafetyView::alertAcknowledged);

        @Override
        public EventKind<AlertAcknowledged> eventKind() {
            return KIND;
        }
    }
}
