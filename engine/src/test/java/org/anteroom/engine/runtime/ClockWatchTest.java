package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.screen.ScreenEvents;
import org.anteroom.engine.session.talk.TalkCommands;
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

    private final UncertainJournal journal = new UncertainJournal();
    private final List<Runnable> timers = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private SessionHost host() {
        HostServices services = new HostServices(
                (delayMs, task) -> {
                    timers.add(task);
                    return () -> timers.remove(task);
                },
                journal,
                () -> wall,
                new SecureChance(),
                new SimpleMeterRegistry(),
                100,
                Relays.NONE,
                1_000,
                watch);
        SessionHost host = new SessionHost(services, World.ID);
        host.onCommit(
                steps -> steps.forEach(step -> heard.add(step.recorded().event().eventName())));
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", wall, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        host.create(happened(new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty())), outcome -> {});
        return host;
    }

    private static List<Caused> happened(SessionEvent... events) {
        return Stream.of(events).map(event -> new Caused(Actor.PROGRAM, event)).toList();
    }

    private void note(SessionHost host) {
        host.command(Caller.PROGRAM, Optional.empty(), new TalkCommands.WriteNote(new Text("a note")), outcomes::add);
    }

    @Test
    void session_keepsAStepOnce_beforeWhatHappensNext() {
        set(Duration.ofDays(1));
        SessionHost host = host();
        assertThat(heard).containsExactly("session-created");

        set(Duration.ofSeconds(-30));
        note(host);
        note(host);
        assertThat(heard).containsExactly("session-created", "clock-stepped", "note", "note");
        assertThat(outcomes).containsExactly(new Outcome.Done(3, Map.of()), new Outcome.Done(4, Map.of()));

        host.lookAtClock();
        set(Duration.ofHours(2));
        host.lookAtClock();
        host.lookAtClock();
        assertThat(heard).containsExactly("session-created", "clock-stepped", "note", "note", "clock-stepped");
    }

    @Test
    void whatIsDue_isDecidedAfterTheStep() {
        SessionHost host = host();
        SeatId seat = new SeatId("sea_AAAAAAAAAAAAAAAAAAAAAA");
        host.ask(
                state -> new Accepted(
                        happened(
                                new CoreEvents.SeatAdded(
                                        seat,
                                        new Text("ref"),
                                        new Text("Maya Chen"),
                                        Optional.empty(),
                                        Role.FACILITATOR,
                                        true),
                                new CoreEvents.SeatConnection(seat, true, Optional.empty()),
                                new CoreEvents.SeatMoved(
                                        seat, Place.AWAY, Place.MAIN, SessionEvent.Cause.KNOCKED, Optional.empty()),
                                new ScreenEvents.ShareGranted(seat, Place.MAIN, wall.plusSeconds(600))),
                        Map.of()),
                outcome -> {});
        set(Duration.ofHours(1));
        List.copyOf(timers).forEach(Runnable::run);
        assertThat(heard).contains("clock-stepped").doesNotContain("share-ended");
        pass(Duration.ofSeconds(601));
        List.copyOf(timers).forEach(Runnable::run);
        assertThat(heard).contains("share-ended");
    }

    @Test
    void journalThatRefusesTheStep_answersWhatWaitedForIt_andIsAskedAgain() {
        SessionHost host = host();
        set(Duration.ofHours(1));
        journal.next(Next.IS_REFUSED);
        note(host);
        assertThat(outcomes).hasSize(1).allMatch(Outcome.Unavailable.class::isInstance);
        note(host);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Done(3, Map.of()));
        assertThat(heard).containsExactly("session-created", "clock-stepped", "note");
    }
}
