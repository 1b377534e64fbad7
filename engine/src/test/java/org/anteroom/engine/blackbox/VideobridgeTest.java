package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose media are carried by videobridges, from outside: what happens to it when they fail. */
class VideobridgeTest {
    @TempDir
    Path folder;

    private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
    private final SyntheticVideobridge one = new SyntheticVideobridge(vertx);
    private final SyntheticVideobridge two = new SyntheticVideobridge(vertx);
    private TestEngine engine;
    private Rest rest;
    private String session;
    private Joined maya;
    private Device staff;
    private Device patient;

    @BeforeEach
    void open() {
        String first = String.valueOf(TestEngine.await(one.start()));
        String second = String.valueOf(TestEngine.await(two.start()));
        engine = TestEngine.start(
                folder.resolve("one"),
                Map.of(
                        "ANTEROOM_MEDIA_BRIDGE", "videobridge",
                        "ANTEROOM_MEDIA_VIDEOBRIDGES", first + "," + second,
                        "ANTEROOM_MEDIA_CHANNELS", first.replace("http", "ws") + "," + second.replace("http", "ws")));
        rest = engine.rest();
        session = rest.session();
        maya = rest.join(session, "Maya Chen", "facilitator");
        Joined ana = rest.join(session, "Ana Lopez", "patient");
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

    private static int endpoints(SyntheticVideobridge of) {
        return of.rooms().values().stream()
                .mapToInt(room -> room.endpoints().size())
                .sum();
    }

    @Test
    void offer_namesTheChannel_andAsksForACameraInLayers() {
        JsonObject offer = patient.expect("media");
        assertThat(offer.getString("channel")).startsWith("ws://127.0.0.1:");
        assertThat(offer.getJsonArray("layered")).isEqualTo(new JsonArray().add("camera"));
        assertThat(offer.getString("sdp")).contains("a=simulcast:recv 1;2;3").doesNotContain("a=ice-lite");
    }

    @Test
    void aBridgeThatDies_everybodyIsOfferedAnotherWithinFiveSeconds_andNobodyLeft() {
        JsonObject first = staff.expect("media");
        patient.expect("media");
        SyntheticVideobridge carrier = endpoints(one) > 0 ? one : two;
        SyntheticVideobridge other = carrier == one ? two : one;
        long diedNanos = System.nanoTime();
        TestEngine.await(carrier.die());
        JsonObject again = staff.expect("media");
        patient.expect("media");
        assertThat(Duration.ofNanos(System.nanoTime() - diedNanos)).isLessThan(Duration.ofSeconds(5));
        assertThat(again.getString("connection")).isNotEqualTo(first.getString("connection"));
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
    void noBridgeLeft_theSessionGoesOn_andMediaComeBackByThemselves() {
        staff.expect("media");
        patient.expect("media");
        TestEngine.await(one.die());
        TestEngine.await(two.die());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> engine.metric("anteroom_videobridge_up") == 0);
        patient.signal("media", data -> !data.getBoolean("available"));
        staff.done("chat", new JsonObject().put("to", "place").put("text", "We go on."));
        patient.event("message");
        assertThat(TestEngine.await(two.start())).isEqualTo(two.address());
        patient.signal("media", data -> data.getBoolean("available"));
        patient.expect("media");
        staff.expect("media");
        assertThat(endpoints(two)).isEqualTo(2);
    }

    @Test
    void whatABridgeIsAsked_saysNothingOfPeopleOrSessions() {
        staff.expect("media");
        patient.expect("media");
        assertThat(one.asked()).isNotEmpty();
        Awaitility.await().until(() -> endpoints(one) + endpoints(two) == 2);
        for (SyntheticVideobridge bridge : java.util.List.of(one, two)) {
            assertThat(bridge.asked())
                    .noneMatch(asked -> asked.contains("Maya")
                            || asked.contains("Lopez")
                            || asked.contains(session)
                            || asked.contains(maya.seat()));
        }
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
