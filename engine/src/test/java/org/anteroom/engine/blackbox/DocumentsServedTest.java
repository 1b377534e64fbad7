package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.anteroom.engine.rest.document.Document;
import org.anteroom.engine.rest.document.FrameShapes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The API documents as a running engine serves and obeys them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsServedTest {
    private TestEngine engine;
    private Rest rest;
    private Rest nobody;

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        nobody = engine.rest("");
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void documents_areServedToAnybody_andKeptForAWhile() {
        for (String name : new String[] {"openapi", "asyncapi"}) {
            Answer answer = nobody.get("/v1/" + name + ".yaml").is(200);
            assertThat(answer.type()).isEqualTo("application/yaml; charset=utf-8");
            assertThat(answer.headers().get("cache-control")).contains("max-age");
            String tag = answer.headers().get("etag");
            nobody.send("GET", "/v1/" + name + ".yaml", "", Map.of("If-None-Match", tag))
                    .is(304);
        }
        assertThat(nobody.get("/v1/openapi.yaml").body())
                .isEqualTo(Document.openApiText().toString());
        assertThat(nobody.get("/v1/asyncapi.yaml").body())
                .isEqualTo(Document.asyncApiText().toString());
    }

    @Test
    void page_isServedUnderThePolicyOfTheOthers() {
        Answer page = nobody.get("/docs").is(200);
        assertThat(page.type()).startsWith("text/html");
        assertThat(page.headers().get("content-security-policy"))
                .startsWith("default-src 'none'")
                .endsWith("frame-ancestors 'none'");
        assertThat(page.body()).contains("/v1/sessions/{id}/commands", "planBreakouts", "seat-moved");
    }

    @Test
    void whatIsWrong_isSaidInASentence() {
        says(
                Rest.draft().put("policy", new JsonObject().put("admission", "all")),
                "Must be one of manual, roster, open.");
        says(Rest.draft().put("durationMinutes", 4), "Must be a whole number from 5 to 720.");
        says(Rest.draft().put("startsAt", "soon"), "Must be a time like 2026-01-31T15:00:00Z.");
        says(Rest.draft().put("title", ""), "Must not be empty.");
        says(Rest.draft().put("title", "x".repeat(201)), "Must have at most 200 characters.");
        says(Rest.draft().putNull("title"), "Must not be null.");
        says(Rest.draft().put("title", 7), "Must be a text.");
        says(Rest.draft().put("roster", new JsonObject()), "Must be a list.");
        says(Rest.draft().put("titel", "x"), "Unknown field.");
        says(without("title"), "Is missing; it must be a text.");
        says(without("durationMinutes"), "Is missing; it must be a whole number from 5 to 720.");
        JsonArray alone = new JsonArray().add(new JsonArray().add("p1"));
        says(Rest.draft().put("breakouts", new JsonObject().put("keepApart", alone)), "Must have 2 to 64 elements.");
    }

    private static JsonObject without(String field) {
        JsonObject draft = Rest.draft();
        draft.remove(field);
        return draft;
    }

    private void says(JsonObject draft, String sentence) {
        JsonObject problem =
                rest.post("/v1/sessions", draft).problem(400, "invalid").json();
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("detail"))
                .isEqualTo(sentence);
    }

    /** Who speaks is told where media flow; the embedded bridge's own tests have media. */
    @Test
    void everyOtherSignalAndMediaFrame_isSentSomeTime_andIsAsDocumented() {
        String startsAt = Instant.now().minusSeconds(239).toString();
        String session = rest.session(Rest.draft().put("startsAt", startsAt).put("durationMinutes", 5));
        Rest.Joined maya = rest.join(session, "Maya Chen", "facilitator");
        Rest.Joined ana = rest.join(session, "Ana Lopez", "patient");
        try (Device staff = engine.device(maya.token());
                Device patient = engine.device(ana.token())) {
            staff.done("knock");
            patient.done("knock");
            staff.done("admit", Device.seats(ana.seat()));
            patient.welcomeIn("main");
            JsonObject summary = new JsonObject().put("line", "good").put("lossPercent", 0.5);
            patient.done("reportHealth", new JsonObject().put("summary", summary));
            patient.refused("forbidden", "start", new JsonObject());
            staff.done("sendToWaiting", Device.seat(ana.seat()));
            patient.welcomeIn("waiting");
            Patience.await()
                    .untilAsserted(() -> assertThat(keys(staff, patient))
                            .contains(
                                    "signal-queue",
                                    "signal-health",
                                    "signal-attendance",
                                    "signal-landing",
                                    "signal-timer",
                                    "media-offer",
                                    "media-closed",
                                    "welcome-away",
                                    "welcome-waiting",
                                    "welcome-inside",
                                    "ack",
                                    "reject"));
            staff.done("end");
            patient.bye("ended");
        }
    }

    private static Set<String> keys(Device... devices) {
        return Stream.of(devices)
                .flatMap(device -> device.seen().stream())
                .map(FrameShapes::key)
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsInvalid_isJudgedBeforeWhatIsNotThere_andAfterTheKey() {
        String nowhere = "/v1/sessions/ses_AAAAAAAAAAAAAAAAAAAAAA";
        JsonObject bad = new JsonObject().put("titel", "x");
        nobody.patch(nowhere, bad).problem(401, "unauthorized");
        rest.patch(nowhere, bad).invalid("/titel");
        rest.patch(nowhere, new JsonObject().put("title", "x")).problem(404, "not-found");
        rest.patch("/v1/sessions/ses_1", bad).problem(404, "not-found");
        rest.get("/v1/sessions/%73es_AAAAAAAAAAAAAAAAAAAAAA").problem(404, "not-found");
    }
}
