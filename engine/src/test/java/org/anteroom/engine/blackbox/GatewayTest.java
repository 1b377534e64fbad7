package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The WebSocket of a running engine: who may say what, what each is told, and what bad input comes to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    private static final String REFUSED = "anteroom_frames_refused_total";

    private final List<Device> devices = new ArrayList<>();
    private TestEngine engine;
    private Rest rest;
    private String session = "";

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @BeforeEach
    void makeSession() {
        session = rest.session();
    }

    @AfterEach
    void hangUp() {
        engine.startTheClock();
        devices.forEach(Device::close);
        devices.clear();
    }

    private Device device() {
        return kept(engine.device());
    }

    private Device kept(Device device) {
        devices.add(device);
        return device;
    }

    private Device device(Joined joined) {
        return kept(engine.device(joined.token()));
    }

    private Joined join(String name, String role) {
        return rest.join(session, name, role);
    }

    /** Somebody who stands in the main room. */
    @CanIgnoreReturnValue
    private Device inside(Joined joined, Device staff) {
        Device device = device(joined);
        device.done("knock");
        staff.done("admit", Device.seats(joined.seat()));
        device.welcomeIn("main");
        return device;
    }

    @CanIgnoreReturnValue
    private Device facilitator() {
        Device device = device(join("Maya Chen", "facilitator"));
        device.done("knock");
        device.welcomeIn("main");
        return device;
    }

    private void counted(String metric, Runnable what) {
        double before = engine.metric(metric);
        what.run();
        Patience.await().untilAsserted(() -> assertThat(engine.metric(metric)).isGreaterThan(before));
    }

    @Test
    void welcomeOfSomebodyAwayOrWaiting_hasTheAllowedFieldsAlone() {
        facilitator();
        Joined ana = join("Ana Lopez", "patient");
        Device device = device();
        device.hello(ana.token());
        checkOutsideWelcome(device.expect("welcome"), false);
        device.done("knock");
        checkOutsideWelcome(device.welcomeIn("waiting"), true);
        assertThat(device.seen().toString()).doesNotContain("Maya", "iceServers", "\"seats\"", "ref.");
    }

    private static void checkOutsideWelcome(JsonObject welcome, boolean waits) {
        Set<String> fields = welcome.fieldNames();
        assertThat(fields).contains("type", "seat", "seq", "you", "session", "serverTime");
        assertThat(fields).isSubsetOf("type", "seat", "seq", "you", "session", "serverTime", "queue");
        assertThat(fields.contains("queue")).isEqualTo(waits);
        assertThat(welcome.getJsonObject("session").fieldNames())
                .containsExactlyInAnyOrder("id", "title", "startsAt", "endsAt", "crisis");
        assertThat(welcome.getJsonObject("session").getJsonObject("crisis").fieldNames())
                .containsExactlyInAnyOrder("call", "text");
        assertThat(welcome.getJsonObject("you").fieldNames())
                .isSubsetOf(
                        "id",
                        "displayName",
                        "role",
                        "place",
                        "connected",
                        "grants",
                        "steppedAway",
                        "checkInRequired",
                        "video",
                        "checkIn");
        if (waits) {
            assertThat(welcome.getJsonObject("queue").fieldNames())
                    .containsExactlyInAnyOrder("position", "estimatedWaitSeconds");
        }
    }

    @Test
    void welcomeInside_showsTheOwnPlaceByDisplayNames_andToStaffAll() {
        Device maya = facilitator();
        Device ana = inside(join("Ana Lopez", "patient"), maya);
        Joined ben = join("Ben Okafor", "patient");
        device(ben).done("knock");
        JsonObject welcome = ana.seen().stream()
                .filter(frame -> "welcome".equals(frame.getString("type")) && frame.containsKey("seats"))
                .findFirst()
                .orElseThrow();
        assertThat(welcome.getJsonArray("iceServers")).isNotNull();
        for (Object seat : welcome.getJsonArray("seats")) {
            assertThat(((JsonObject) seat).fieldNames())
                    .isSubsetOf(
                            "id", "displayName", "role", "place", "connected", "hand", "grants", "lease", "presenting");
        }
        assertThat(ana.seen().toString()).doesNotContain("Chen", "Okafor", "Ben", "ref.", ben.seat());
        maya.event("seat-moved");
        assertThat(maya.seen().toString()).contains("Okafor", "ref.Ben.Okafor");
    }

    @Test
    void ack_comesBeforeItsEvents_andNamesTheLastOfThem() {
        Device maya = facilitator();
        Joined ana = join("Ana Lopez", "patient");
        Joined ben = join("Ben Okafor", "patient");
        device(ana).done("knock");
        device(ben).done("knock");
        long seq = maya.done("admit", Device.seats(ana.seat(), ben.seat()));
        Patience.await().until(() -> maya.events().stream().anyMatch(event -> event.getLong("seq") == seq));
        List<JsonObject> seen = maya.seen();
        int ack = -1;
        List<Integer> moves = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            JsonObject frame = seen.get(i);
            if ("ack".equals(frame.getString("type")) && frame.getLong("seq") == seq) {
                ack = i;
            }
            boolean event = "event".equals(frame.getString("type"));
            if (event && "main".equals(frame.getJsonObject("data").getString("to")) && frame.getLong("seq") > seq - 2) {
                moves.add(i);
            }
        }
        assertThat(ack).isPositive();
        assertThat(moves).hasSize(2);
        assertThat(moves.get(0)).isGreaterThan(ack);
        JsonObject data = seen.get(moves.get(0)).getJsonObject("data");
        assertThat(data.getString("from")).isEqualTo("waiting");
        assertThat(data.getString("by")).startsWith("sea_");
    }

    @Test
    void resume_bringsWhatWasMissed_exactlyOnceAndInOrder() {
        Device maya = facilitator();
        Joined joined = join("Ana Lopez", "patient");
        Device ana = inside(joined, maya);
        long seen = maya.done("broadcast", new JsonObject().put("text", "one"));
        ana.event("announcement");
        ana.close();
        maya.event("seat-connection");
        maya.done("broadcast", new JsonObject().put("text", "two"));
        long last = maya.done("broadcast", new JsonObject().put("text", "three"));

        Device back = device();
        back.hello(joined.token(), seen);
        JsonObject welcome = back.expect("welcome");
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(back.event("announcement").getJsonObject("data").getString("text"))
                .isEqualTo("two");
        assertThat(back.event("announcement").getLong("seq")).isEqualTo(last);
        maya.done("broadcast", new JsonObject().put("text", "four"));
        back.event("announcement");
        List<Long> seqs =
                back.events().stream().map(event -> event.getLong("seq")).toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates().allMatch(seq -> seq > seen);

        Device unknown = device();
        unknown.hello(joined.token(), 1_000_000);
        assertThat(unknown.expect("welcome").containsKey("resumed")).isFalse();
        back.bye("replaced");
    }

    @Test
    void repeatedCommandId_isAnsweredAsTheFirstTime_andDoesNothingTwice() {
        Device maya = facilitator();
        JsonObject text = new JsonObject().put("text", "once");
        JsonObject first = maya.ask("same", "broadcast", text);
        JsonObject again = maya.ask("same", "broadcast", text);
        JsonObject other = maya.ask("same", "lock", new JsonObject().put("on", true));
        assertThat(again).isEqualTo(first);
        assertThat(other).isEqualTo(first);
        maya.done("broadcast", new JsonObject().put("text", "twice"));
        Patience.await().until(() -> count(maya, "announcement") == 2);
        assertThat(count(maya, "session-locked")).isZero();

        JsonObject refused = maya.ask("no", "openBreakouts", new JsonObject());
        assertThat(refused.getString("code")).isEqualTo("conflict");
        assertThat(maya.ask("no", "openBreakouts", new JsonObject())).isEqualTo(refused);

        Device ana = device(join("Ana Lopez", "patient"));
        assertThat(ana.ask("same", "knock", new JsonObject()).getString("type"))
                .as("another seat's ids are its own")
                .isEqualTo("ack");
    }

    private static long count(Device device, String event) {
        return device.events().stream()
                .filter(frame -> event.equals(frame.getString("name")))
                .count();
    }

    @Test
    void newerDevice_takesTheSeatOver() {
        Device maya = facilitator();
        Joined joined = join("Ana Lopez", "patient");
        Device phone = inside(joined, maya);
        Device laptop = device();
        laptop.hello(joined.token());
        assertThat(laptop.expect("welcome").getJsonObject("you").getString("place"))
                .isEqualTo("main");
        phone.bye("replaced");
        laptop.done("raiseHand", new JsonObject().put("on", true));
        assertThat(count(maya, "seat-connection"))
                .as("others notice nothing of it")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void badTokens_areAnsweredExpired() {
        Joined ana = join("Ana Lopez", "patient");
        String token = ana.token();
        char last = token.charAt(token.length() - 2);
        String tampered = token.substring(0, token.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 1);
        for (String bad : List.of("", "x", tampered, token + "x", "a".repeat(5000), "a2" + token.substring(2))) {
            counted(REFUSED + "{reason=\"bad-token\"", () -> {
                Device device = device();
                device.hello(bad);
                device.bye("expired");
            });
        }
    }

    @Test
    void whatIsNoFrame_endsTheConnection() {
        Joined ana = join("Ana Lopez", "patient");
        for (String bad : List.of("", "x", "[]", "7", "null", "{", "{}", "{\"type\":7}", "{\"type\":\"dance\"}")) {
            counted(REFUSED, () -> {
                Device device = device(ana);
                device.sendText(bad);
                device.bye("protocol");
            });
        }
        counted(REFUSED + "{reason=\"binary\"", () -> {
            Device device = device(ana);
            device.sendBinary(new byte[] {1, 2, 3});
            device.bye("protocol");
        });
        counted(REFUSED + "{reason=\"second-hello\"", () -> {
            Device device = device(ana);
            device.hello(ana.token());
            device.bye("protocol");
        });
        counted(REFUSED + "{reason=\"frame-too-large\"", () -> {
            Device device = device(ana);
            device.send(Device.frame("c", "chat", new JsonObject().put("text", "x".repeat(70_000))));
            device.bye("protocol");
        });
        counted(REFUSED, () -> {
            Device device = device(ana);
            device.send(new JsonObject().put("type", "command").put("name", "knock"));
            device.bye("protocol");
        });
    }

    @Test
    void enormousFrame_endsTheConnectionAlone() {
        Joined ana = join("Ana Lopez", "patient");
        Device maya = facilitator();
        Device device = device(ana);
        device.sendText("x".repeat(2_000_000));
        device.closed();
        maya.done("raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void anythingBeforeHello_endsTheConnection() {
        for (String type : List.of("command", "media")) {
            counted(REFUSED + "{reason=\"before-hello\"", () -> {
                Device device = device();
                device.send(new JsonObject().put("type", type).put("id", "c").put("name", "knock"));
                device.bye("protocol");
            });
        }
        Device device = device();
        device.send(new JsonObject().put("type", "hello").put("token", 7));
        device.bye("protocol");
        Device other = device();
        other.send(new JsonObject().put("type", "hello").put("token", "x").put("password", "y"));
        other.bye("protocol");
    }

    @Test
    void wrongFieldInACommand_isRejected_andTheConnectionStays() {
        Device maya = facilitator();
        maya.refused("invalid", "dance", new JsonObject());
        maya.refused("invalid", "lock", new JsonObject());
        maya.refused("invalid", "lock", new JsonObject().put("on", "yes"));
        maya.refused("invalid", "lock", new JsonObject().put("on", true).put("x", 1));
        maya.refused("invalid", "admit", new JsonObject().put("seats", "all"));
        maya.refused("invalid", "admit", Device.seats());
        maya.refused("invalid", "broadcast", new JsonObject().put("text", "a\u202eb"));
        maya.refused("invalid", "broadcast", new JsonObject().put("text", "x".repeat(2001)));
        maya.refused("invalid", "planBreakouts", new JsonObject().put("mode", "chaos"));
        maya.refused("invalid", "goTo", new JsonObject().put("place", "moon"));
        maya.send(new JsonObject()
                .put("type", "command")
                .put("id", "odd")
                .put("name", "start")
                .put("more", 1));
        assertThat(maya.expect("reject").getString("code")).isEqualTo("invalid");
        counted(
                "anteroom_commands_total{command=\"unknown\",outcome=\"invalid\"",
                () -> maya.refused("invalid", "<script>", new JsonObject()));
        maya.done("start");
    }

    @Test
    void patientSendingStaffCommands_isForbidden() {
        Device maya = facilitator();
        Joined joined = join("Ana Lopez", "patient");
        Device ana = inside(joined, maya);
        for (String name : List.of("admitAll", "start", "openBreakouts", "closeBreakouts", "end")) {
            ana.refused("forbidden", name, new JsonObject());
        }
        ana.refused("forbidden", "mute", Device.seat(joined.seat()));
        ana.refused("forbidden", "admit", Device.seats("sea_AAAAAAAAAAAAAAAAAAAAAA"));
        ana.refused("forbidden", "changeRole", Device.seat(joined.seat()).put("role", "facilitator"));
        ana.refused("forbidden", "startShare", new JsonObject());
        maya.refused("not-found", "mute", Device.seat("sea_AAAAAAAAAAAAAAAAAAAAAA"));
    }

    @Test
    void foreignOrigins_areRefusedAtTheUpgrade() {
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1", "file://")) {
            counted(
                    "anteroom_upgrades_refused_total{reason=\"origin\"",
                    () -> assertThatThrownBy(() -> Device.open(engine, Map.of("Origin", origin)))
                            .isInstanceOfSatisfying(
                                    UpgradeRejectedException.class,
                                    refused -> assertThat(refused.getStatus()).isEqualTo(403)));
        }
        Device own = kept(Device.open(engine, Map.of("Origin", engine.origin())));
        own.hello(join("Ana Lopez", "patient").token());
        own.expect("welcome");
    }

    @Test
    void originOfAnotherProgram_opensNothingOfThisOne() {
        Rest other = rest.program("Other clinic");
        String portal = "https://other-portal.example";
        other.post("/v1/origins", new JsonObject().put("origin", portal)).is(201);
        Device device = kept(Device.open(engine, Map.of("Origin", portal)));
        device.hello(join("Ana Lopez", "patient").token());
        device.bye("expired");
        String theirs = other.session();
        Device allowed = kept(Device.open(engine, Map.of("Origin", portal)));
        allowed.hello(other.join(theirs, "Ana Lopez", "patient").token());
        allowed.expect("welcome");
        other.delete("/v1/origins?origin=" + portal).is(204);
    }

    @Test
    void otherPathsAndSubprotocols_areRefused() {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(engine.port());
        assertThatThrownBy(() -> Device.open(
                        engine,
                        new WebSocketConnectOptions(options)
                                .setURI("/elsewhere")
                                .addSubProtocol("anteroom.v1")))
                .isInstanceOf(UpgradeRejectedException.class);
        Device device = kept(Device.open(engine, new WebSocketConnectOptions(options).setURI("/v1/connect")));
        device.closed();
    }

    @Test
    void commandsBeyondTheBurst_areRateLimited_andTheConnectionStays() {
        Device maya = facilitator();
        Device ana = device(join("Ana Lopez", "patient"));
        engine.stopTheClock();
        for (int i = 0; i < 160; i++) {
            ana.send(Device.frame("b" + i, "leave", new JsonObject()));
        }
        Patience.await().until(() -> ana.seen().stream().anyMatch(frame -> "b159".equals(frame.getString("id"))));
        long limited = ana.seen().stream()
                .filter(frame -> "rate-limited".equals(frame.getString("code")))
                .count();
        assertThat(limited).isEqualTo(60);
        engine.startTheClock();
        maya.done("raiseHand", new JsonObject().put("on", true));
        Patience.await().until(() -> "ack".equals(ana.ask("knock").getString("type")));
    }

    @Test
    void deniedRemovedAndEnded_areToldAndLetGo() {
        Device maya = facilitator();
        Joined ana = join("Ana Lopez", "patient");
        Joined ben = join("Ben Okafor", "patient");
        Joined cy = join("Cy Young", "patient");
        Device denied = device(ana);
        denied.done("knock");
        maya.done("deny", Device.seats(ana.seat()).put("reason", "not today"));
        JsonObject event = denied.event("seat-denied");
        assertThat(event.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("seat", ana.seat()).put("reason", "not today"));
        denied.bye("denied");
        Device again = device();
        again.hello(ana.token());
        again.bye("denied");

        Device removed = inside(ben, maya);
        maya.done("remove", Device.seat(ben.seat()).put("ban", true));
        removed.bye("removed");
        Device banned = device();
        banned.hello(ben.token());
        banned.bye("removed");
        rest.post("/v1/sessions/" + session + "/seats/" + ben.seat() + "/link", new JsonObject())
                .problem(409, "conflict");

        Device waiting = device(cy);
        waiting.done("knock");
        maya.done("end", new JsonObject());
        waiting.bye("ended");
        maya.bye("ended");
        assertThat(count(maya, "session-ended")).isEqualTo(1);
        assertThat(count(waiting, "session-ended")).isZero();
        Device late = device();
        late.hello(cy.token());
        late.bye("ended");
    }

    @Test
    void fullSession_isCapacity() {
        session = rest.session(Rest.draft().put("capacity", 2));
        Device maya = facilitator();
        inside(join("Ana Lopez", "patient"), maya);
        Joined ben = join("Ben Okafor", "patient");
        device(ben).done("knock");
        maya.refused("capacity", "admit", Device.seats(ben.seat()));
        maya.refused("capacity", "admitAll", new JsonObject());
        rest.command(session, "admit", Device.seats(ben.seat())).problem(409, "capacity");
    }

    @Test
    void waiters_hearFromTheTeamWithoutANameAndTheirPosition() {
        Device maya = facilitator();
        Joined joined = join("Ana Lopez", "patient");
        Device ana = device(joined);
        ana.done("knock");
        Joined ben = join("Ben Okafor", "patient");
        Device behind = device(ben);
        behind.done("knock");
        assertThat(behind.welcomeIn("waiting").getJsonObject("queue").getInteger("position"))
                .isEqualTo(2);
        maya.done("messageWaiting", new JsonObject().put("text", "two minutes"));
        assertThat(ana.event("message").getJsonObject("data").fieldNames()).containsExactlyInAnyOrder("to", "text");
        maya.done("admit", Device.seats(joined.seat()));
        Patience.await()
                .until(() -> behind.seen().stream()
                        .anyMatch(frame -> "signal".equals(frame.getString("type"))
                                && "queue".equals(frame.getString("name"))
                                && frame.getJsonObject("data").getInteger("position") == 1));
        assertThat(behind.seen().toString()).doesNotContain(joined.seat(), "Ana", "Maya");
    }

    @Test
    void answersThatMatchNothing_leaveTheConnectionUp() {
        Device maya = facilitator();
        JsonObject offer = maya.expect("media");
        assertThat(offer.getString("name")).isEqualTo("offer");
        int generation = offer.getInteger("generation");
        String sdp = offer.getString("sdp");
        List<String> garbage = List.of(
                "",
                "garbage",
                "v=0\r\n",
                "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",
                sdp,
                sdp.replace("sha-256", "sha-1"),
                "m=\r\n".repeat(5000),
                "\u0000\u0001\u202e");
        for (String bad : garbage) {
            counted(
                    "anteroom_answers_refused_total",
                    () -> maya.send(new JsonObject()
                            .put("type", "media")
                            .put("name", "answer")
                            .put("generation", generation)
                            .put("sdp", bad)));
        }
        maya.send(new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("generation", 1_000_000)
                .put("sdp", sdp));
        maya.done("raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void wishes_areTaken_andWhoSpeaksOfThemIsToldOfDemand() {
        Device maya = facilitator();
        Device ana = inside(join("Ana Lopez", "patient"), maya);
        JsonObject wish = new JsonObject()
                .put("type", "media")
                .put("name", "wish")
                .put("stage", new JsonArray())
                .put("tiles", new JsonArray())
                .put("screen", 720)
                .put("video", true);
        for (int i = 0; i < 300; i++) {
            ana.send(wish);
        }
        JsonObject demand = ana.media("demand");
        assertThat(demand.getJsonObject("layers").getInteger("camera")).isBetween(0, 3);
        ana.done("raiseHand", new JsonObject().put("on", true));
        assertThat(maya.seen().toString()).doesNotContain("\"demand\"");
    }

    @Test
    void wishesThatAreNone_areRejected_andLeaveTheConnectionUp() {
        Device maya = facilitator();
        JsonArray many = new JsonArray();
        IntStream.range(0, 10_000)
                .forEach(i -> many.add(new JsonObject()
                        .put("seat", "sea_7dKoPz3mYtN8cVbG1hXsRw")
                        .put("height", 180)));
        List<JsonObject> bad = List.of(
                new JsonObject().put("tiles", new JsonArray(many.getList().subList(0, 65))),
                new JsonObject()
                        .put(
                                "tiles",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("seat", "nobody")
                                                .put("height", 1))),
                new JsonObject().put("screen", -1),
                new JsonObject().put("screen", 1_000_000),
                new JsonObject().put("video", "yes"),
                new JsonObject().put("bitrate", 5));
        for (JsonObject wish : bad) {
            counted(
                    "anteroom_answers_refused_total",
                    () -> maya.send(wish.put("type", "media").put("name", "wish")));
        }
        maya.done("raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void mediaOfSomebodyOutside_goesNowhere() {
        Device ana = device(join("Ana Lopez", "patient"));
        ana.send(new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("generation", 1)
                .put("sdp", "v=0\r\n"));
        ana.done("knock");
        assertThat(ana.seen().stream().map(frame -> frame.getString("type"))).doesNotContain("media");
    }

    @Test
    void moved_getsAFreshWelcome_andSeesNoMoreOfTheOldPlace() {
        Device maya = facilitator();
        Joined one = join("Ana Lopez", "patient");
        Joined two = join("Ben Okafor", "patient");
        Device ana = inside(one, maya);
        Device ben = inside(two, maya);
        JsonArray rooms =
                new JsonArray().add(new JsonObject().put("name", "Calm").put("seats", new JsonArray().add(one.seat())));
        maya.done("planBreakouts", new JsonObject().put("mode", "manual").put("rooms", rooms));
        maya.done("openBreakouts");
        JsonObject welcome = ana.welcomeIn("breakout:");
        assertThat(welcome.getJsonArray("seats")).hasSize(1);
        JsonObject left = ben.event("seat-moved");
        while (!left.getJsonObject("data").getString("seat").equals(one.seat())
                || !left.getJsonObject("data").containsKey("from")) {
            left = ben.event("seat-moved");
        }
        assertThat(left.getJsonObject("data").fieldNames()).containsExactlyInAnyOrder("seat", "from");
        ben.done("raiseHand", new JsonObject().put("on", true));
        ben.done("chat", new JsonObject().put("to", "place").put("text", "in main alone"));
        ana.done("chat", new JsonObject().put("to", "place").put("text", "in the breakout alone"));
        ana.done("askForHelp");
        JsonObject help = maya.event("help-asked");
        maya.done(
                "answerHelp",
                new JsonObject().put("breakout", help.getJsonObject("data").getString("breakout")));
        ana.event("help-answered");
        maya.done("closeBreakouts", new JsonObject().put("countdownSeconds", 0));
        ana.welcomeIn("main");
        ben.event("breakouts-closed");
        assertThat(ana.seen().toString()).doesNotContain("in main alone");
        assertThat(ben.seen().toString()).doesNotContain("in the breakout alone");
        assertThat(count(ben, "help-asked")).isZero();
    }

    @Test
    void namesInAnotherSession_areReadByNobodyHere() {
        Device maya = facilitator();
        String other = rest.session();
        Device stranger = kept(
                engine.device(rest.join(other, "Zoe Stranger", "facilitator").token()));
        stranger.done("knock");
        stranger.done("broadcast", new JsonObject().put("text", "elsewhere"));
        maya.done("broadcast", new JsonObject().put("text", "here"));
        assertThat(maya.seen().toString()).doesNotContain("Zoe", "elsewhere");
        assertThat(stranger.seen().toString()).doesNotContain("Maya");
    }

    @Test
    @Tag("slow")
    void slowReader_isDropped_andHarmsNobody() {
        Device maya = facilitator();
        Joined slow = join("Ana Lopez", "patient");
        Device ana = kept(Device.withSmallBuffer(engine));
        ana.hello(slow.token());
        ana.done("knock");
        maya.done("admit", Device.seats(slow.seat()));
        ana.welcomeIn("main");
        Device ben = inside(join("Ben Okafor", "patient"), maya);
        // Who reads nothing answers no ping either: without time it is never gone for that.
        engine.stopTheClock();
        ana.socket().pause();
        JsonObject text = new JsonObject().put("text", "€".repeat(1990));
        double before = engine.metric("anteroom_connections_dropped_total{reason=\"slow\"");
        int sent = 0;
        while (engine.metric("anteroom_connections_dropped_total{reason=\"slow\"") == before) {
            // Each is 6 KiB: this is many times what the line and its buffers hold.
            assertThat(sent).as("announcements unread").isLessThan(6000);
            for (int i = 0; i < 100; i++) {
                rest.command(session, "broadcast", text).is(200);
                sent++;
            }
        }
        int all = sent;
        Patience.await().until(() -> count(ben, "announcement") == all);
        maya.event("seat-connection");
        ana.socket().resume();
        ana.closed();
        Device back = device();
        back.hello(slow.token());
        assertThat(back.expect("welcome").getJsonObject("you").getString("place"))
                .isEqualTo("main");
    }
}
