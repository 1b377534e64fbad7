package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.junit.jupiter.api.Test;

/** A clock that is set is noticed, and the journal learns of it once. */
class ClockWatchTest {
    private Instant wall = World.START;
    private Duration passed = Duration.ZERO;
    private final ClockWatch watch = new ClockWatch(() -> wall, () -> passed.toNanos());

    private void pass(Duration time) {
        wall = wall.plus(time);
        passed = passed.plus(time);
    }

    private void set(Duration by) {
        wall = wall.plus(by);
    }

    @Test
    void timeThatPasses_isNoStep() {
        pass(Duration.ofHours(30));
        assertThat(watch.steppedMs()).isZero();
        set(Duration.ofMillis(900));
        assertThat(watch.steppedMs()).isZero();
    }

    @Test
    void steps_addUp_forwardsAndBackwards() {
        set(Duration.ofHours(1));
        assertThat(watch.steppedMs()).isEqualTo(3_600_000);
        pass(Duration.ofMinutes(1));
        assertThat(watch.steppedMs()).isEqualTo(3_600_000);
        set(Duration.ofSeconds(-30));
        assertThat(watch.steppedMs()).isEqualTo(3_570_000);
    }

    @Test
    void pauseBetweenTheTwoReadings_isNoStep() {
        Duration[] monotonic = {Duration.ZERO};
        ClockWatch interrupted = new ClockWatch(
                () -> {
                    // The machine does something else for half a minute here.
                    monotonic[0] = monotonic[0].plusSeconds(30);
                    return World.START.plus(monotonic[0]);
                },
                () -> monotonic[0].toNanos());
        assertThat(interrupted.steppedMs()).isZero();
        assertThat(interrupted.steppedMs()).isZero();
    }

    @Test
    void session_keepsAStepOnce_beforeWhatHappensNext() {
        List<String> heard = new ArrayList<>();
        HostServices services = new HostServices(
                (delayMs, task) -> () -> {},
                new UncertainJournal(),
                () -> wall,
                new SecureChance(),
                new SimpleMeterRegistry(),
                100,
                Relays.NONE,
                1_000,
                watch);
        set(Duration.ofDays(1));
        SessionHost host = new SessionHost(services, World.ID);
        host.onCommit(
                steps -> steps.forEach(step -> heard.add(step.recorded().event().eventName())));
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", wall, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        host.create(
                List.of(new Caused(
                        Actor.PROGRAM, new SessionEvent.SessionCreated(World.PROGRAM, plan, Optional.empty()))),
                outcome -> {});
        assertThat(heard).containsExactly("session-created");

        set(Duration.ofSeconds(-30));
        List<Outcome> outcomes = new ArrayList<>();
        host.command(Caller.PROGRAM, Optional.empty(), new Command.WriteNote(new Text("a note")), outcomes::add);
        host.command(Caller.PROGRAM, Optional.empty(), new Command.WriteNote(new Text("another")), outcomes::add);
        assertThat(heard).containsExactly("session-created", "clock-stepped", "note", "note");
        assertThat(outcomes).containsExactly(new Outcome.Done(3, Map.of()), new Outcome.Done(4, Map.of()));

        host.lookAtClock();
        set(Duration.ofHours(2));
        host.lookAtClock();
        host.lookAtClock();
        assertThat(heard).containsExactly("session-created", "clock-stepped", "note", "note", "clock-stepped");
    }
}
