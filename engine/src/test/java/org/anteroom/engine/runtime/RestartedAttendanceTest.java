package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is credited with the time in which no engine ran, nor with what the clock was set by around it. */
class RestartedAttendanceTest {
    private static final int PEOPLE = 3;
    private static final Duration STAYED = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final UncertainJournal journal = new UncertainJournal();
    private final List<Runnable> tasks = new ArrayList<>();
    private Instant wall = World.START;
    private Duration passed = Duration.ZERO;
    private SessionDirectory directory = directory();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SessionDirectory directory() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        HostServices services = new HostServices(
                (delayMs, task) -> {
                    tasks.add(task);
                    return () -> tasks.remove(task);
                },
                journal,
                () -> wall,
                new SecureChance(),
                meters,
                100,
                Relays.NONE,
                1_000,
                new ClockWatch(() -> wall, () -> passed.toNanos()));
        return new SessionDirectory(services, media, new ProgramRegistry(journal));
    }

    private Optional<Instant> hereUntil() {
        return directory.hereUntil().result();
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        passed = passed.plus(time);
    }

    private SessionHost host() {
        return directory.find(World.ID).orElseThrow().host();
    }

    /** All of them come in and stay for a while; then the engine is gone, and nobody says goodbye. */
    private void stay() {
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", World.START, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        List<Registration.Person> people = IntStream.range(0, PEOPLE)
                .mapToObj(number -> new Text("p" + number))
                .map(ref -> new Registration.Person(ref, ref, Role.PATIENT))
                .toList();
        var created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        directory.create(World.ID, Registration.create(created, people, new SecureChance()), outcome -> {});
        for (SeatId seat : seats()) {
            host().ask(
                            state -> SessionDecider.connection(state, seat, true, wall, Optional.empty()),
                            outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
            command(Caller.seat(seat), new DoorCommands.Knock());
        }
        command(Caller.PROGRAM, new DoorCommands.Admit(seats()));
        pass(STAYED);
    }

    private void command(Caller by, Command what) {
        host().command(
                        by,
                        Optional.empty(),
                        what,
                        outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
    }

    private List<SeatId> seats() {
        return List.copyOf(host().state().seats().keySet());
    }

    private void startAgain(Instant aliveUntil) {
        directory = directory();
        assertThat(directory.load(aliveUntil).succeeded()).isTrue();
    }

    private List<Long> present() {
        return directory.find(World.ID).orElseThrow().ledger().accounts().stream()
                .map(Ledger.Account::presentSeconds)
                .toList();
    }

    private void assertAllStayed() {
        assertThat(present()).hasSize(PEOPLE).containsOnly(STAYED.toSeconds());
    }

    @Test
    void timeWithoutAnEngine_isNobodysPresence_howeverManyWereThere() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        pass(Duration.ofHours(1));
        startAgain(alive);
        assertAllStayed();
    }

    @Test
    void clockThatIsSetBackMeanwhile_takesNothing() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        wall = wall.minus(Duration.ofMinutes(5));
        startAgain(alive);
        assertAllStayed();
        assertThat(directory.find(World.ID).orElseThrow().ledger().clockSteps()).hasSize(1);

        pass(Duration.ofMinutes(1));
        for (SeatId seat : seats()) {
            host().ask(
                            state -> SessionDecider.connection(state, seat, true, wall, Optional.empty()),
                            outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        }
        pass(Duration.ofMinutes(3));
        assertThat(present())
                .as("the minute is within the grace")
                .containsOnly(STAYED.plusMinutes(4).toSeconds());
    }

    @Test
    void clockThatIsSetForwardJustBefore_addsNothing() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        wall = wall.plus(Duration.ofMinutes(30));
        assertThat(hereUntil()).as("the journal does not know yet").isEmpty();
        startAgain(alive);
        assertAllStayed();
    }

    @Test
    void crashInTheMiddleOfAStart_creditsNobodyWithTheOutageBefore() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        pass(Duration.ofHours(1));
        journal.next(UncertainJournal.Next.IS_REFUSED);
        startAgain(alive);
        assertThat(hereUntil()).as("who was here is not kept yet").isEmpty();
        pass(Duration.ofMinutes(20));
        startAgain(alive);
        assertAllStayed();
        assertThat(hereUntil()).contains(wall);
    }

    @Test
    void whoComesBackBeforeTheOutageIsKept_isNotCreditedWithIt() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        pass(Duration.ofHours(1));
        journal.next(UncertainJournal.Next.IS_REFUSED);
        startAgain(alive);
        SeatId ana = seats().get(0);
        host().connection(ana, seat -> true, outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        pass(Duration.ofMinutes(1));
        assertThat(present()).containsExactly(STAYED.toSeconds() + 60, STAYED.toSeconds(), STAYED.toSeconds());
    }

    @Test
    void whatHappensBeforeTheOutageIsKept_comesAfterIt() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        pass(Duration.ofHours(1));
        journal.next(UncertainJournal.Next.IS_REFUSED);
        startAgain(alive);
        command(Caller.PROGRAM, new DoorCommands.Lock(true));
        pass(Duration.ofMinutes(20));
        startAgain(alive);
        assertAllStayed();
    }

    @Test
    void markOfBeforeTheClockWasSetBack_isNoSecondStep() {
        stay();
        Instant alive = hereUntil().orElseThrow();
        pass(Duration.ofMinutes(1));
        wall = wall.minus(Duration.ofHours(1));
        host().lookAtClock();
        startAgain(alive);
        assertThat(directory.find(World.ID).orElseThrow().ledger().clockSteps()).hasSize(1);
        assertThat(present()).containsOnly(STAYED.plusMinutes(1).toSeconds());
    }

    @Test
    void sessionThatCanBeKeptNoLonger_keepsNoMarkOfTheOthers() {
        stay();
        journal.next(UncertainJournal.Next.IS_QUARANTINED);
        host().disconnected(seats().get(0), seat -> false);
        assertThat(hereUntil()).contains(wall);
    }

    @Test
    void lineThatIsLostJustBeforeTheClockIsSet_whileTheJournalRefuses_countsUntilThen() {
        stay();
        SeatId ana = seats().get(0);
        journal.next(UncertainJournal.Next.IS_REFUSED);
        host().disconnected(ana, seat -> false);
        pass(Duration.ofSeconds(20));
        wall = wall.plus(Duration.ofMinutes(30));
        host().lookAtClock();
        List.copyOf(tasks).forEach(Runnable::run);
        assertThat(host().state().seat(ana).orElseThrow().connected()).isFalse();
        assertThat(present().get(0)).isEqualTo(STAYED.toSeconds());
    }
}
