package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.signaling.synthetic.LocalProsody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose media are carried by a Jitsi Meet deployment, from outside. */
@Tag("slow")
class JitsiMeetTest {
    private static final Path MODULES = Path.of("..", "signaling", "src", "test", "resources", "jitsimeet");

    @TempDir
    Path folder;

    private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
    private LocalProsody prosody;
    private TestEngine engine;
    private Rest rest;
    private String session;
    private Joined maya;
    private Joined ana;
    private Device staff;
    private Device patient;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        prosody = new LocalProsody(folder.resolve("prosody"), MODULES, Set.of());
        prosody.start();
        engine = TestEngine.start(folder.resolve("one"), environment(LocalProsody.SECRET));
        rest = engine.rest();
        session = rest.session(Rest.draft().put("title", "Vorpal Tulgey"));
        maya = rest.join(session, "Maya Chen", "facilitator");
        ana = rest.join(session, "Ana Lopez", "patient");
        staff = engine.device(maya.token());
        staff.done("knock");
        patient = engine.device(ana.token());
        patient.done("knock");
        staff.done("admit", Device.seats(ana.seat()));
        patient.welcomeIn("main");
    }

    private Map<String, String> environment(String secret) {
        String url = "http://127.0.0.1:" + prosody.port();
        Map<String, String> environment = new HashMap<>();
        environment.put("ANTEROOM_MEDIA_BRIDGE", "jitsi-meet");
        environment.put("ANTEROOM_MEDIA_JITSI_MEET_URL", url);
        environment.put("ANTEROOM_MEDIA_JITSI_MEET_DOMAIN", LocalProsody.DOMAIN);
        environment.put("ANTEROOM_MEDIA_JITSI_MEET_APP_ID", LocalProsody.APP_ID);
        environment.put("ANTEROOM_MEDIA_JITSI_MEET_ALGORITHM", "HS256");
        environment.put("ANTEROOM_MEDIA_JITSI_MEET_SECRET", secret);
        return environment;
    }

    @AfterEach
    void close() {
        engine.close();
        prosody.close();
        TestEngine.await(vertx.close());
    }

    private static JsonObject newest(Device device) {
        return rooms(device).reduce((first, second) -> second).orElseGet(JsonObject::new);
    }

    private static Stream<JsonObject> rooms(Device device) {
        return device.seen().stream()
                .filter(frame -> "media".equals(frame.getString("type")) && "room".equals(frame.getString("name")));
    }

    private JsonObject knows(Device device, String seat) {
        Patience.await("a room with " + seat)
                .until(() -> newest(device).getJsonObject("people", new JsonObject()).stream()
                        .anyMatch(entry -> entry.getValue().equals(seat)));
        return newest(device);
    }

    @Test
    void frame_namesTheDeploymentTheRoomAndWhoseSeatsAreThere() {
        JsonObject frame = knows(patient, maya.seat());
        assertThat(frame.getJsonObject("deployment"))
                .isEqualTo(new JsonObject()
                        .put("script", "http://127.0.0.1:" + prosody.port() + "/libs/lib-jitsi-meet.min.js")
                        .put("service", prosody.service().toString())
                        .put("domain", "meet.test")
                        .put("muc", "conference.meet.test"));
        assertThat(frame.getJsonArray("send"))
                .isEqualTo(new JsonArray().add("microphone").add("camera"));
        assertThat(knows(staff, ana.seat()).getString("room")).isEqualTo(frame.getString("room"));
    }

    @Test
    void pages_mayLoadTheDeploymentsCode_andNobodyElses() {
        String policy = String.valueOf(rest.get("/docs").headers().get("content-security-policy"));
        String origin = "127.0.0.1:" + prosody.port();
        assertThat(policy).contains("script-src 'self' http://" + origin + ";").contains("ws://" + origin);
    }

    @Test
    void whoEntersTheRoom_hasLanded() {
        JsonObject frame = knows(patient, maya.seat());
        RoomGuest guest = RoomGuest.enter(vertx, frame, "chosen");
        staff.signal("landing", data -> data.getString("seat").equals(ana.seat()) && data.getBoolean("landed"));
        staff.done("mute", Device.seat(ana.seat()));
        Patience.await().until(() -> newest(patient).getJsonArray("send").equals(new JsonArray().add("camera")));
        assertThat(newest(patient).getString("connection")).isEqualTo(frame.getString("connection"));
        staff.done("sendToWaiting", Device.seat(ana.seat()));
        guest.isPutOut();
    }

    @Test
    void screenWithoutALease_itsSenderIsPutOut_andAskedIntoTheRoomAnew() {
        JsonObject frame = knows(patient, maya.seat());
        RoomGuest guest = RoomGuest.enter(vertx, frame, "chosen");
        staff.signal("landing", data -> data.getString("seat").equals(ana.seat()) && data.getBoolean("landed"));
        guest.sendsScreen();
        guest.isPutOut();
        Patience.await().until(() -> !newest(patient).getString("connection").equals(frame.getString("connection")));
        assertThat(engine.metric("anteroom_media_violations_total{kind=\"screen\"}"))
                .isEqualTo(1);
    }

    @Test
    void whoAsksAgain_getsAnotherWay_butNotTwiceInTwoSeconds() {
        JsonObject first = knows(patient, maya.seat());
        engine.stopTheClock();
        patient.send(again("con_of_somebody_else"));
        patient.send(again(first.getString("connection")));
        Patience.await().until(() -> !newest(patient).getString("connection").equals(first.getString("connection")));
        JsonObject second = newest(patient);
        assertThat(second.getString("token")).isNotEqualTo(first.getString("token"));
        patient.send(again(second.getString("connection")));
        patient.done("raiseHand", new JsonObject().put("on", true));
        assertThat(newest(patient).getString("connection")).isEqualTo(second.getString("connection"));
        assertThat(patient.seen()).noneMatch(seen -> "reject".equals(seen.getString("type")));
    }

    private static JsonObject again(String connection) {
        return new JsonObject().put("type", "media").put("name", "again").put("connection", connection);
    }

    @Test
    void prosodyRestarts_theSessionGoesOn_andEverybodyIsAskedIntoANewRoom() throws IOException, InterruptedException {
        JsonObject first = knows(patient, maya.seat());
        RoomGuest guest = RoomGuest.enter(vertx, first, "chosen");
        staff.signal("landing", data -> data.getString("seat").equals(ana.seat()) && data.getBoolean("landed"));
        prosody.kill();
        staff.done("chat", new JsonObject().put("to", "place").put("text", "We go on."));
        patient.event("message");
        prosody.start();
        Patience.await().until(() -> !newest(patient).getString("room").equals(first.getString("room")));
        assertThat(newest(patient).getString("connection")).isEqualTo(first.getString("connection"));
        assertThat(guest).isNotNull();
        JsonObject ledger =
                rest.get("/v1/sessions/" + session + "/attendance").is(200).json();
        assertThat(ledger.getJsonArray("seats").toString()).doesNotContain("closedBy\":null");
    }

    @Test
    void whatTheDeploymentIsTold_saysNothingOfPeopleOrSessions() throws IOException {
        RoomGuest guest = RoomGuest.enter(vertx, knows(patient, maya.seat()), "chosen");
        staff.signal("landing", data -> data.getString("seat").equals(ana.seat()) && data.getBoolean("landed"));
        staff.done("chat", new JsonObject().put("to", "place").put("text", "Snickersnack"));
        staff.done("remove", Device.seat(ana.seat()));
        guest.isPutOut();
        String log = prosody.log();
        assertThat(log).contains("av_moderation", "<identity>");
        for (String word : new String[] {"Maya", "Lopez", "Snickersnack", "Vorpal", session, maya.seat(), ana.seat()}) {
            assertThat(log.contains(word)).as(word).isFalse();
        }
        assertThat(engine.metrics().lines().filter(line -> line.startsWith("anteroom_jitsi_meet")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("{"));
    }

    @Test
    void aWrongSecret_stopsTheStart_byTheNameOfItsKey() throws IOException {
        Path other = Files.createDirectories(folder.resolve("two"));
        assertThatThrownBy(() -> TestEngine.start(other, environment("a-secret-that-the-deployment-has-not")))
                .hasStackTraceContaining(
                        "media.jitsiMeet.keyFile or secret is not the one that Prosody checks tokens by");
    }
}
