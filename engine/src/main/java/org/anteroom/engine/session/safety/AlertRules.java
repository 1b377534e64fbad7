package org.anteroom.engine.session.safety;

import java.util.Optional;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Turn;

/** The rules of alerts. */
public final class AlertRules {
    /** How many alerts of one seat may be open: enough to say more, and no list that one person can make endless. */
    public static final int OPEN_ALERTS_A_SEAT_MAX = 3;

    private AlertRules() {}

    static Decision raise(Turn turn, SafetyCommands.RaiseAlert command) {
        if (open(turn, SessionEvent.AlertKind.RAISED) >= OPEN_ALERTS_A_SEAT_MAX) {
            return Turn.full("Your team has your alerts already, and sees them until somebody takes them.");
        }
        AlertId alert = new AlertId(turn.chance().id(AlertId.PREFIX));
        turn.add(new SafetyEvents.AlertRaised(
                alert, SessionEvent.AlertKind.RAISED, turn.self().id(), command.note()));
        return turn.accept();
    }

    /** Alerts staff to the answers of the calling seat's check-in, unless an open alert says so already. */
    public static void raiseForForm(Turn turn) {
        if (open(turn, SessionEvent.AlertKind.PHQ9_ITEM9) == 0) {
            AlertId alert = new AlertId(turn.chance().id(AlertId.PREFIX));
            turn.addByPolicy(new SafetyEvents.AlertRaised(
                    alert, SessionEvent.AlertKind.PHQ9_ITEM9, turn.self().id(), Optional.empty()));
        }
    }

    /** How many alerts of this kind the calling seat has open. */
    private static long open(Turn turn, SessionEvent.AlertKind kind) {
        return turn.state().alerts().values().stream()
                .filter(alert -> alert.kind() == kind)
                .filter(alert -> alert.seat().equals(turn.self().id()))
                .count();
    }

    static Decision acknowledge(Turn turn, SafetyCommands.AcknowledgeAlert command) {
        AlertId alert = command.alert();
        if (!turn.state().alerts().containsKey(alert)) {
            return Turn.notFound("There is no such open alert.");
        }
        turn.add(new SafetyEvents.AlertAcknowledged(alert));
        return turn.accept();
    }
}
