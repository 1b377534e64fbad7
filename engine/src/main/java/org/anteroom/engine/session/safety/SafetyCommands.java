package org.anteroom.engine.session.safety;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Text;

/** What is asked about alerts. */
public final class SafetyCommands {
    private static final int NOTE_MAX = 500;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(RaiseAlert.KIND, AcknowledgeAlert.KIND);

    private SafetyCommands() {}

    /** Alerts staff silently. */
    public record RaiseAlert(Optional<Text> note) implements Command {
        static final CommandKind<RaiseAlert> KIND = command(
                RaiseAlert.class,
                "raiseAlert",
                Need.OWN_SEAT,
                shape(Field.prose("note", NOTE_MAX).optional(), RaiseAlert::new),
                AlertRules::raise);

        @Override
        public CommandKind<RaiseAlert> kind() {
            return KIND;
        }
    }

    /** Takes an alert. */
    public record AcknowledgeAlert(AlertId alert) implements Command {
        static final CommandKind<AcknowledgeAlert> KIND = command(
                AcknowledgeAlert.class,
                "acknowledgeAlert",
                Need.STAFF,
                shape(Field.id("alert", AlertId.PREFIX, AlertId::new, "the alerts' ids"), AcknowledgeAlert::new),
                AlertRules::acknowledge);

        @Override
        public CommandKind<AcknowledgeAlert> kind() {
            return KIND;
        }
    }
}
