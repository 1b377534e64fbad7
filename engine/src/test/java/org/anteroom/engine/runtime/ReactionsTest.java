package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.talk.TalkCommands.React;
import org.anteroom.engine.session.talk.TalkCommands.Reaction;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is shown a reaction, who may react, and how often; time passes in the test alone. */
class ReactionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> happened = new ArrayList<>();
    private long nowMs;
    private LiveSession session = session(Policy.DEFAULT);
    private FakeLink maya = connect("Maya");
    private FakeLink ana = inside("Ana");
    private FakeLink ben = inside("Ben");
    private FakeLink cleo = connect("Cleo");

    private LiveSession session(Policy policy) {
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        HostServices services = new HostServices(
                (delayMs, task) -> () -> {},
                new UncertainJournal(),
                this::now,
                new SecureChance(),
                meters,
                100,
                Relays.NONE,
                1_000,
                new ClockWatch(this::now, () -> nowMs * 1_000_000));
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", World.START, 90, 12, policy, Optional.empty(), Grouping.NONE);
        List<Registration.Person> people = List.of(
                person("Maya", Role.FACILITATOR),
                person("Ana", Role.PATIENT),
                person("Ben", Role.PATIENT),
                person("Cleo", Role.PATIENT));
        var created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        SessionDirectory directory = new SessionDirectory(services, media, new ProgramRegistry(services.journal()));
        directory.create(World.ID, Registration.create(created, people, new SecureChance()), ReactionsTest::done);
        LiveSession made = directory.find(World.ID).orElseThrow();
        made.host()
                .onCommit(steps -> steps.forEach(
                        step -> happened.add(step.recorded().event().eventName())));
        return made;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Instant now() {
        return World.START.plusMillis(nowMs);
    }

    private static Registration.Person person(String name, Role role) {
        return new Registration.Person(new Text(name), new Text(name), role);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private Seat seat(String ref) {
        return session.state().seats().values().stream()
                .filter(seat -> seat.ref().equals(new Text(ref)))
                .findFirst()
                .orElseThrow();
    }

    /** A device that is connected, and knocked: staff are inside, others wait. */
    private FakeLink connect(String ref) {
        InviteId id = new InviteId(new SecureChance().id(InviteId.PREFIX));
        var made = new Registration.NewInvite(id, id.value(), World.START.plusSeconds(3600), Optional.empty());
        session.host()
                .ask(
                        state ->
                                Registration.invite(state, person(ref, seat(ref).role()), made, new SecureChance()),
                        ReactionsTest::done);
        var by = new Registration.UsedBy(Optional.of(made.codeHash()), Optional.empty());
        session.host()
                .ask(
                        state -> Registration.use(state, id, World.START, by, Registration.Reuse.SAME_DEVICE),
                        ReactionsTest::done);
        FakeLink link = new FakeLink(seat(ref).id(), new SeatLink.Pass(id, 0, World.START.plusSeconds(36_000)));
        session.feed().attach(link, Optional.empty());
        done(ask(link, new DoorCommands.Knock()));
        return link;
    }

    private FakeLink inside(String ref) {
        FakeLink link = connect(ref);
        done(ask(maya, new DoorCommands.Admit(List.of(link.seat))));
        return link;
    }

    @CanIgnoreReturnValue
    private Outcome ask(FakeLink by, Command command) {
        List<Outcome> outcomes = new ArrayList<>();
        session.command(Caller.seat(by.seat), Optional.empty(), command, outcomes::add);
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private Outcome react(FakeLink by) {
        return ask(by, new React(Reaction.THUMBS_UP));
    }

    private void pass(Duration time) {
        nowMs += time.toMillis();
    }

    private static List<Object> reactions(FakeLink link) {
        return link.sent.stream()
                .filter(frame -> "reaction".equals(frame.fields().get("name")))
                .map(frame -> frame.fields().get("data"))
                .toList();
    }

    private static void isRefused(Outcome outcome, Refusal code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void everybodyInThePlace_isShownIt_andNobodyWhoWaits() {
        done(react(ana));
        List<Object> shown = List.of(Map.of("seat", ana.seat.value(), "kind", "thumbs-up"));
        assertThat(reactions(ana)).isEqualTo(shown);
        assertThat(reactions(ben)).isEqualTo(shown);
        assertThat(reactions(maya)).isEqualTo(shown);
        assertThat(reactions(cleo)).isEmpty();
    }

    @Test
    void inABreakout_onlyThoseInIt_areShownIt() {
        done(ask(maya, new DoorCommands.Admit(List.of(cleo.seat))));
        done(ask(
                maya,
                Commands.plan(
                        Mode.MANUAL, Commands.room("Calm", ana.seat, cleo.seat), Commands.room("Warm", ben.seat))));
        done(ask(maya, new BreakoutCommands.OpenBreakouts()));
        done(react(ana));
        assertThat(reactions(ana)).hasSize(1);
        assertThat(reactions(cleo)).hasSize(1);
        assertThat(reactions(ben)).isEmpty();
        assertThat(reactions(maya)).as("staff elsewhere").isEmpty();
    }

    @Test
    void inAHallway_onlyThoseInIt_areShownIt() {
        done(ask(maya, new HallwayCommands.Hallway(List.of(ana.seat))));
        done(react(ana));
        assertThat(reactions(maya)).hasSize(1);
        assertThat(reactions(ben)).isEmpty();
    }

    @Test
    void whoWaits_mayNotReact() {
        isRefused(react(cleo), Refusal.CONFLICT);
        assertThat(reactions(cleo)).isEmpty();
        assertThat(reactions(ana)).isEmpty();
    }

    @Test
    void whereThePolicyIsOff_nobodyReacts() {
        session = session(Policy.DEFAULT.withReactions(false));
        maya = connect("Maya");
        ana = inside("Ana");
        ben = inside("Ben");
        cleo = connect("Cleo");
        isRefused(react(ana), Refusal.FORBIDDEN);
        isRefused(react(maya), Refusal.FORBIDDEN);
        assertThat(reactions(ben)).isEmpty();
        isRefused(react(cleo), Refusal.CONFLICT);
    }

    @Test
    void itIsNotJournaled() {
        long seq = session.state().seq();
        happened.clear();
        assertThat(react(ana)).isEqualTo(new Outcome.Done(seq, Map.of()));
        assertThat(session.state().seq()).isEqualTo(seq);
        assertThat(happened).isEmpty();
    }

    @Test
    void aFourthWithinFiveSeconds_isRefused_andShownToNobody() {
        for (int i = 0; i < 3; i++) {
            done(react(ana));
            pass(Duration.ofSeconds(1));
        }
        assertThat(react(ana)).isInstanceOf(Outcome.TooOften.class);
        assertThat(reactions(ben)).hasSize(3);
        done(react(ben));
        pass(Duration.ofMillis(1_999));
        assertThat(react(ana)).isInstanceOf(Outcome.TooOften.class);
        pass(Duration.ofMillis(1));
        done(react(ana));
        assertThat(react(ana)).as("as many as are five seconds old").isInstanceOf(Outcome.TooOften.class);
    }

    @Test
    void whoComesBack_mayNotReactMoreOften() {
        for (int i = 0; i < 3; i++) {
            done(react(ana));
        }
        session.feed().detach(ana);
        session.feed().attach(ana, Optional.empty());
        assertThat(react(ana)).isInstanceOf(Outcome.TooOften.class);
    }

    @Test
    void whatTheRulesRefuse_doesNotCount() {
        for (int i = 0; i < 5; i++) {
            isRefused(react(cleo), Refusal.CONFLICT);
        }
        done(ask(maya, new DoorCommands.Admit(List.of(cleo.seat))));
        done(react(cleo));
    }
}
