package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.rest.document.FrameShapes;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.Walks;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.World.Change;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.e2ee.KeyRules;
import org.anteroom.engine.session.talk.TalkEvents;
import org.anteroom.engine.view.Snapshots;
import org.anteroom.signaling.turn.TurnSecret;
import org.junit.jupiter.api.Test;

/** Every frame that comes of a world of events, for every seat in it, as asyncapi.yaml writes it down. */
class FrameDocumentsTest {
    private static final Crisis CRISIS = new Crisis("988", "741741");
    private static final Set<String> NEVER_SHOWN = Set.of(
            "session-created",
            "clock-stepped",
            "invite-created",
            "invite-revoked",
            "invite-used",
            "invite-released",
            "seat-claimed",
            "claim-allowed",
            "claim-ended");
    /** A frame has the program's own shape of a session only before its start. */
    private static final Set<String> NEVER_HAD = Set.of("Session/startedAt", "Session/endedAt");

    private static final Relays RELAYS = new Relays(
            List.of("stun:relay.example", "turn:relay.example"),
            Optional.of(new TurnSecret("the-secret-of-a-relay-in-a-test!")),
            Duration.ofHours(16),
            true,
            () -> "0123456789abcdefghijkl");

    private static final Consents CONSENTS = new Consents(List.of(new Consent(
            new ConsentId("cns_AAAAAAAAAAAAAAAAAAAAAA"),
            2,
            new Text("Groups"),
            List.of("group"),
            Map.of("en", new Text("I agree."), "es", new Text("De acuerdo.")))));

    private static final Map<String, Object> FIGURES = Map.of(
            "line",
            "weak",
            "rttMs",
            310,
            "lossUp",
            6.5,
            "lossDown",
            9.2,
            "estimateKbps",
            280,
            "audio",
            Map.of("concealedPercent", 4.1),
            "video",
            Map.of("height", 180, "fps", 14, "frozenPercent", 2.5),
            "path",
            "udp",
            "pictures",
            false);

    private static final int WALKS = 72;
    private static final int STEPS = 200;

    /** Every how many changes everybody is welcomed anew. */
    private static final int WELCOMES_EVERY = 25;

    private final List<Step> talk = new ArrayList<>();
    private final Set<String> sent = new TreeSet<>();
    private final Set<String> fields = new HashSet<>();
    private long changes;

    @Test
    void everyEventThatThereIs_isDocumented_andNoOther() {
        Set<String> events = Features.events().stream()
                .map(EventKind::name)
                .filter(name -> !NEVER_SHOWN.contains(name))
                .collect(Collectors.toSet());
        Set<String> documented = FrameShapes.keys().stream()
                .filter(key -> key.startsWith("event-"))
                .map(key -> key.substring("event-".length()))
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(events);
    }

    @Test
    void whateverHappens_everyFrameIsAsDocumented() {
        Walks.walk(WALKS, STEPS, change -> check(change, changes++ % WELCOMES_EVERY == 0));
        encrypted().changes().forEach(change -> check(change, true));
        aroundTheLivePart().changes().forEach(change -> check(change, true));
        Set<String> documented = FrameShapes.keys().stream()
                .filter(key -> key.startsWith("event-") || key.startsWith("welcome-") || key.equals("signal-queue"))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(sent).as("frames of the walks").isEqualTo(documented);
        Set<String> unseen = new TreeSet<>(FrameShapes.fieldsNamed(documented));
        unseen.removeAll(fields);
        assertThat(unseen).as("fields that no frame ever had").isEqualTo(NEVER_HAD);
    }

