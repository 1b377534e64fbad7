package org.anteroom.engine.blackbox;

import static org.anteroom.engine.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.signaling.synthetic.HttpWords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is really there: lines that died without a word, lines that never said one, and what staff see of lines. */
class LivenessTest {
    private static final int HELLOS_MAX = 5;
    private static final int BURST = 10;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestEngine engine;
    private Rest rest;
    private String session;

    private void start() {
        start(Map.of());
    }

    /** An engine with one limit so low that a test meets it. */
    private void start(String key, int value) {
        start(Map.of(key, Integer.toString(value)));
    }

    private void start(Map<String, String> limits) {
        engine = TestEngine.start(folder, limits);
        rest = engine.rest();
        session = rest.session();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        engine.close();
    }

    @CanIgnoreReturnValue
    private Device kept(Device device) {
        open.add(device);
        return device;
    }

    private Device facilitator() {
        Device maya = kept(
                engine.device(rest.join(session, "Maya Chen", "facilitator").token()));
        maya.done("knock");
        maya.welcomeIn("main");
        return maya;
    }

    /** A socket that speaks WebSocket by hand, and so answers no ping. */
    @CanIgnoreReturnValue
    private NetSocket deadLine(Joined joined) {
        // Kept: a client that nobody holds is closed with its sockets when memory is cleaned.
        NetClient client = engine.vertx().createNetClient();
        open.add(() -> TestEngine.await(client.close()));
        NetSocket socket = TestEngine.await(client.connect(engine.port(), "127.0.0.1"));
        open.add(() -> TestEngine.await(socket.close()));
        Promise<Buffer> upgraded = Promise.promise();
        socket.handler(upgraded::tryComplete);
        TestEngine.await(socket.write(HttpWords.onTheWire(RawLine.UPGRADE)));
        assertThat(TestEngine.await(upgraded.future()).toString()).startsWith("HTTP/1.1 101");
        byte[] hello = new JsonObject()
                .put("type", "hello")
                .put("token", joined.token())
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        // A final text frame of more than 125 bytes, masked by zeros.
        TestEngine.await(socket.write(Buffer.buffer()
                .appendByte((byte) 0x81)
                .appendByte((byte) (0x80 | 126))
                .appendShort((short) hello.length)
                .appendInt(0)
                .appendBytes(hello)));
        return socket;
    }

    /** What the journal says of this seat's line, in order. */
    private List<Boolean> lines(Joined joined) {
        return rest.get("/v1/sessions/" + session + "/journal?limit=1000").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString("name").equals("seat-connection"))
                .map(item -> item.getJsonObject("data"))
                .filter(data -> joined.seat().equals(data.getString("seat")))
                .map(data -> data.getBoolean("connected"))
                .toList();
    }

    @Test
    void lineThatAnswersNoPing_isLost() {
        start("ANTEROOM_HEARTBEAT_MS", 1_000);
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        deadLine(ana);
        await().until(() -> lines(ana).equals(List.of(true, false)));
        assertThat(engine.metric("anteroom_connections_dropped_total{reason=\"silent\""))
                .isEqualTo(1);
    }

    @Test
    void ping_isAnsweredByPong_andAPongByNothing() {
        start();
        Device device =
                kept(engine.device(rest.join(session, "Ana Lopez", "patient").token()));
        device.send(new JsonObject().put("type", "pong"));
        device.send(new JsonObject().put("type", "ping"));
        assertThat(device.expect("pong").fieldNames()).containsExactly("type");
        device.send(new JsonObject().put("type", "ping"));
        device.expect("pong");
        device.done("knock");
        assertThat(device.seen().stream().filter(frame -> "pong".equals(frame.getString("type"))))
                .hasSize(2);
    }

    @Test
    void pingBeforeHello_orWithMoreThanItsType_endsTheLine() {
        start();
        Device unnamed = kept(engine.device());
        unnamed.send(new JsonObject().put("type", "ping"));
        unnamed.bye("protocol");
        Device known =
                kept(engine.device(rest.join(session, "Ana Lopez", "patient").token()));
        known.send(new JsonObject().put("type", "ping").put("data", "x"));
        known.bye("protocol");
    }

    @Test
    void whoNeverSaysHello_isToldAndLetGo() {
        start("ANTEROOM_FRAMES_HELLO_MS", 500);
        kept(engine.device()).bye("protocol");
    }

    @Test
    void linesThatSayNothing_areBounded_andOthersComeInAfterThem() {
        start(Map.of("ANTEROOM_FRAMES_HELLOS_MAX", Integer.toString(HELLOS_MAX), "ANTEROOM_FRAMES_HELLO_MS", "60000"));
        List<Device> mute = new ArrayList<>();
        for (int i = 0; i < HELLOS_MAX; i++) {
            mute.add(kept(engine.device()));
        }
        assertThatThrownBy(engine::device)
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        refused -> assertThat(refused.getStatus()).isEqualTo(503));
        mute.get(0).close();
        String token = rest.join(session, "Ana Lopez", "patient").token();
        await().ignoreExceptions().untilAsserted(() -> kept(engine.device(token)));
    }

    @Test
    void commandsOfASeat_areLimitedAcrossItsConnections() {
        start("ANTEROOM_FRAMES_COMMAND_BURST", BURST);
        engine.stopTheClock();
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device first = kept(engine.device(ana.token()));
        for (int i = 0; i < BURST; i++) {
            JsonObject answer = first.ask("raiseHand", new JsonObject().put("on", true));
            assertThat(answer.getString("code")).isNotEqualTo("rate-limited");
        }
        first.refused("rate-limited", "raiseHand", new JsonObject().put("on", true));
        Device second = kept(engine.device(ana.token()));
        second.refused("rate-limited", "raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void reportedHealth_reachesStaffAlone_andStandsInTheRoster() {
        start();
        Device maya = facilitator();
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device device = kept(engine.device(ana.token()));
        long before = maya.done("raiseHand", new JsonObject().put("on", true));
        JsonObject figures =
                new JsonObject().put("line", "good").put("rttMs", 80).put("video", new JsonObject().put("height", 180));
        JsonObject summary = figures.copy().put("limited", "cpu");
        long seq = device.done("reportHealth", new JsonObject().put("summary", summary));
        assertThat(seq).as("nothing is journaled").isGreaterThanOrEqualTo(before);
        JsonObject signal = maya.signal("health");
        assertThat(signal.getJsonObject("data")).isEqualTo(figures.copy().put("seat", ana.seat()));
        assertThat(rest.get("/v1/sessions/" + session + "/roster")
                        .is(200)
                        .json()
                        .encode())
                .contains("\"rttMs\":80")
                .doesNotContain("limited");
        assertThat(device.seen().toString()).doesNotContain("\"name\":\"health\"");
        device.refused("invalid", "reportHealth", new JsonObject().put("summary", "fine"));
    }

    @Test
    void whoseMediaAreNotConfirmed_isOnTheWay_toStaffAlone() {
        start();
        Device maya = facilitator();
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device device = kept(engine.device(ana.token()));
        device.done("knock");
        maya.done("admit", Device.seats(ana.seat()));
        JsonObject landing = maya.signal("landing", data -> ana.seat().equals(data.getString("seat")));
        assertThat(landing.getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("seat", ana.seat())
                        .put("place", "main")
                        .put("landed", false));
        assertThat(rest.get("/v1/sessions/" + session + "/roster")
                        .is(200)
                        .json()
                        .encode())
                .contains("\"landing\":true");
        device.welcomeIn("main");
        device.welcomeIn("main");
        assertThat(device.seen().toString()).doesNotContain("\"name\":\"landing\"");
    }
}
