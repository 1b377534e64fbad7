package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose media are carried by videobridges, from outside: what happens to it when they fail. */
class VideobridgeTest {
    private static final List<String> WORDS = List.of(
            "Maya",
            "Chen",
            "Ana",
            "Lopez",
            "ref.",
            "Slithy",
            "Tuesday",
            "Jabberwock",
            "Tulgey",
            "Vorpal",
            "Borogove",
            "Outgrabe",
            "Frumious",
            "Uffish",
            "Callooh",
            "facilitator",
            "patient",
            "demo");

    @TempDir
    Path folder;

    private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
    private final SyntheticVideobridge one = new SyntheticVideobridge(vertx);
    private final SyntheticVideobridge two = new SyntheticVideobridge(vertx);
    private TestEngine engine;
    private Rest rest;
    private String session;
    private Joined maya;
    private Joined ana;
    private Device staff;
    private Device patient;

    @BeforeEach
    void open() {
        String first = String.valueOf(TestEngine.await(one.start()));
        String second = String.valueOf(TestEngine.await(two.start()));
        engine = TestEngine.start(
                folder.resolve("one"),
                Map.of(
                        "ANTEROOM_MEDIA_BRIDGE",
                        "videobridge",
                        "ANTEROOM_MEDIA_VIDEOBRIDGES",
                        first + "," + second,
                        "ANTEROOM_MEDIA_CHANNELS",
                        one.channelOrigin() + "," + two.channelOrigin(),
                        // Both run in this process: what else it does must not look like a bridge that died.
                        "ANTEROOM_MEDIA_HEALTH_DEADLINE_MS",
                        "60000"));
        rest = engine.rest();
        session = rest.session(Rest.draft().put("title", "Slithy Tuesday"));
        maya = rest.join(session, "Maya Chen", "facilitator");
        ana = rest.join(session, "Ana Lopez", "patient");
        staff = engine.device(maya.token());
        staff.done("knock");
        patient = engine.device(ana.token());
        patient.done("knock");
        staff.done("admit", Device.seats(ana.seat()));
        patient.welcomeIn("main");
    }

    @AfterEach
    void close() {
        engine.close();
        TestEngine.await(vertx.close());
    }

    /** The connection of the first offer. */
    private static String connection(Device device) {
        return device.expect("media").getString("connection");
    }

    private static int endpoints(SyntheticVideobridge of) {
        return of.conferences().values().stream()
                .mapToInt(room -> room.endpoints().size())
                .sum();
    }

    @Test
    void offer_asksForACameraInLayers_andNamesNothingOfTheBridgesOwn() {
        JsonObject offer = patient.media("offer");
        assertThat(offer.encode()).doesNotContain("ws://", "colibri", "pwd=");
        assertThat(offer.getJsonArray("layered")).isEqualTo(new JsonArray().add("camera"));
        assertThat(offer.getString("sdp")).contains("a=simulcast:recv 1;2;3").doesNotContain("a=ice-lite");
    }

    @Test
    @Tag("slow")
    void aBridgeThatDies_everybodyIsOfferedAnother_andNobodyLeft() {
        String staffs = connection(staff);
        String patients = connection(patient);
        SyntheticVideobridge carrier = endpoints(one) > 0 ? one : two;
        SyntheticVideobridge other = carrier == one ? two : one;
        TestEngine.await(carrier.die());
        staff.offerOtherThan(staffs);
        patient.offerOtherThan(patients);
        assertThat(endpoints(other)).isEqualTo(2);
        JsonObject ledger =
                rest.get("/v1/sessions/" + session + "/attendance").is(200).json();
        assertThat(ledger.getJsonArray("seats"))
                .allSatisfy(seat -> assertThat(((JsonObject) seat).getJsonArray("intervals"))
                        .filteredOn(interval ->
                                ((JsonObject) interval).getString("place").equals("main"))
                        .singleElement()
                        .satisfies(interval -> assertThat(((JsonObject) interval).containsKey("closedBy"))
                                .isFalse()));
    }

