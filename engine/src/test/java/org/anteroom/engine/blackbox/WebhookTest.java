package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Receiver.Call;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program's systems are told, as a receiver sees it that knows Standard Webhooks alone. */
class WebhookTest {
    private static final Map<String, String> OPEN = Map.of("ANTEROOM_WEBHOOKS_ALLOW_PRIVATE", "true");

    @TempDir
    Path folder;

    private TestEngine engine;
    private Rest rest;
    private Receiver receiver;

    @BeforeEach
    void start() {
        engine = TestEngine.start(folder, OPEN);
        rest = engine.rest();
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        engine.close();
        receiver.close();
    }

    @CanIgnoreReturnValue
    private JsonObject webhook(String... events) {
        return webhook(rest, receiver, events);
    }

    @CanIgnoreReturnValue
    private static JsonObject webhook(Rest of, Receiver at, String... events) {
        JsonObject draft = new JsonObject().put("url", at.url("/hook")).put("events", new JsonArray(List.of(events)));
        return of.post("/v1/webhooks", draft).is(201).json();
    }

    private static String path(JsonObject webhook) {
        return "/v1/webhooks/" + webhook.getString("id");
    }

    private static void verify(String secret, Call call) throws Exception {
        new Webhook(secret).verify(call.body(), call.headers());
    }

    private void until(String session, String type) {
        Patience.await(type).until(() -> receiver.types(session).contains(type));
    }

    @Test
    void whatHappensInASession_isTold_inOrder_signed_andWithoutNames() throws Exception {
        JsonObject made = webhook("*");
        assertThat(made.getString("secret")).startsWith("whsec_");
        String session = rest.session(Rest.draft().put("externalId", "visit-7"));
        Joined maya = rest.join(session, "Maya Chen", "facilitator");
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        Device patient = engine.device(ana.token());
        patient.done("knock");
        staff.done("admit", Device.seats(ana.seat()));
        staff.done("start");
        patient.done("raiseAlert", new JsonObject().put("note", "I am not well"));
        patient.close();
        staff.event("seat-connection");
        patient = engine.device(ana.token());
        staff.done("sendToWaiting", Device.seat(ana.seat()));
        staff.done("deny", Device.seats(ana.seat()));
        staff.done("end");
        engine.pass(Duration.ofSeconds(91));
        until(session, "attendance.final");

        assertThat(receiver.types(session))
                .containsExactly(
                        "session.created",
                        "seat.admitted",
                        "session.opened",
                        "seat.waiting",
                        "seat.admitted",
                        "session.started",
                        "alert.raised",
                        "seat.left",
                        "seat.returned",
                        "seat.waiting",
                        "seat.denied",
                        "session.ended",
                        "attendance.final");
        Set<String> ids = new HashSet<>();
        long seq = 0;
        for (Call call : receiver.calls()) {
            assertThat(ids.add(call.id())).as("ids differ").isTrue();
            assertThat(call.header("content-type")).isEqualTo("application/json");
            assertThat(call.body()).doesNotContain("Maya Chen", "Ana Lopez", "Tuesday", "not well");
            assertThat(call.data().getString("externalId")).isEqualTo("visit-7");
            assertThat(call.data().getLong("seq")).isGreaterThanOrEqualTo(seq);
            seq = call.data().getLong("seq");
            if (!call.type().equals("attendance.final")) {
                verify(made.getString("secret"), call);
            }
        }
        JsonObject admitted = receiver.calls().get(4).data();
        assertThat(admitted.getString("seat")).isEqualTo(ana.seat());
        assertThat(admitted.getString("ref")).isEqualTo("ref.Ana.Lopez");
        assertThat(admitted.getString("role")).isEqualTo("patient");
        assertThat(admitted.getString("place")).isEqualTo("main");
        patient.close();
        staff.close();
    }

    @Test
    void answerOfACheckIn_isNotTold_butThatItIsOfConcern() {
        webhook("check-in.*", "alert.acknowledged");
        String session = rest.session(Map.of("checkIn", "required"));
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device patient = engine.device(ana.token());
        JsonArray phq9 = new JsonArray(List.of(1, 1, 1, 1, 1, 1, 1, 1, 2));
        patient.done(
                "checkIn",
                new JsonObject()
                        .put("consent", true)
                        .put("location", "12 Elm Street")
                        .put("callback", "555 0100")
                        .put("contact", "Rosa")
                        .put("forms", new JsonObject().put("phq9", phq9)));
        until(session, "check-in.alert");
        Patience.await().until(() -> receiver.calls().size() == 2);
        assertThat(receiver.types(session)).containsExactly("check-in.completed", "check-in.alert");
        receiver.calls()
                .forEach(call -> assertThat(call.body()).doesNotContain("Elm", "0100", "Rosa", "phq9", "score"));
        patient.close();
    }