    /** What a program does before the live part, with somebody inside to see it. */
    private static World aroundTheLivePart() {
        World world = new World();
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        world.inside("Ana Lopez", Role.PATIENT);
        SeatId ben = world.add("Ben Okafor", Role.PATIENT);
        world.ask(ben, Commands.checkIn(0)).happened("check-in-completed");
        world.ask(ben, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)).happened("consent-withdrawn");
        SessionPlan plan = world.state().plan();
        SessionPlan changed = new SessionPlan(
                new Text("Another title"),
                plan.kind(),
                plan.startsAt(),
                plan.durationMinutes(),
                plan.capacity(),
                plan.policy(),
                plan.externalId(),
                new Grouping(
                        List.of(new Grouping.Pod(new Text("Calm"), List.of(new Text("ref-a")))),
                        List.of(List.of(new Text("ref-a"), new Text("ref-b"))),
                        List.of(List.of(new Text("ref-c"), new Text("ref-d"))),
                        Optional.of(BreakoutPlan.Latecomers.PLANNED)),
                Optional.of(new OfSeries(new SeriesId("ser_AAAAAAAAAAAAAAAAAAAAAA"), "2026-12-01T18:00", 1)));
        assertThat(world.result(SessionDecider.change(world.state(), changed)).names())
                .containsExactly("session-changed");
        assertThat(world.seat(maya).isInside()).isTrue();
        assertThat(world.result(Registration.cancel(world.state())).names()).contains("session-cancelled");
        return world;
    }

    /** What pages say of their keys, with somebody inside and somebody on the way in. */
    private static World encrypted() {
        World world = new World(Policy.DEFAULT.with(Policy.E2ee.REQUIRED), 12, 4);
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        String key = "A".repeat(87);
        String sig = "B".repeat(86);
        SeatKeys.Stay first = new SeatKeys.Stay("C".repeat(22), key, sig);
        SeatKeys.Stay second = new SeatKeys.Stay("D".repeat(22), key, sig);
        for (SeatId seat : List.of(maya, ben, ana)) {
            world.result(KeyRules.device(turn(world, seat), key)).happened("device-set");
            world.result(KeyRules.stays(turn(world, seat), key, List.of(first, second)))
                    .happened("stays-posted");
        }
        for (SeatId seat : List.of(ben, ana)) {
            world.result(KeyRules.vouch(turn(world, maya), seat, key, key, sig)).happened("device-vouched");
        }
        world.ask(maya, new DoorCommands.Admit(List.of(ana))).happened("seat-moved");
        SeatId other = world.staffInside("Lea Lead", Role.COFACILITATOR);
        world.result(KeyRules.device(turn(world, other), key)).happened("device-set");
        world.result(KeyRules.vouch(turn(world, maya), other, key, key, sig)).happened("device-vouched");
        world.result(SessionDecider.change(world.state(), world.state().plan())).happened("session-changed");
        return world;
    }

    private static Turn turn(World world, SeatId seat) {
        return new Turn(world.state(), Caller.seat(seat), world.now(), world.chance());
    }

    private void check(Change change, boolean welcomes) {
        Step step = new Step(change.before(), change.after(), change.recorded());
        if (change.event() instanceof TalkEvents.Message || change.event() instanceof TalkEvents.Note) {
            talk.add(step);
        }
        Set<SeatId> seats = change.after().seats().keySet();
        Presence presence =
                new Presence(seats, seats.stream().collect(Collectors.toMap(seat -> seat, seat -> FIGURES)));
        Frames.Telling telling = new Frames.Telling(step);
        for (Seat seat : List.copyOf(change.after().seats().values())) {
            telling.to(seat.id()).ifPresent(frame -> {
                assertThat(NEVER_SHOWN)
                        .doesNotContain(String.valueOf(frame.fields().get("name")));
                check(frame);
            });
            if (welcomes) {
                Optional<Long> resumed =
                        changes % 3 == 0 ? Optional.of(change.recorded().seq()) : Optional.empty();
                check(Frames.welcome(
                        change.after(),
                        seat,
                        presence,
                        CRISIS,
                        CONSENTS,
                        RELAYS,
                        change.recorded().at(),
                        resumed,
                        talk));
                Snapshots.queue(change.after(), seat.id(), change.recorded().at())
                        .ifPresent(queue -> check(SignalFrames.queue(queue)));
            }
        }
    }

    private void check(Frame frame) {
        check(new JsonObject(frame.encoded().text()));
    }

    private void check(JsonObject frame) {
        FrameShapes.check(frame);
        sent.add(FrameShapes.key(frame));
        fields.addAll(FrameShapes.fieldsOf(frame));
    }
}
