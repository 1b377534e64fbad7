package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under {@code links: "readmit"} another device with a used link waits, marked, until staff let it take the seat over. */
class ReadmitTest {
    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36";

    private TestEngine engine;
    private Rest rest;
    private String session;
    private Device staff;
    private JsonObject invited;
    private Joined ana;
    private Device first;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        session = session("readmit");
        Joined maya = rest.join(session, "Maya Chen", "facilitator");
        staff = engine.device(maya.token());
        staff.done("knock");
        invited = invite();
        ana = rest.join(code("laptop"));
        first = engine.device(ana.token());
        first.done("knock");
        staff.done("admit", Device.seats(ana.seat()));
        first.welcomeIn("main");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String session(String links) {
        return rest.session(Map.of("links", links));
    }

    private JsonObject invite() {
        return rest.post("/v1/sessions/" + session + "/invites", Rest.person("p-1", "Ana Lopez", "patient"))
                .is(201)
                .json();
    }

    private JsonObject code(String device) {
        return new JsonObject().put("code", invited.getString("code")).put("device", device);
    }

    private Answer join(String device) {
        return new Rest(engine, "").send("POST", "/v1/join", code(device).encode(), Map.of("User-Agent", PHONE));
    }

    @CanIgnoreReturnValue
    private String claim(String device) {
        JsonObject answer = join(device).is(200).json();
        assertThat(answer.getBoolean("waits")).isTrue();
        assertThat(answer.getString("seat")).isEqualTo(ana.seat());
        return answer.getString("token");
    }

    @CanIgnoreReturnValue
    private Device waiter(String token) {
        Device device = engine.device();
        device.hello(token);
        assertThat(device.expect("claim").getString("state")).isEqualTo("waiting");
        return device;
    }

    @CanIgnoreReturnValue
    private JsonArray claims(Device who, int many) {
        return who.signal("claims", data -> data.getJsonArray("claims").size() == many)
                .getJsonObject("data")
                .getJsonArray("claims");
    }

    private static JsonObject answer(int claim, boolean allow) {
        return new JsonObject().put("claim", claim).put("allow", allow);
    }

    private List<String> journal() {
        return rest.get("/v1/sessions/" + session + "/journal?limit=200").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(entry -> entry.getString("name"))
                .toList();
    }

    @Test
    void secondDevice_waitsMarked_andTheFirstGoesOnUndisturbed() {
        String token = claim("phone");
        Device second = waiter(token);
        JsonObject marked = claims(staff, 1).getJsonObject(0);
        assertThat(marked.getString("seat")).isEqualTo(ana.seat());
        assertThat(marked.getString("kind")).isEqualTo("phone");
        assertThat(marked.getString("askedAt")).isNotBlank();
        assertThat(claims(first, 1).getJsonObject(0).fieldNames()).containsExactlyInAnyOrder("claim", "seat");
        first.done("raiseHand", new JsonObject().put("on", true));
        staff.done("note", new JsonObject().put("text", "who is that"));
        assertThat(claim("phone")).as("the same device asks once").isEqualTo(token);

        staff.done("chat", new JsonObject().put("to", "place").put("text", "hello all"));
        first.event("message");
        second.send(new JsonObject().put("type", "ping"));
        second.expect("pong");
        assertThat(second.seen()).extracting(frame -> frame.getString("type")).containsExactly("claim", "pong");
        assertThat(second.seen().get(0).fieldNames()).containsExactlyInAnyOrder("type", "state");
        second.send(Device.frame("c-1", "knock", new JsonObject()));
        second.bye("protocol");
    }

    @Test
    void allowedDevice_takesTheSeatOver_whereItIs_andTheFirstIsSignedOut() {
        Device second = waiter(claim("phone"));
        claims(staff, 1);
        staff.done("answerClaim", answer(1, true));
        first.bye("expired");
        JsonObject allowed = second.expect("claim");
        assertThat(allowed.getString("state")).isEqualTo("allowed");
        second.closed();
        Device back = engine.device();
        back.hello(allowed.getString("token"));
        JsonObject welcome = back.welcomeIn("main");
        assertThat(welcome.getJsonObject("you").getString("id")).isEqualTo(ana.seat());
        claims(staff, 0);
        assertThat(join("phone").is(200).json().getBoolean("waits")).isNull();
        try (Device old = engine.device()) {
            old.hello(ana.token());
            old.bye("expired");
        }
        staff.done("answerClaim", answer(1, true));
        staff.refused("conflict", "answerClaim", answer(1, false));
        assertThat(claim("laptop")).as("the first may ask in its turn").startsWith("c1.");
        assertThat(journal()).containsSubsequence("seat-claimed", "invite-released", "invite-used", "claim-allowed");
    }