    @Test
    void deliveryThatIsNotTaken_isMadeAgain_byTheSameId_andHoldsUpItsSessionAlone() {
        JsonObject made = webhook("session.*");
        String first = rest.session();
        until(first, "session.created");
        receiver.answers(call -> first.equals(call.session()) ? 500 : 200);
        rest.command(first, "start", new JsonObject()).is(200);
        rest.command(first, "end", new JsonObject()).is(200);
        String other = rest.session();
        rest.command(other, "start", new JsonObject()).is(200);
        rest.command(other, "end", new JsonObject()).is(200);
        until(other, "session.ended");
        until(first, "session.opened");
        assertThat(receiver.types(first)).containsExactly("session.created", "session.opened");

        JsonObject waiting = rest.get(path(made) + "/deliveries?state=pending")
                .is(200)
                .json()
                .getJsonArray("items")
                .getJsonObject(2);
        assertThat(waiting.getString("type")).isEqualTo("session.opened");
        assertThat(waiting.getInteger("attempts")).isEqualTo(1);
        assertThat(waiting.getInteger("status")).isEqualTo(500);

        receiver.answers(call -> 200);
        engine.pass(Duration.ofSeconds(7));
        until(first, "session.ended");
        assertThat(receiver.types(first))
                .containsExactly(
                        "session.created", "session.opened", "session.opened", "session.started", "session.ended");
        List<String> ids = receiver.calls().stream()
                .filter(call -> first.equals(call.session()) && call.type().equals("session.opened"))
                .map(Call::id)
                .toList();
        assertThat(ids).hasSize(2).containsOnly(waiting.getString("id"));
        assertThat(rest.get(path(made) + "/deliveries?state=pending").json().getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void slowReceiver_holdsUpNoOther() {
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answers(call -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    return 500;
                }
                return 200;
            });
            webhook(rest, slow, "*");
            webhook("*");
            for (int i = 0; i < 40; i++) {
                String session = rest.session();
                until(session, "session.created");
            }
            assertThat(slow.calls()).hasSizeLessThan(40);
            over.countDown();
        }
    }

    @Test
    void manySlowReceiversOfOneProgram_leaveRoomForAnother() {
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answers(call -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    return 500;
                }
                return 200;
            });
            for (int i = 0; i < 20; i++) {
                webhook(rest, slow, "session.created");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(rest.session()).isNotEmpty();
            }
            Patience.await().until(() -> slow.calls().size() >= 60);
            Rest other = rest.program("Another clinic");
            webhook(other, receiver, "*");
            until(other.session(), "session.created");
            assertThat(slow.calls()).hasSizeLessThan(200);
            over.countDown();
        }
    }

    @Test
    void sessionOfASeries_saysWhichOccurrenceItIs_alsoAfterARestart() {
        webhook("session.*");
        String occurrence = LocalDate.ofInstant(engine.now(), ZoneOffset.UTC).plusDays(1) + "T12:00";
        JsonObject draft = new JsonObject()
                .put("title", "Evening group")
                .put("kind", "group")
                .put("timeZone", "UTC")
                .put("startsAt", occurrence)
                .put("durationMinutes", 90)
                .put("recurrence", "FREQ=DAILY;COUNT=2")
                .put("externalId", "grp-17");
        String series = rest.post("/v1/series", draft).is(201).json().getString("id");
        String session = rest.get("/v1/sessions?series=" + series)
                .is(200)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        until(session, "session.created");
        engine.restart();
        rest = engine.rest();
        rest.delete("/v1/sessions/" + session).is(204);
        until(session, "session.cancelled");
        List<Call> told = receiver.calls().stream()
                .filter(call -> session.equals(call.session()))
                .toList();
        assertThat(told).hasSize(2).allSatisfy(call -> {
            assertThat(call.data().getString("series")).isEqualTo(series);
            assertThat(call.data().getString("occurrence")).isEqualTo(occurrence);
            assertThat(call.data().getString("externalId")).isEqualTo("grp-17");
            assertThat(call.body()).doesNotContain("Evening");
        });
        String alone = rest.session();
        until(alone, "session.created");
        JsonObject plain = receiver.calls().stream()
                .filter(call -> alone.equals(call.session()))
                .findFirst()
                .orElseThrow()
                .data();
        assertThat(plain.fieldNames()).containsExactlyInAnyOrder("session", "seq");
    }

    @Test
    void receiverThatIsGone_isToldNothingMore_andTheOthersAreToldOfIt() {
        try (Receiver gone = new Receiver()) {
            gone.answers(call -> 410);
            JsonObject made = webhook(rest, gone, "session.created");
            webhook("webhook.disabled");
            String session = rest.session();
            Patience.await().until(() -> receiver.calls().size() == 1);
            JsonObject told = receiver.calls().get(0).data();
            assertThat(told.getString("webhook")).isEqualTo(made.getString("id"));
            assertThat(told.getString("reason")).isEqualTo("gone");
            JsonObject now = rest.get(path(made)).is(200).json();
            assertThat(now.getBoolean("enabled")).isFalse();
            assertThat(now.getString("disabledBecause")).isEqualTo("gone");
            rest.post(path(made) + "/test", new JsonObject()).problem(409, "conflict");
            assertThat(rest.session()).isNotEmpty();
            assertThat(gone.types(session)).hasSize(1);
            assertThat(gone.calls()).hasSize(1);

            gone.answers(call -> 200);
            rest.patch(path(made), new JsonObject().put("enabled", true)).is(200);
            rest.post(path(made) + "/test", new JsonObject()).is(202);
            Patience.await().until(() -> gone.calls().size() == 2);
            assertThat(gone.calls().get(1).type()).isEqualTo("webhook.test");
        }
    }

    @Test
    void receiverThatTakesNothingForFiveDays_isDisabled_andGetsItAllWhenItIsEnabled() {
        JsonObject made = webhook("session.*");
        receiver.answers(call -> 503);
        String session = rest.session();
        until(session, "session.created");
        int tries = 1;
        while (rest.get(path(made)).json().getBoolean("enabled")) {
            engine.pass(Duration.ofHours(25));
            int before = tries;
            Patience.await()
                    .until(() -> receiver.calls().size() > before
                            || !rest.get(path(made)).json().getBoolean("enabled"));
            tries = receiver.calls().size();
            assertThat(tries).isLessThan(8);
        }
        assertThat(rest.get(path(made)).json().getString("disabledBecause")).isEqualTo("failing");
        assertThat(tries).isBetween(5, 7);
        receiver.answers(call -> 200);
        rest.patch(path(made), new JsonObject().put("enabled", true)).is(200);
        Patience.await()
                .until(() -> rest.get(path(made) + "/deliveries?state=delivered")
                                .json()
                                .getJsonArray("items")
                                .size()
                        == 1);
    }

    @Test
    void secretThatWasReplaced_signsBesideTheNewOneForADay() throws Exception {
        JsonObject made = webhook("session.created");
        JsonObject next = rest.post(path(made) + "/secret", new JsonObject(), "once")
                .is(200)
                .json();
        assertThat(rest.post(path(made) + "/secret", new JsonObject(), "once")
                        .is(200)
                        .json()
                        .getString("secret"))
                .isEqualTo(next.getString("secret"))
                .isNotEqualTo(made.getString("secret"));
        until(rest.session(), "session.created");
        Call both = receiver.calls().get(0);
        verify(made.getString("secret"), both);
        verify(next.getString("secret"), both);
        engine.pass(Duration.ofHours(25));
        until(rest.session(), "session.created");
        assertThat(both.header("webhook-signature").split(" ", -1)).hasSize(2);
        assertThat(receiver.calls().get(1).header("webhook-signature").split(" ", -1))
                .hasSize(1);
    }

    @Test
    void whatWaits_goesOnAfterARestart_andNothingIsToldTwice() {
        JsonObject made = webhook("session.*");
        receiver.answers(call -> 500);
        String session = rest.session();
        until(session, "session.created");
        engine.restart();
        rest.command(session, "start", new JsonObject()).is(200);
        receiver.answers(call -> 200);
        engine.pass(Duration.ofSeconds(10));
        until(session, "session.started");
        assertThat(receiver.types(session))
                .containsExactly("session.created", "session.created", "session.opened", "session.started");
        engine.restart();
        rest.command(session, "end", new JsonObject()).is(200);
        until(session, "session.ended");
        assertThat(receiver.types(session)).hasSize(5);
        assertThat(rest.get(path(made)).is(200).json().getBoolean("enabled")).isTrue();
    }

    @Test
    void redirect_isAFailure_andIsNotFollowed() {
        JsonObject made = webhook("session.created");
        receiver.answers(call -> 302);
        until(rest.session(), "session.created");
        Patience.await()
                .until(() -> rest.get(path(made) + "/deliveries")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("fault", "")
                        .equals("redirect"));
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void deliveryThatWasTaken_isSentOnceMore_whenAsked() {
        JsonObject made = webhook("session.created");
        String session = rest.session();
        until(session, "session.created");
        String id = receiver.calls().get(0).id();
        rest.post(path(made) + "/deliveries/" + id + "/retry", new JsonObject()).is(202);
        Patience.await().until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().get(1).id()).isEqualTo(id);
        rest.post(path(made) + "/deliveries/msg_AAAAAAAAAAAAAAAAAAAAAA/retry", new JsonObject())
                .problem(404, "not-found");
    }

    @Test
    void webhooks_areTheirProgramsOwn_changed_andRemoved() {
        JsonObject draft = new JsonObject()
                .put("url", receiver.url("/hook"))
                .put("events", new JsonArray().add("session.*"))
                .put("description", "Portal");
        JsonObject made = rest.post("/v1/webhooks", draft, "k1").is(201).json();
        assertThat(rest.post("/v1/webhooks", draft, "k1").is(201).json()).isEqualTo(made);
        rest.post("/v1/webhooks", draft.copy().put("description", "Other"), "k1")
                .problem(409, "conflict");
        JsonObject shown = rest.get(path(made)).is(200).json();
        assertThat(shown.fieldNames()).doesNotContain("secret");
        assertThat(rest.get("/v1/webhooks").is(200).json().getJsonArray("items"))
                .contains(shown);

        Rest other = rest.program("Another clinic");
        assertThat(other.get("/v1/webhooks").is(200).json().getJsonArray("items"))
                .isEmpty();
        other.get(path(made)).problem(404, "not-found");
        other.patch(path(made), new JsonObject().put("enabled", false)).problem(404, "not-found");
        other.delete(path(made)).problem(404, "not-found");
        other.post(path(made) + "/test", new JsonObject()).problem(404, "not-found");
        other.get(path(made) + "/deliveries").problem(404, "not-found");
        assertThat(other.session()).isNotEmpty();

        JsonObject changed = rest.patch(path(made), new JsonObject().put("events", new JsonArray().add("seat.waiting")))
                .is(200)
                .json();
        assertThat(changed.getJsonArray("events")).containsExactly("seat.waiting");
        rest.delete(path(made)).is(204);
        rest.get(path(made)).problem(404, "not-found");
        rest.post("/v1/webhooks", draft, "k1").problem(409, "conflict");
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void badWebhooks_areNamedByPointer() {
        JsonObject draft = new JsonObject().put("url", receiver.url("/hook")).put("events", new JsonArray().add("*"));
        for (String url : List.of("ftp://127.0.0.1/", "x", "http://user@127.0.0.1/", "http://2130706433/")) {
            rest.post("/v1/webhooks", draft.copy().put("url", url)).invalid("/url");
        }
        for (Object event : List.of("session", "session.made", "**", "seat.", 7, "")) {
            rest.post("/v1/webhooks", draft.copy().put("events", new JsonArray().add(event)))
                    .invalid("/events/0");
        }
        rest.post("/v1/webhooks", draft.copy().put("events", new JsonArray())).invalid("/events");
        rest.post("/v1/webhooks", draft.copy().put("events", new JsonArray(List.of("*", "*"))))
                .invalid("/events");
        rest.post("/v1/webhooks", draft.copy().put("secret", "mine")).invalid("/secret");
        rest.post("/v1/webhooks", draft.copy().put("description", "<b>x</b>")).invalid("/description");
        JsonObject made = webhook("*");
        rest.get(path(made) + "/deliveries?state=lost").invalid("/state");
        rest.get(path(made) + "/deliveries?cursor=x").invalid("/cursor");
        for (int i = 0; i < 31; i++) {
            webhook("*");
        }
        rest.post("/v1/webhooks", draft).problem(409, "capacity");
    }

    @Test
    void urlsSecretsAndRefs_doNotStandReadableOnDisk() throws java.io.IOException {
        JsonObject made = webhook("*");
        receiver.answers(call -> 500);
        String session = rest.session();
        Device patient =
                engine.device(rest.join(session, "Ben Okafor", "patient").token());
        patient.done("knock");
        until(session, "session.created");
        patient.close();
        engine.stop();
        try (var files = java.nio.file.Files.list(engine.dataFolder())) {
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                String text = new String(
                        java.nio.file.Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(text)
                        .as(file.toString())
                        .doesNotContain("ref.Ben", receiver.url("/hook"), made.getString("secret"));
            }
        }
        engine.startAgain();
    }
}
