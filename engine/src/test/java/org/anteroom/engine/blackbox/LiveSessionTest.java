package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live session from outside: hallways, polls, roles, and two of staff who ask at once. */
class LiveSessionTest {
    @TempDir
    Path folder;

    private TestEngine engine;
    private Rest rest;
    private String session;
    private Joined maya;
    private Joined ana;
    private Joined ben;
    private Device staff;
    private Device first;
    private Device second;

    @BeforeEach
    void open() {
        engine = TestEngine.start(folder.resolve("one"));
        rest = engine.rest();
        session = rest.session();
        maya = rest.join(session, "Maya Chen", "facilitator");
        ana = rest.join(session, "Ana Lopez", "patient");
        ben = rest.join(session, "Ben Okafor", "patient");
        staff = engine.device(maya.token());
        staff.done("knock");
        first = engine.device(ana.token());
        first.done("knock");
        second = engine.device(ben.token());
        second.done("knock");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private JsonArray journal(String name) {
        return new JsonArray(
                rest
                        .get("/v1/sessions/" + session + "/journal?limit=1000")
                        .is(200)
                        .json()
                        .getJsonArray("items")
                        .stream()
                        .filter(item -> name.equals(((JsonObject) item).getString("name")))
                        .toList());
    }

    @Test
    void waiterTakenAside_meetsStaffAlone_andIsFirstInTheQueueAgain() {
        staff.done("hallway", Device.seats(ana.seat()));
        JsonObject aside = first.welcomeIn("hallway:");
        assertThat(aside.getJsonArray("seats"))
                .extracting(seat -> ((JsonObject) seat).getString("id"))
                .containsExactlyInAnyOrder(ana.seat(), maya.seat());
        assertThat(aside.containsKey("iceServers")).isTrue();
        first.expect("media");
        first.refused("forbidden", "goTo", new JsonObject().put("place", "main"));
        staff.done("returnFromHallway");
        JsonObject back = first.welcomeIn("waiting");
        assertThat(back.containsKey("seats")).isFalse();
        assertThat(back.containsKey("iceServers")).isFalse();
        assertThat(back.getJsonObject("queue").getInteger("position")).isEqualTo(1);
        assertThat(second.events())
                .as("what the next in the queue heard of it")
                .noneMatch(event -> event.encode().contains(ana.seat()));
    }

    @Test
    void anonymousVote_standsInTheJournalWithoutItsVoter_andIsCountedAfterAKill() throws IOException {
        staff.done("admit", Device.seats(ana.seat(), ben.seat()));
        staff.done(
                "openPoll",
                new JsonObject()
                        .put("question", "Ready?")
                        .put("options", new JsonArray(List.of("Yes", "Not yet")))
                        .put("anonymous", true));
        JsonObject opened = first.event("poll-opened").getJsonObject("data");
        assertThat(opened.getJsonArray("options")).containsExactly("Yes", "Not yet");
        long seq = first.done("vote", new JsonObject().put("choice", 1));
        first.refused("conflict", "vote", new JsonObject().put("choice", 0));
        assertThat(staff.event("poll-voted").getJsonObject("data").fieldNames())
                .containsExactlyInAnyOrder("poll", "voted");
        JsonArray votes = journal("poll-voted");
        assertThat(votes).hasSize(1);
        assertThat(votes.getJsonObject(0).getLong("seq")).isEqualTo(seq);
        assertThat(votes.encode()).doesNotContain(ana.seat()).contains("policy");
        Path killed = folder.resolve("two");
        copy(engine.dataFolder(), killed.resolve("data"));
        try (TestEngine next = TestEngine.start(killed)) {
            Device again = next.device(maya.token());
            assertThat(again.seen().get(0).containsKey("poll")).isFalse();
            JsonArray items = next.rest()
                    .get("/v1/sessions/" + session + "/journal?limit=1000")
                    .json()
                    .getJsonArray("items");
            JsonObject closed = items.stream()
                    .map(JsonObject.class::cast)
                    .filter(item -> item.getString("name").equals("poll-closed"))
                    .findFirst()
                    .orElseThrow();
            assertThat(closed.getJsonObject("data").getJsonArray("results")).containsExactly(0, 1);
            next.device(ana.token()).refused("conflict", "vote", new JsonObject().put("choice", 0));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void repeatedAdmitAll_isAnsweredWithWhomItLeft_alsoAfterARestart() {
        staff.done("hold", Device.seats(ben.seat()).put("on", true));
        JsonObject answer = staff.ask("all-1", "admitAll", new JsonObject());
        assertThat(answer.getJsonArray("held")).containsExactly(ben.seat());
        engine.restart();
        Device again = engine.device(maya.token());
        assertThat(again.ask("all-1", "admitAll", new JsonObject())).isEqualTo(answer);
        assertThat(rest.get("/v1/sessions/" + session + "/roster").body()).contains("\"place\":\"waiting\"");
    }

    @Test
    void policyChangedToOpen_letsInAtOnceWhoWaits() {
        rest.patch("/v1/sessions/" + session, new JsonObject().put("policy", Map.of("admission", "open")))
                .is(200);
        first.welcomeIn("main");
        second.welcomeIn("main");
    }

    @Test
    void anotherRole_actsAtOnceOnTheOpenConnection() {
        staff.done("admit", Device.seats(ana.seat()));
        first.welcomeIn("main");
        staff.done("changeRole", Device.seat(ana.seat()).put("role", "cofacilitator"));
        JsonObject promoted = first.welcomeIn("main");
        assertThat(promoted.encode()).contains("ref.Ben.Okafor", "Ben Okafor");
        first.done("note", new JsonObject().put("text", "seen"));
        staff.done("changeRole", Device.seat(ana.seat()).put("role", "observer"));
        JsonObject observer = first.welcomeIn("main");
        assertThat(observer.encode()).doesNotContain("ref.Ben.Okafor", "Okafor");
        assertThat(observer.getJsonObject("you").getJsonObject("grants").getBoolean("microphone"))
                .isFalse();
        first.refused("forbidden", "note", new JsonObject().put("text", "no more"));
    }

    @Test
    void seatOfAnotherSession_isNotFound() {
        String other = rest.session();
        Joined stranger = rest.join(other, "Sol Stranger", "patient");
        for (String command : List.of("mute", "sendToWaiting", "revokeShare", "grantShare", "remove")) {
            staff.refused("not-found", command, Device.seat(stranger.seat()));
        }
        staff.refused("not-found", "hallway", Device.seats(stranger.seat()));
        staff.refused("not-found", "hold", Device.seats(stranger.seat()).put("on", true));
    }

    @Test
    void twoOfStaffAtOnce_admitAPersonOnce() {
        Joined jo = rest.join(session, "Jo Park", "cofacilitator");
        Device other = engine.device(jo.token());
        other.done("knock");
        staff.send(Device.frame("race-1", "admit", Device.seats(ana.seat())));
        other.send(Device.frame("race-2", "admit", Device.seats(ana.seat())));
        List<JsonObject> answers = List.of(staff.answer("race-1"), other.answer("race-2"));
        assertThat(answers)
                .extracting(answer -> answer.getString("code", "ack"))
                .containsExactlyInAnyOrder("ack", "conflict");
        first.welcomeIn("main");
        assertThat(journal("seat-moved").stream()
                        .map(JsonObject.class::cast)
                        .filter(item ->
                                item.getJsonObject("data").getString("seat").equals(ana.seat()))
                        .filter(item ->
                                item.getJsonObject("data").getString("to").equals("main")))
                .hasSize(1);
    }

    @Test
    void lastScreenOfAPlace_isTakenOverByAnother() {
        staff.done("admit", Device.seats(ana.seat(), ben.seat()));
        staff.done("grantShare", Device.seat(ana.seat()));
        first.done("startShare");
        staff.done("grantShare", Device.seat(ben.seat()));
        second.refused("conflict", "startShare", new JsonObject());
        staff.done("grantShare", Device.seat(ben.seat()).put("takeOver", true));
        assertThat(first.event("share-ended").getJsonObject("data").getString("reason"))
                .isEqualTo("revoked");
        second.done("startShare");
    }

    @Test
    void pods_andRules_areReadByStaffAndTheProgram_andHold() {
        JsonObject groups = new JsonObject()
                .put(
                        "pods",
                        new JsonArray().add(new JsonObject().put("name", "Oak").put("refs", List.of("ref.Ana.Lopez"))))
                .put("keepApart", new JsonArray().add(new JsonArray(List.of("ref.Ana.Lopez", "ref.Ben.Okafor"))))
                .put("pairWith", new JsonArray());
        String grouped = rest.session(Rest.draft().put("breakouts", groups));
        assertThat(rest.get("/v1/sessions/" + grouped).json().getJsonObject("breakouts"))
                .isEqualTo(groups);
        rest.post(
                        "/v1/sessions",
                        Rest.draft().put("breakouts", new JsonObject().put("keepApart", List.of(List.of("a")))))
                .problem(400, "invalid");
        Joined lead = rest.join(grouped, "Lea Lead", "facilitator");
        Joined one = rest.join(grouped, "Ana Lopez", "patient");
        Joined two = rest.join(grouped, "Ben Okafor", "patient");
        Device leader = engine.device(lead.token());
        leader.done("knock");
        for (Joined person : List.of(one, two)) {
            engine.device(person.token()).done("knock");
        }
        leader.done("admitAll");
        JsonArray together = new JsonArray()
                .add(new JsonObject()
                        .put("name", "A")
                        .put("seats", new JsonArray().add(one.seat()).add(two.seat())));
        JsonObject refused = leader.refused(
                "conflict",
                "planBreakouts",
                new JsonObject().put("mode", "manual").put("rooms", together));
        assertThat(refused.getString("detail")).isEqualTo("Ana and Ben are kept apart.");
        leader.done("planBreakouts", new JsonObject().put("mode", "pods"));
        JsonObject plan =
                leader.event("breakouts-planned").getJsonObject("data").getJsonObject("plan");
        assertThat(plan.getJsonArray("rooms").getJsonObject(0).getJsonArray("seats"))
                .containsExactly(one.seat());
    }
}