    @Test
    void deniedDevice_isRefused_andAsksNoMore_andTheLinkTakesFewMore() {
        Device second = waiter(claim("phone"));
        staff.done("answerClaim", answer(1, false));
        second.bye("denied");
        join("phone").problem(403, "join-refused");
        staff.refused("conflict", "answerClaim", answer(1, true));
        staff.done("answerClaim", answer(1, false));
        for (int claim = 2; claim <= 3; claim++) {
            claim("phone-" + claim);
            staff.done("answerClaim", answer(claim, false));
        }
        join("phone-4").problem(403, "join-refused");
        first.done("raiseHand", new JsonObject().put("on", true));
    }

    @Test
    void twentyDevicesAtOnce_areBounded_andOneOfThemGetsTheSeat() {
        List<Answer> answers =
                IntStream.range(0, 20)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> join("device-" + i)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        List<String> tokens = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.json().getString("token"))
                .toList();
        assertThat(tokens).hasSize(4).doesNotHaveDuplicates().allMatch(token -> token.startsWith("c1."));
        answers.stream().filter(answer -> answer.status() != 200).forEach(answer -> answer.is(403));
        List<Device> waiters = tokens.stream().map(this::waiter).toList();
        claims(staff, 4);
        staff.done("answerClaim", answer(1, true));
        first.bye("expired");
        claims(staff, 3);
        long allowed = waiters.stream()
                .filter(device -> device.seen().stream().anyMatch(frame -> "allowed".equals(frame.getString("state"))))
                .count();
        assertThat(allowed).isLessThanOrEqualTo(1);
    }

    @Test
    void claim_survivesARestart_andMayBeAnsweredAfterIt() {
        String token = claim("phone");
        waiter(token);
        engine.restart();
        Device second = waiter(token);
        rest.command(session, "answerClaim", answer(1, true)).is(200);
        String seat = second.next(frame -> "allowed".equals(frame.getString("state")), "the seat")
                .getString("token");
        engine.restart();
        try (Device late = engine.device()) {
            late.hello(token);
            assertThat(late.expect("claim").getString("state"))
                    .as("who missed the answer gets it again")
                    .isEqualTo("allowed");
        }
        engine.device(seat).close();
    }

    @Test
    void claim_endsWithItsLink_andWithTheSeat_andWithTheSession() {
        Device revoked = waiter(claim("phone"));
        claims(staff, 1);
        rest.delete("/v1/sessions/" + session + "/invites/" + invited.getString("id"))
                .is(204);
        revoked.bye("revoked");
        claims(staff, 0);
        staff.refused("conflict", "answerClaim", answer(1, true));
        join("phone").problem(403, "join-refused");

        invited = invite();
        ana = rest.join(code("laptop"));
        var unused = engine.device(ana.token());
        Device ended = waiter(claim("phone"));
        staff.done("remove", Device.seat(ana.seat()).put("ban", true));
        ended.bye("removed");
        join("phone").problem(403, "join-refused");
        rest.command(session, "end", new JsonObject()).is(200);
        rest.command(session, "answerClaim", answer(2, true)).problem(409, "conflict");
    }

    @Test
    void sessionThatEnds_saysSoToWhoWaits() {
        Device second = waiter(claim("phone"));
        staff.done("start");
        staff.done("end");
        second.bye("ended");
    }

    @Test
    void badInput_isSaid_andPatientsDecideNothing() {
        claim("phone");
        rest.command(session, "answerClaim", new JsonObject().put("allow", true))
                .invalid("/args/claim");
        rest.command(session, "answerClaim", answer(0, true)).invalid("/args/claim");
        rest.command(session, "answerClaim", answer(7, true)).problem(404, "not-found");
        first.refused("forbidden", "answerClaim", answer(1, true));
    }

    @Test
    void tokenOfAClaim_isNoSeats_whoeverChangesItsHead() {
        String token = claim("phone");
        try (Device device = engine.device()) {
            device.hello("a3" + token.substring(2));
            device.bye("expired");
        }
    }

    @Test
    void underOneDevice_theSecondIsRefusedAsBefore() {
        session = session("one-device");
        invited = invite();
        var unused = rest.join(code("laptop"));
        join("phone").problem(403, "join-refused");
        assertThat(journal()).doesNotContain("seat-claimed");
    }
}
