package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One person who sends more than a person sends: the connection ends, and everybody else goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTest {
    private static final String REFUSED = "anteroom_frames_refused_total{reason=\"flood-";
    private static final int MANY = 1_100;

    private final List<Device> devices = new ArrayList<>();
    private TestEngine engine;
    private Rest rest;
    private String session = "";
    private Device maya;
    private Device ana;
    private Joined waiter;

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder, Map.of("ANTEROOM_FRAMES_QUEUED_BYTES_MAX", "65536"));
        rest = engine.rest();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @BeforeEach
    void enter() {
        session = rest.session();
        maya = kept(engine.device(rest.join(session, "Maya Chen", "facilitator").token()));
        maya.done("knock");
        maya.welcomeIn("main");
        waiter = rest.join(session, "Ana Lopez", "patient");
        ana = kept(engine.device(waiter.token()));
        ana.done("knock");
        // At one moment no bucket fills again, however slow the machine is.
        engine.stopTheClock();
    }

    @AfterEach
    void hangUp() {
        engine.startTheClock();
        devices.forEach(Device::close);
        devices.clear();
    }

    private Device kept(Device device) {
        devices.add(device);
        return device;
    }

    /** The flood ends the line with a word, is counted, and nobody else notices. */
    private void ends(String reason, Runnable flood) {
        double before = engine.metric(REFUSED + reason);
        flood.run();
        ana.bye("protocol");
        assertThat(engine.metric(REFUSED + reason)).isGreaterThan(before);
        maya.done("raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void pings_endTheLine() {
        ends("frames", () -> {
            for (int i = 0; i < MANY; i++) {
                ana.socket().writePing(Buffer.buffer("x")).onFailure(ignored -> {});
            }
        });
    }

    @Test
    void endlessContinuations_endTheLine() {
        ends("frames", () -> {
            ana.socket().writeFrame(WebSocketFrame.textFrame("", false)).onFailure(ignored -> {});
            for (int i = 0; i < MANY; i++) {
                ana.socket()
                        .writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(), false))
                        .onFailure(ignored -> {});
            }
        });
    }

    @Test
    void mediaFramesOfAWaiter_endTheLine() {
        JsonObject again =
                new JsonObject().put("type", "media").put("name", "again").put("connection", "none");
        ends("frames", () -> {
            for (int i = 0; i < MANY; i++) {
                ana.send(again);
            }
        });
    }

    @Test
    void largeFrames_endTheLine() {
        JsonObject answer = new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("generation", 1)
                .put("sdp", "x".repeat(60_000));
        ends("bytes", () -> {
            for (int i = 0; i < 80; i++) {
                ana.send(answer);
            }
        });
    }

    @Test
    void framesThatAreRefused_endTheLine() {
        ends("refused", () -> {
            for (int i = 0; i < 200; i++) {
                ana.send(Device.frame("r" + i, "nothing", new JsonObject()));
            }
        });
    }

    @Test
    void framesThatAreRefused_endTheNextLineOfTheSeatAtOnce() {
        framesThatAreRefused_endTheLine();
        ana = kept(engine.device(waiter.token()));
        ends("refused", () -> ana.send(Device.frame("again", "nothing", new JsonObject())));
    }

    @Test
    void framesThatAreRefused_areForgiven_asManyAsCommandsMayComeAtOnce(@TempDir Path other) {
        int burst = 300;
        try (TestEngine generous =
                TestEngine.start(other, Map.of("ANTEROOM_FRAMES_COMMAND_BURST", Integer.toString(burst)))) {
            Rest program = generous.rest();
            Device ben = generous.device(
                    program.join(program.session(), "Ben Okafor", "patient").token());
            generous.stopTheClock();
            for (int i = 1; i <= burst; i++) {
                ben.send(Device.frame("r" + i, "nothing", new JsonObject()));
            }
            assertThat(ben.answer("r" + burst).getString("type")).isEqualTo("reject");
            ben.send(Device.frame("more", "nothing", new JsonObject()));
            ben.bye("protocol");
            ben.close();
        }
    }

    @Test
    void mediaFramesThatAreWrong_endTheLine() {
        JsonObject wrong = new JsonObject().put("type", "media").put("name", "nothing");
        ends("refused", () -> {
            for (int i = 0; i < 200; i++) {
                ana.send(wrong);
            }
        });
    }

    @Test
    void alertsOfAWaiter_areBounded_andStaffComeBack() {
        JsonObject note = new JsonObject().put("note", "€".repeat(500));
        int raised = 0;
        for (int i = 0; i < 50; i++) {
            raised += ana.ask("raiseAlert", note).getString("type").equals("ack") ? 1 : 0;
        }
        assertThat(raised).isBetween(1, 5);
        String token = rest.join(session, "Sam Reyes", "cofacilitator").token();
        Device sam = kept(engine.device(token));
        sam.done("knock");
        assertThat(sam.welcomeIn("main").getJsonArray("alerts")).hasSize(raised);
    }

    @Test
    void whatOneMissed_isNotTheReadersSlowness() {
        Joined ben = rest.join(session, "Ben Okafor", "patient");
        Device device = kept(engine.device(ben.token()));
        device.done("knock");
        maya.done("admit", Device.seats(ben.seat()));
        long seq = device.welcomeIn("main").getLong("seq");
        device.close();
        maya.event("seat-connection");
        int missed = 40;
        for (int i = 0; i < missed; i++) {
            rest.command(session, "broadcast", new JsonObject().put("text", "€".repeat(1_990)))
                    .is(200);
        }
        Device back = kept(engine.device());
        back.hello(ben.token(), seq);
        back.expect("welcome");
        Patience.await()
                .until(() -> back.seen().stream()
                                .filter(frame -> "announcement".equals(frame.getString("name")))
                                .count()
                        == missed);
        back.done("raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void frameThatNeverEnds_beforeHello_endsTheLine() {
        double before = engine.metric(REFUSED + "bytes");
        try (RawLine line = RawLine.open(engine, "127.0.0.1")) {
            // A final text frame of 60,000 bytes, masked by zeros, of which some come.
            line.upgraded()
                    .say(Buffer.buffer()
                            .appendByte((byte) 0x81)
                            .appendByte((byte) (0x80 | 126))
                            .appendUnsignedShort(60_000)
                            .appendInt(0)
                            .appendBytes(new byte[20_000]))
                    .hears("\"protocol\"")
                    .closes();
        }
        assertThat(engine.metric(REFUSED + "bytes")).isGreaterThan(before);
    }
}