    @Test
    @Tag("slow")
    void noBridgeLeft_theSessionGoesOn_andMediaComeBackByThemselves() {
        String staffs = connection(staff);
        String patients = connection(patient);
        TestEngine.await(one.die());
        TestEngine.await(two.die());
        Patience.await().until(() -> engine.metric("anteroom_videobridge_up") == 0);
        patient.signal("media", data -> !data.getBoolean("available"));
        staff.done("chat", new JsonObject().put("to", "place").put("text", "We go on."));
        patient.event("message");
        assertThat(TestEngine.await(two.start())).isEqualTo(two.address());
        patient.signal("media", data -> data.getBoolean("available"));
        patient.offerOtherThan(patients);
        staff.offerOtherThan(staffs);
        assertThat(endpoints(two)).isEqualTo(2);
    }

    @Test
    void everythingThatABridgeIsSent_holdsNoNameTitleOrRef() {
        staff.expect("media");
        sayEverything();
        Patience.await()
                .until(() -> one.conferences().isEmpty() && two.conferences().isEmpty());
        for (SyntheticVideobridge bridge : List.of(one, two)) {
            assertThat(bridge.asked()).isNotEmpty();
            for (String word : WORDS) {
                assertThat(bridge.asked()).as(word).noneMatch(asked -> asked.contains(word));
            }
            assertThat(bridge.asked())
                    .noneMatch(asked -> asked.contains(maya.seat())
                            || asked.contains(ana.seat())
                            || asked.contains(session)
                            || asked.matches(".*\\b(prg|ses|sea|brk|hal|inv)_.*"));
        }
        assertThat(one.asked().size() + two.asked().size())
                .as("it moved twice, shared, was muted and left")
                .isGreaterThan(20);
    }

    /** A session with everything in it that has a name, a text, or something to do for a bridge. */
    private void sayEverything() {
        String inMain = connection(patient);
        staff.done("start");
        staff.done("chat", new JsonObject().put("to", "place").put("text", "Jabberwock of the Tulgey wood"));
        staff.done("note", new JsonObject().put("text", "Vorpal note"));
        staff.done("mute", Device.seat(ana.seat()));
        patient.done("requestShare");
        staff.done("grantShare", Device.seat(ana.seat()));
        patient.done("startShare");
        staff.done("revokeShare", Device.seat(ana.seat()));
        JsonObject room = new JsonObject()
                .put("name", "Borogove")
                .put("task", "Outgrabe")
                .put("seats", new JsonArray().add(ana.seat()));
        staff.done("planBreakouts", new JsonObject().put("mode", "manual").put("rooms", new JsonArray().add(room)));
        staff.done("openBreakouts");
        String inBreakout = patient.offerOtherThan(inMain).getString("connection");
        staff.done("broadcast", new JsonObject().put("text", "Frumious minutes"));
        staff.done("closeBreakouts", new JsonObject().put("countdownSeconds", 0));
        patient.offerOtherThan(inBreakout);
        staff.done("remove", Device.seat(ana.seat()).put("reason", "Uffish"));
        staff.done("end", new JsonObject().put("reason", "Callooh"));
    }

    @Test
    void thePages_mayConnectToTheEngine_andNotToTheBridges() {
        String policy = rest.get("/").is(200).headers().get("content-security-policy");
        String own = "127.0.0.1:" + engine.port();
        assertThat(policy)
                .contains("connect-src 'self' ws://" + own + " wss://" + own + ";")
                .contains("script-src 'self';");
    }

    @Test
    void layersThatCannotBe_areRefusedByTheirField_andTheLineStays() {
        String connection = staff.expect("media").getString("connection");
        JsonObject same = new JsonObject().put("stream", 5).put("repair", 5);
        staff.send(layers(connection, same));
        assertThat(staff.expect("reject").getString("detail")).contains("/layers/camera/0/repair");
        staff.send(layers(connection, new JsonObject().put("stream", 4_294_967_296L)));
        assertThat(staff.expect("reject").getString("code")).isEqualTo("invalid");
        staff.send(layers(connection, new JsonObject().put("stream", 7).put("repair", 8)));
        assertThat(staff.expect("reject").getString("detail")).contains("does not match");
        staff.done("lock", new JsonObject().put("on", true));
    }

    private static JsonObject layers(String connection, JsonObject layer) {
        return new JsonObject()
                .put("type", "media")
                .put("name", "layers")
                .put("connection", connection)
                .put("layers", new JsonObject().put("camera", new JsonArray().add(layer)));
    }
}
