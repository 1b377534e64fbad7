package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.SessionEvent.AlertKind;
import org.anteroom.engine.session.safety.AlertRules;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.junit.jupiter.api.Test;

/** One person's alerts are bounded, and reach staff all the same. */
class AlertBoundTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);

    private World.Result alert(SeatId seat) {
        return world.ask(seat, new SafetyCommands.RaiseAlert(Optional.of(new Text("help"))));
    }

    @Test
    void alertsOfOneSeat_areBounded_andOneTakenMakesRoom() {
        AlertId first = alert(ana).event(SafetyEvents.AlertRaised.class).alert();
        for (int i = 1; i < AlertRules.OPEN_ALERTS_A_SEAT_MAX; i++) {
            alert(ana).happened("alert-raised");
        }
        alert(ana).refused(Refusal.CAPACITY);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        alert(ben).happened("alert-raised");
        world.ask(maya, new SafetyCommands.AcknowledgeAlert(first)).happened("alert-acknowledged");
        alert(ana).happened("alert-raised");
    }

    @Test
    void furtherCheckIns_raiseNoFurtherAlert_untilItIsTaken() {
        World.Result first = world.ask(ana, Commands.checkIn(2));
        AlertId alert = first.event(SafetyEvents.AlertRaised.class).alert();
        world.ask(ana, Commands.checkIn(3)).happened("check-in-completed");
        assertThat(world.state().alerts().values())
                .extracting(SessionState.Alert::kind)
                .containsExactly(AlertKind.PHQ9_ITEM9);
        world.ask(maya, new SafetyCommands.AcknowledgeAlert(alert));
        world.ask(ana, Commands.checkIn(1)).happened("check-in-completed", "alert-raised");
    }
}
