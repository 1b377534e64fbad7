package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices of which nobody gave a sign are signed out; time passes in the test alone. */
class IdlenessTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UncertainJournal journal = new UncertainJournal();
    private final List<Task> tasks = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();
    private long nowMs;

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

    private LiveSession session(int staff, int patients) {
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        Timers timers = (delayMs, task) -> {
            Task set = new Task(nowMs + delayMs, task);
            tasks.add(set);
            return () -> tasks.removeIf(one -> one == set);
        };
        HostServices services = new HostServices(
                timers,
                journal,
                this::now,
                new SecureChance(),
                meters,
                100,
                Relays.NONE,
                1_000,
                new ClockWatch(this::now, () -> nowMs * 1_000_000));
        SessionDirectory directory = new SessionDirectory(services, media, new ProgramRegistry(journal));
        SessionPlan plan = new SessionPlan(
                new Text("The title"),
                "group",
                World.START,
                720,
                12,
                Policy.DEFAULT.with(new Policy.IdleMinutes(staff, patients)),
                Optional.empty(),
                Grouping.NONE);
        List<Registration.Person> people = List.of(person("Maya", Role.FACILITATOR), person("Ana", Role.PATIENT));
        var created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        directory.create(World.ID, Registration.create(created, people, new SecureChance()), IdlenessTest::done);
        LiveSession session = directory.find(World.ID).orElseThrow();
        session.host()
                .onCommit(steps -> steps.forEach(
                        step -> happened.add(step.recorded().event().eventName())));
        return session;
    }

    private static Registration.Person person(String name, Role role) {
        return new Registration.Person(new Text(name), new Text(name), role);
    }

    private Instant now() {
        return World.START.plusMillis(nowMs);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private void pass(Duration time) {
        long until = nowMs + time.toMillis();
        for (Optional<Task> next = due(until); next.isPresent(); next = due(until)) {
            Task task = next.get();
            tasks.removeIf(one -> one == task);
            nowMs = Math.max(nowMs, task.atMs);
            task.run.run();
        }
        nowMs = until;
    }

    private Optional<Task> due(long until) {
        return tasks.stream()
                .filter(task -> task.atMs <= until)
                .min((one, other) -> Long.compare(one.atMs, other.atMs));
    }

    private static Seat seat(LiveSession session, String ref) {
        return session.state().seats().values().stream()
                .filter(seat -> seat.ref().equals(new Text(ref)))
                .findFirst()
                .orElseThrow();
    }

    /** A device that came by a link of its own. */
    private FakeLink join(LiveSession session, String ref) {
        Seat seat = seat(session, ref);
        InviteId id = new InviteId(new SecureChance().id(InviteId.PREFIX));
        var person = new Registration.Person(seat.ref(), seat.name(), seat.role());
        var made = new Registration.NewInvite(id, id.value(), now().plusSeconds(360_000), Optional.empty());
        session.host().ask(state -> Registration.invite(state, person, made, new SecureChance()), IdlenessTest::done);
        use(session, id, ref);
        return connect(session, seat.id(), id);
    }

    private void use(LiveSession session, InviteId id, String device) {
        session.host()
                .ask(
                        state -> Registration.use(
                                state,
                                id,
                                now(),
                                new Registration.UsedBy(Optional.of(device), Optional.empty()),
                                Registration.Reuse.SAME_DEVICE),
                        IdlenessTest::done);
    }

    private FakeLink connect(LiveSession session, SeatId seat, InviteId id) {
        SessionState.Invite invite =
                Optional.ofNullable(session.state().invites().get(id)).orElseThrow();
        FakeLink device = new FakeLink(seat, new SeatLink.Pass(id, invite.epoch(), now().plusSeconds(360_000)));
        session.feed().attach(device, Optional.empty());
        return device;
    }

    private void ask(LiveSession session, SeatId seat, Command command) {
        session.host().command(Caller.seat(seat), Optional.empty(), command, IdlenessTest::done);
    }

    @Test
    void waitingStaff_areWarnedAMinuteBefore_andSignedOut_andTheirTokenOpensNothing() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        pass(MINUTE.multipliedBy(14).minusMillis(1));
        assertThat(maya.warnings()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(maya.warnings()).containsExactly(60L);
        pass(MINUTE.minusMillis(1));
        assertThat(maya.bye).isEmpty();
        happened.clear();
        pass(Duration.ofMillis(1));
        assertThat(maya.bye).contains(Bye.SIGNED_OUT);
        assertThat(happened).containsExactly("invite-released", "seat-connection");

        FakeLink again = new FakeLink(maya.seat, maya.pass);
        session.feed().attach(again, Optional.empty());
        assertThat(again.bye).contains(Bye.SIGNED_OUT);
        use(session, maya.pass.invite(), "another device");
        assertThat(connect(session, maya.seat, maya.pass.invite()).bye).isEmpty();
    }

    @Test
    void sign_keepsADevice_forAsLongAgain() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        for (int i = 0; i < 3; i++) {
            pass(MINUTE.multipliedBy(14).plusSeconds(30));
            assertThat(maya.warnings()).hasSize(i + 1);
            session.feed().idleness().said(maya);
        }
        pass(MINUTE.multipliedBy(15).minusMillis(1));
        assertThat(maya.bye).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(maya.bye).contains(Bye.SIGNED_OUT);
    }

    @Test
    void command_isASign_ofADeviceThatNeverSaysMore() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        pass(MINUTE.multipliedBy(10));
        session.feed().idleness().asked(maya);
        pass(MINUTE.multipliedBy(14));
        assertThat(maya.bye).isEmpty();
        session.feed().idleness().said(maya);
        pass(MINUTE.multipliedBy(10));
        session.feed().idleness().asked(maya);
        pass(MINUTE.multipliedBy(5));
        assertThat(maya.bye).as("what its page does by itself is no sign").contains(Bye.SIGNED_OUT);
    }

    @Test
    void lineThatComesAgain_isNoSign_andADeviceWithoutALineIsSignedOutToo() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        pass(MINUTE.multipliedBy(10));
        FakeLink back = connect(session, maya.seat, maya.pass.invite());
        assertThat(maya.bye).contains(Bye.REPLACED);
        pass(MINUTE.multipliedBy(4).plusSeconds(10));
        session.feed().detach(back);
        FakeLink late = connect(session, maya.seat, maya.pass.invite());
        assertThat(late.warnings()).as("told again, by the line that is there").containsExactly(50L);
        session.feed().detach(late);
        pass(MINUTE);
        FakeLink later = new FakeLink(maya.seat, maya.pass);
        session.feed().attach(later, Optional.empty());
        assertThat(later.bye).contains(Bye.SIGNED_OUT);
    }

    @Test
    void staffInALiveRoom_areNeverSignedOut_andHaveAllTheTimeOnceTheyLeaveIt() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        ask(session, maya.seat, new DoorCommands.Knock());
        pass(MINUTE.multipliedBy(12));
        ask(session, maya.seat, new HouseCommands.Start());
        pass(MINUTE.multipliedBy(40));
        assertThat(maya.warnings()).isEmpty();
        ask(session, maya.seat, new DoorCommands.Leave());
        pass(MINUTE.multipliedBy(14));
        assertThat(maya.warnings()).containsExactly(60L);
        assertThat(maya.bye).isEmpty();
        pass(MINUTE);
        assertThat(maya.bye).contains(Bye.SIGNED_OUT);
    }

    @Test
    void staffInARoomThatIsNotLive_areSignedOut_andTheirSeatStaysWhereItWas() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        ask(session, maya.seat, new DoorCommands.Knock());
        pass(MINUTE.multipliedBy(15));
        assertThat(maya.bye).contains(Bye.SIGNED_OUT);
        assertThat(seat(session, "Maya").isInside()).isTrue();
        assertThat(seat(session, "Maya").connected()).isFalse();
    }

    @Test
    void patients_areNotSignedOutByDefault() {
        LiveSession never = session(15, 0);
        FakeLink ana = join(never, "Ana");
        pass(MINUTE.multipliedBy(600));
        assertThat(ana.bye).isEmpty();
    }

    @Test
    void patients_areSignedOutWhereThePolicySaysSo_andStaffWhereItSaysNeverAreNot() {
        LiveSession soon = session(0, 1);
        FakeLink ben = join(soon, "Ana");
        FakeLink maya = join(soon, "Maya");
        pass(Duration.ofSeconds(30));
        assertThat(ben.warnings()).as("half of a time that is short").containsExactly(30L);
        pass(Duration.ofSeconds(30));
        assertThat(ben.bye).contains(Bye.SIGNED_OUT);
        pass(MINUTE.multipliedBy(60));
        assertThat(maya.bye).isEmpty();
    }

    @Test
    void signOut_thatTheJournalRefuses_isAskedAgain_unlessSomebodyGivesASign() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        pass(MINUTE.multipliedBy(15).minusMillis(1));
        journal.next(Next.IS_REFUSED);
        pass(Duration.ofMillis(1));
        assertThat(maya.bye).isEmpty();
        session.feed().idleness().said(maya);
        pass(MINUTE);
        assertThat(maya.bye).isEmpty();

        pass(MINUTE.multipliedBy(14).minusMillis(1));
        journal.next(Next.IS_REFUSED);
        pass(Duration.ofSeconds(2));
        assertThat(maya.bye).contains(Bye.SIGNED_OUT);
    }

    @Test
    void signOut_thatTheJournalRefusesForLong_isAskedUntilItIsKept() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        pass(MINUTE.multipliedBy(15).minusMillis(1));
        for (int i = 0; i < 300; i++) {
            journal.next(i % 2 == 0 ? Next.IS_REFUSED : Next.THROWS);
            pass(Duration.ofSeconds(1));
            assertThat(maya.bye).isEmpty();
        }
        pass(Duration.ofSeconds(1));
        assertThat(maya.bye).contains(Bye.SIGNED_OUT);
    }

    @Test
    void deviceThatWasSignedOut_doesNotTakeTheNextOneWithIt() {
        LiveSession session = session(15, 0);
        FakeLink maya = join(session, "Maya");
        Decision again = Registration.release(
                session.state(), maya.pass.invite(), maya.pass.epoch() + 1, SessionEvent.Release.IDLE);
        assertThat(again).isEqualTo(Decision.nothing());
    }
}
