package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When staff are told which devices a seat has: once for each change, and whatever the journal does. */
class DevicesToldTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UncertainJournal journal = new UncertainJournal();
    private Instant clock = World.START;
    private LiveSession session;
    private FakeLink maya;
    private FakeLink ana;

    @BeforeEach
    void start() {
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        HostServices services = new HostServices(
                (delayMs, task) -> () -> {},
                journal,
                () -> clock,
                new SecureChance(),
                meters,
                100,
                Relays.NONE,
                1_000,
                new ClockWatch(() -> clock, () -> 0));
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", World.START, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        List<Registration.Person> people = List.of(
                person("Maya", Role.FACILITATOR), person("Omar", Role.COFACILITATOR), person("Ana", Role.PATIENT));
        var created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        SessionDirectory directory = new SessionDirectory(services, media, new ProgramRegistry(journal));
        directory.create(World.ID, Registration.create(created, people, new SecureChance()), DevicesToldTest::done);
        session = directory.find(World.ID).orElseThrow();
        maya = connect("Maya", join("Maya"));
        ask(maya, new DoorCommands.Knock());
        ana = connect("Ana", join("Ana"));
        maya.sent.clear();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
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

    private static Registration.NewInvite invite() {
        InviteId id = new InviteId(new SecureChance().id(InviteId.PREFIX));
        return new Registration.NewInvite(id, id.value(), World.START.plusSeconds(3600), Optional.empty());
    }

    @CanIgnoreReturnValue
    private InviteId join(String ref) {
        Seat seat = seat(ref);
        var made = invite();
        session.host()
                .ask(
                        state -> Registration.invite(state, person(ref, seat.role()), made, new SecureChance()),
                        DevicesToldTest::done);
        var by = new Registration.UsedBy(Optional.of(made.codeHash()), Optional.empty());
        session.host()
                .ask(
                        state -> Registration.use(state, made.id(), World.START, by, Registration.Reuse.SAME_DEVICE),
                        DevicesToldTest::done);
        return made.id();
    }

    private FakeLink connect(String ref, InviteId invite) {
        var pass = new SeatLink.Pass(invite, 0, World.START.plusSeconds(36_000));
        FakeLink link = new FakeLink(seat(ref).id(), pass);
        session.feed().attach(link, Optional.empty());
        return link;
    }

    private void ask(FakeLink by, Command command) {
        session.host().command(Caller.seat(by.seat), Optional.empty(), command, DevicesToldTest::done);
    }

    /** What somebody was told of devices, frame by frame: the seats, each with its devices that are here. */
    private static List<Map<String, List<Object>>> told(FakeLink staff) {
        return staff.sent.stream()
                .filter(frame -> "devices".equals(frame.fields().get("name")))
                .map(frame -> seats(frame.fields()))
                .toList();
    }

    private static Map<String, List<Object>> seats(Map<String, Object> frame) {
        return maps(frame.get("data") instanceof Map<?, ?> data ? data : Map.of(), "seats")
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.get("seat")),
                        entry -> maps(entry, "devices")
                                .filter(device -> Boolean.TRUE.equals(device.get("connected")))
                                .<Object>map(device -> device.get("device"))
                                .toList()));
    }

    private static Stream<Map<?, ?>> maps(Map<?, ?> of, String key) {
        return of.get(key) instanceof List<?> list
                ? list.stream().flatMap(one -> one instanceof Map<?, ?> entry ? Stream.of(entry) : Stream.empty())
                : Stream.empty();
    }

    private String id(FakeLink link) {
        return link.seat.value();
    }

    @Test
    void deviceThatIsEnded_isToldOnce() {
        ask(maya, new DoorCommands.EndDevice(ana.seat, 1));
        assertThat(ana.bye).contains(Bye.REVOKED);
        assertThat(told(maya)).containsExactly(Map.of(id(ana), List.of()));
    }

    @Test
    void deviceThatComesAndGoes_isToldOnceEach() {
        session.feed().detach(ana);
        FakeLink back = connect("Ana", ana.pass.invite());
        session.feed().detach(ana);
        assertThat(back.bye).isEmpty();
        assertThat(told(maya)).containsExactly(Map.of(id(ana), List.of()), Map.of(id(ana), List.of(1)));
    }

    @Test
    void newLinkThatEndsSeveral_isToldOnce() {
        join("Ana");
        join("Ana");
        maya.sent.clear();
        session.host()
                .ask(
                        state -> Registration.link(state, person("Ana", Role.PATIENT), invite(), new SecureChance()),
                        DevicesToldTest::done);
        assertThat(ana.bye).contains(Bye.REVOKED);
        assertThat(told(maya)).containsExactly(Map.of(id(ana), List.of()));
    }

    @Test
    void personWhoIsRemoved_isHereNoMore() {
        ask(ana, new DoorCommands.Knock());
        ask(maya, new DoorCommands.Remove(ana.seat, Optional.empty(), false));
        assertThat(ana.bye).contains(Bye.REMOVED);
        assertThat(told(maya)).containsExactly(Map.of(id(ana), List.of()));
    }

    @Test
    void endAndDrain_areNotTold() {
        FakeLink omar = connect("Omar", join("Omar"));
        ask(omar, new DoorCommands.Knock());
        maya.sent.clear();
        omar.sent.clear();
        session.feed().drain();
        assertThat(omar.bye).contains(Bye.DRAINING);
        assertThat(Stream.of(maya, omar))
                .allSatisfy(link -> assertThat(told(link)).isEmpty());

        maya = connect("Maya", maya.pass.invite());
        omar = connect("Omar", omar.pass.invite());
        maya.sent.clear();
        omar.sent.clear();
        ask(maya, new HouseCommands.End(Optional.empty()));
        assertThat(omar.bye).contains(Bye.ENDED);
        assertThat(Stream.of(maya, omar))
                .allSatisfy(link -> assertThat(told(link)).isEmpty());
    }

    @Test
    void staffWhoCome_areToldOfAllSeatsOnce_andTheOthersOfTheirs() {
        FakeLink omar = connect("Omar", join("Omar"));
        ask(omar, new DoorCommands.Knock());
        maya.sent.clear();
        FakeLink again = connect("Omar", omar.pass.invite());
        assertThat(told(again))
                .containsExactly(Map.of(id(maya), List.of(1), id(omar), List.of(1), id(ana), List.of(1)));
        assertThat(told(maya)).containsExactly(Map.of(id(omar), List.of(1)));
    }

    @Test
    void takeover_thatTheJournalRefuses_leavesNoDeviceHere() {
        InviteId other = join("Ana");
        maya.sent.clear();
        // The seat stays connected, so that the takeover alone is no news; that the clock was set is.
        clock = clock.plus(Duration.ofMinutes(10));
        journal.next(Next.IS_REFUSED);
        FakeLink taker = connect("Ana", other);
        assertThat(ana.bye).contains(Bye.REPLACED);
        assertThat(taker.bye).contains(Bye.DRAINING);
        assertThat(told(maya)).last().isEqualTo(Map.of(id(ana), List.of()));
    }
}
