package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that are over are let go, and read again when somebody asks. Time passes when the test says so. */
class RetirementTest {
    private static final int MANY = 300;
    private static final List<Class<?>> OF_A_SESSION =
            List.of(LiveSession.class, SessionState.class, Step.class, Recorded.class, Seat.class, Outcome.Done.class);

    private final Vertx vertx = Vertx.vertx();
    private final UncertainJournal journal = new UncertainJournal();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Task> tasks = new ArrayList<>();
    private long nowMs;
    private SessionDirectory directory = directory();

    private static final class Task {
        final long atMs;
        final Runnable run;

        Task(long atMs, Runnable run) {
            this.atMs = atMs;
            this.run = run;
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SessionDirectory directory() {
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        Timers timers = (delayMs, task) -> {
            Task set = new Task(nowMs + delayMs, task);
            tasks.add(set);
            return () -> tasks.removeIf(one -> one == set);
        };
        HostServices services =
                new HostServices(timers, journal, () -> World.START.plusMillis(nowMs), new SecureChance(), meters, 100);
        return new SessionDirectory(services, media, new ProgramRegistry(journal));
    }

    private void pass(long ms) {
        long until = nowMs + ms;
        for (Optional<Task> next = due(until); next.isPresent(); next = due(until)) {
            tasks.remove(next.get());
            nowMs = Math.max(nowMs, next.get().atMs);
            next.get().run.run();
        }
        nowMs = until;
    }

    private Optional<Task> due(long until) {
        return tasks.stream()
                .filter(task -> task.atMs <= until)
                .min((one, other) -> Long.compare(one.atMs, other.atMs));
    }

    private static SessionId id(int number) {
        return new SessionId(String.format("ses_%022d", number));
    }

    private void create(SessionId id) {
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", World.START, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        List<Registration.Person> people = IntStream.range(0, 8)
                .mapToObj(number -> new Text("p" + number))
                .map(ref -> new Registration.Person(ref, ref, Role.PATIENT))
                .toList();
        var created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        List<Caused> events = Registration.create(created, people, new SecureChance());
        directory.create(id, events, outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
    }

    private void say(SessionId id, String command, Command what) {
        directory
                .find(id)
                .orElseThrow()
                .host()
                .command(
                        Caller.PROGRAM,
                        Optional.of(new CommandRef("program", command)),
                        what,
                        outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
    }

    private void end(SessionId id) {
        directory
                .find(id)
                .orElseThrow()
                .host()
                .ask(Registration::cancel, outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private Optional<LiveSession> reach(SessionId id, ProgramId program) {
        return directory.loaded(id, program).result();
    }

    /** How many objects of these classes are alive in this process. */
    private static Map<String, Long> alive() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return OF_A_SESSION.stream()
                .map(Class::getName)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> histogram
                                .lines()
                                .map(line -> line.strip().split("\\s+", -1))
                                .filter(words -> words.length >= 4 && words[3].equals(name))
                                .map(words -> Long.parseLong(words[1]))
                                .findFirst()
                                .orElse(0L)));
    }

    @Test
    void sessionsThatAreOver_leaveNothingOfThemInMemory() throws JMException {
        // What is made once, by the first session.
        create(id(MANY));
        end(id(MANY));
        pass(360_000);
        Map<String, Long> before = alive();
        for (int i = 0; i < MANY; i++) {
            create(id(i));
            say(id(i), "c1", new TalkCommands.WriteNote(new Text("a note")));
        }
        assertThat(alive().get(LiveSession.class.getName()))
                .isEqualTo(before.getOrDefault(LiveSession.class.getName(), 0L) + MANY);
        for (int i = 0; i < MANY; i++) {
            end(id(i));
        }
        assertThat(gauge("anteroom_sessions")).isEqualTo(MANY);
        pass(360_000);
        assertThat(gauge("anteroom_sessions")).isZero();
        assertThat(gauge("anteroom_sessions_over")).isEqualTo(MANY + 1);
        assertThat(alive()).isEqualTo(before);
    }

    @Test
    void start_keepsNothingOfSessionsThatAreOver_andReadsThemNotAgain() throws JMException {
        for (int i = 0; i < MANY; i++) {
            create(id(i));
            end(id(i));
        }
        create(id(MANY));
        directory = directory();
        Map<String, Long> before = alive();
        assertThat(directory.load(World.START).succeeded()).isTrue();
        assertThat(directory.of(World.PROGRAM)).hasSize(1);
        assertThat(directory.overOf(World.PROGRAM)).hasSize(MANY);
        assertThat(alive().get(LiveSession.class.getName()))
                .isEqualTo(before.getOrDefault(LiveSession.class.getName(), 0L) + 1);

        directory = directory();
        assertThat(directory.load(World.START).succeeded()).isTrue();
        assertThat(directory.overOf(World.PROGRAM)).hasSize(MANY);
        assertThat(journal.summarized())
                .as("streams that the second start did not read")
                .isEqualTo(MANY);
    }

    @Test
    void start_readsTheEntriesOfWhatIsLiveAlone_andOfWhatIsOverOnlyWhenSomebodyAsks() {
        StreamId over = new StreamId(id(1).value());
        StreamId live = new StreamId(id(2).value());
        create(id(1));
        create(id(2));
        end(id(1));
        pass(360_000);
        directory = directory();
        assertThat(directory.load(World.START).succeeded()).isTrue();
        assertThat(journal.read()).contains(live).doesNotContain(over);
        assertThat(directory.overOf(World.PROGRAM)).containsExactly(overOf(id(1)));
        assertThat(reach(id(1), World.PROGRAM)).isPresent();
        assertThat(journal.read()).contains(over);
    }

    private static OverSession overOf(SessionId id) {
        return new OverSession(id, World.PROGRAM, World.START, SessionState.Phase.CANCELLED, Optional.empty());
    }

    @Test
    void brokenChainThatAStartDidNotRead_isFoundAfterIt_andItsSessionAloneIsClosed() {
        create(id(1));
        create(id(2));
        end(id(1));
        end(id(2));
        pass(360_000);
        journal.breaks(new StreamId(id(2).value()));
        directory = directory();
        assertThat(directory.load(World.START).succeeded()).isTrue();
        assertThat(directory.standing(id(2)).result().kind()).isEqualTo(Standing.Kind.OVER);
        pass(1_000);
        assertThat(directory.standing(id(2)).result().kind()).isEqualTo(Standing.Kind.QUARANTINED);
        assertThat(directory.standing(id(1)).result().kind()).isEqualTo(Standing.Kind.OVER);
        assertThat(directory.reach(id(2), World.PROGRAM).cause()).isInstanceOf(SessionQuarantinedException.class);
    }

    @Test
    void sessionThatWasLetGo_isReadAgain_withTheAnswersOfItsCommands_andLetGoAgain() {
        create(id(1));
        say(id(1), "c1", new TalkCommands.WriteNote(new Text("a note")));
        end(id(1));
        pass(360_000);
        assertThat(directory.find(id(1))).isEmpty();
        assertThat(directory.findOver(id(1))).isPresent();
        assertThat(reach(id(1), new ProgramId("prg_BAAAAAAAAAAAAAAAAAAAAA"))).isEmpty();
        LiveSession again = reach(id(1), World.PROGRAM).orElseThrow();
        assertThat(again.state().phase()).isEqualTo(SessionState.Phase.CANCELLED);
        assertThat(again.state().seats()).hasSize(8);
        say(id(1), "c1", new TalkCommands.WriteNote(new Text("a note")));
        assertThat(reach(id(1), World.PROGRAM)).containsSame(again);
        assertThat(directory.findOver(id(1))).isEmpty();
        pass(120_000);
        assertThat(directory.find(id(1))).isEmpty();
    }

    @Test
    void sessionThatIsHeldByItsId_isLetGoAllTheSame_andReadAgainWhenItIsAsked() {
        create(id(1));
        say(id(1), "c1", new TalkCommands.WriteNote(new Text("a note")));
        SessionRef held = directory.reach(id(1), World.PROGRAM).result().orElseThrow();
        SessionLine line = directory.line(id(1));
        assertThat(directory.standing(id(1)).result())
                .isEqualTo(new Standing(Standing.Kind.AT_WORK, Optional.of(World.PROGRAM)));
        end(id(1));
        pass(360_000);
        assertThat(directory.find(id(1))).isEmpty();
        assertThat(directory.standing(id(1)).result())
                .isEqualTo(new Standing(Standing.Kind.OVER, Optional.of(World.PROGRAM)));
        assertThat(line.command(Caller.PROGRAM, new CommandRef("program", "c2"), new HouseCommands.Start())
                        .result())
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(directory.find(id(1))).as("a line reads nothing again").isEmpty();
        assertThat(held.state().result().phase()).isEqualTo(SessionState.Phase.CANCELLED);
        assertThat(held.command(
                                Caller.PROGRAM,
                                Optional.of(new CommandRef("program", "c1")),
                                new TalkCommands.WriteNote(new Text("a note")))
                        .result())
                .isInstanceOf(Outcome.Done.class);
        assertThat(held.read(SessionReading::ledger).succeeded()).isTrue();
        assertThat(directory.find(id(1))).isPresent();
        assertThat(directory.reach(id(2), World.PROGRAM).result()).isEmpty();
        assertThat(directory.standing(id(2)).result().kind()).isEqualTo(Standing.Kind.NONE);
    }

    @Test
    void manyThatAreReadAgain_areNotAllKept() {
        for (int i = 0; i < 100; i++) {
            create(id(i));
            end(id(i));
        }
        pass(360_000);
        for (int i = 0; i < 100; i++) {
            assertThat(reach(id(i), World.PROGRAM)).isPresent();
        }
        assertThat(gauge("anteroom_sessions")).isEqualTo(64);
    }

    @Test
    void sessionIsNotLetGo_whileTheJournalHasNotItsSummary() {
        create(id(1));
        end(id(1));
        journal.summariesFail(true);
        pass(360_000);
        assertThat(directory.find(id(1))).isPresent();
        journal.summariesFail(false);
        pass(60_000);
        assertThat(directory.find(id(1))).isEmpty();
    }

    @Test
    void lists_showWhatWasLetGo_alsoWhereASummaryIsMissing() {
        create(id(1));
        create(id(2));
        end(id(1));
        end(id(2));
        pass(360_000);
        journal.forgetSummary(new StreamId(id(2).value()));
        List<OverSession> over = directory.overOf(World.PROGRAM).toList();
        assertThat(directory.shown(over).result())
                .extracting(shown -> shown.get("id"))
                .containsExactly(id(1).value(), id(2).value());
    }

    @Test
    void signals_areNotRememberedAsCommands() {
        create(id(1));
        Seat seat = directory
                .find(id(1))
                .orElseThrow()
                .state()
                .seats()
                .values()
                .iterator()
                .next();
        SessionHost host = directory.find(id(1)).orElseThrow().host();
        for (int i = 0; i < 100; i++) {
            host.command(
                    Caller.seat(seat.id()),
                    Optional.of(new CommandRef(seat.id().value(), "h" + i)),
                    new HouseCommands.ReportHealth(Map.of()),
                    outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        }
        assertThat(host.answeredCommands(seat.id().value(), "h")).isEmpty();
    }
}
