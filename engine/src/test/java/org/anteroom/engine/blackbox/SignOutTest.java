package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that are signed out, on a running engine whose clocks the test moves. */
class SignOutTest {
    private TestEngine engine;
    private Rest rest;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String invite(String session, String name, String role) {
        return rest.post("/v1/sessions/" + session + "/invites", Rest.person("ref." + name, name, role))
                .is(201)
                .json()
                .getString("code");
    }

    private static JsonObject code(String code, String device) {
        return new JsonObject().put("code", code).put("device", device);
    }

    private void isSignedOut(String token) {
        try (Device device = engine.device()) {
            device.hello(token);
            JsonObject bye = device.expect("bye");
            assertThat(bye.getString("code")).isEqualTo("expired");
            assertThat(bye.getString("reason")).isEqualTo("signed-out");
            device.closed();
        }
    }

    private boolean isConnected(String session, String seat) {
        return rest.get("/v1/sessions/" + session + "/roster").is(200).json().getJsonArray("seats").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("id").equals(seat))
                .anyMatch(one -> one.getBoolean("connected"));
    }

    /** Something that everybody may know of: the engine looks at the time with each change. */
    private void somethingHappens(String session) {
        rest.command(session, "note", new JsonObject().put("text", "a note")).is(200);
    }

    private List<JsonObject> journal(String session) {
        return rest.get("/v1/sessions/" + session + "/journal?limit=200").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void staffOutsideALiveRoom_areSignedOut_andTheLinkOpensTheSeatForTheNextDevice() {
        String session = rest.session();
        String link = invite(session, "Maya Chen", "facilitator");
        Joined maya = rest.join(code(link, "d1"));
        try (Device device = engine.device(maya.token())) {
            device.send(new JsonObject().put("type", "here"));
            device.done("knock");
        }
        Patience.await().until(() -> !isConnected(session, maya.seat()));
        engine.pass(Duration.ofMinutes(14));
        somethingHappens(session);
        engine.device(maya.token()).close();
        engine.pass(Duration.ofMinutes(2));
        somethingHappens(session);
        isSignedOut(maya.token());
        Joined next = rest.join(code(link, "d2"));
        assertThat(next.seat()).isEqualTo(maya.seat());
        try (Device device = engine.device()) {
            device.hello(next.token());
            device.welcomeIn("main");
        }
        isSignedOut(maya.token());
        new Rest(engine, "").post("/v1/join", code(link, "d1")).problem(403, "join-refused");

        JsonObject released = journal(session).stream()
                .filter(entry -> entry.getString("name").equals("invite-released"))
                .findFirst()
                .orElseThrow();
        assertThat(released.getString("by")).isEqualTo("policy");
        assertThat(released.getJsonObject("data").getString("why")).isEqualTo("idle");
    }

    @Test
    void deviceThatLeaves_isForgotten_andNobodyElseCanForgetIt() {
        String session = rest.session();
        String link = invite(session, "Maya Chen", "facilitator");
        Joined maya = rest.join(code(link, "d1"));
        new Rest(engine, "").post("/v1/join", code(link, "d2")).problem(403, "join-refused");
        JsonObject forget = new JsonObject().put("forget", true);
        try (Device device = engine.device(maya.token())) {
            device.done("knock");
            rest.post(
                            "/v1/sessions/" + session + "/commands",
                            new JsonObject()
                                    .put("name", "leave")
                                    .put("args", forget)
                                    .put("onBehalfOf", maya.seat()))
                    .problem(403, "forbidden");
            rest.command(session, "leave", forget).problem(403, "forbidden");
            device.done("leave", forget);
            JsonObject bye = device.expect("bye");
            assertThat(bye.getString("code")).isEqualTo("expired");
            assertThat(bye.getString("reason")).isEqualTo("signed-out");
            device.closed();
        }
        isSignedOut(maya.token());
        engine.restart();
        isSignedOut(maya.token());
        Joined next = rest.join(code(link, "d2"));
        assertThat(next.seat()).isEqualTo(maya.seat());
        engine.device(next.token()).close();
        assertThat(journal(session))
                .filteredOn(entry -> entry.getString("name").equals("invite-released"))
                .extracting(
                        entry -> entry.getString("by"),
                        entry -> entry.getJsonObject("data").getString("why"))
                .containsExactly(tuple(maya.seat(), "left"));
    }

    @Test
    void policy_saysForHowLong_andIsHeldToItsBounds() {
        String session = rest.session(Map.of("idleMinutes", new JsonObject().put("patients", 5)));
        JsonObject policy = rest.get("/v1/sessions/" + session).is(200).json().getJsonObject("policy");
        assertThat(policy.getJsonObject("idleMinutes"))
                .isEqualTo(new JsonObject().put("staff", 15).put("patients", 5));
        for (Object wrong : List.of(-1, 1441, "15", 1.5)) {
            JsonObject minutes = new JsonObject().put("staff", wrong);
            rest.post("/v1/sessions", Rest.draft().put("policy", new JsonObject().put("idleMinutes", minutes)))
                    .invalid("/policy/idleMinutes/staff");
        }
        Joined ana = rest.join(code(invite(session, "Ana Lopez", "patient"), "d1"));
        engine.device(ana.token()).close();
        Patience.await().until(() -> !isConnected(session, ana.seat()));
        engine.pass(Duration.ofMinutes(6));
        somethingHappens(session);
        isSignedOut(ana.token());
    }

    @Test
    void signOfAPerson_isNothingBeforeHello_andHasNoOtherFields() {
        try (Device early = engine.device()) {
            early.send(new JsonObject().put("type", "here"));
            early.bye("protocol");
        }
        Joined ana = rest.join(rest.session(), "Ana Lopez", "patient");
        try (Device odd = engine.device(ana.token())) {
            odd.send(new JsonObject().put("type", "here").put("since", 7));
            odd.bye("protocol");
        }
    }
}
