package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Check-ins by a link, without a session. */
class CheckInsTest {
    private static final JsonArray CALM = new JsonArray(List.of(1, 1, 1, 0, 0, 0, 0, 0, 0));
    private static final JsonArray IN_NEED = new JsonArray(List.of(3, 3, 3, 3, 3, 3, 3, 3, 1));
    private static final JsonArray WORRY = new JsonArray(List.of(2, 2, 2, 0, 0, 0, 0));
    private static final int WEEK = 7 * 24 * 3600;

    private TestEngine engine;
    private Rest rest;
    private Rest stranger;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder, Map.of("ANTEROOM_WEBHOOKS_ALLOW_PRIVATE", "true"));
        rest = engine.rest();
        stranger = engine.rest("");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static JsonObject draft(String ref, String... forms) {
        return new JsonObject()
                .put("ref", ref)
                .put("forms", new JsonArray(List.of(forms)))
                .put("expiresInSeconds", WEEK);
    }

    private JsonObject made(String ref, String... forms) {
        return rest.post("/v1/check-ins", draft(ref, forms)).is(201).json();
    }

    private static JsonObject code(JsonObject made) {
        return new JsonObject().put("code", made.getString("code"));
    }

    private static JsonObject with(JsonObject made, String form, JsonArray items) {
        return code(made).put("forms", new JsonObject().put(form, items));
    }

    @CanIgnoreReturnValue
    private Answer open(JsonObject made) {
        return stranger.post("/v1/check-ins/open", code(made));
    }

    @CanIgnoreReturnValue
    private Answer answer(JsonObject body) {
        return stranger.post("/v1/check-ins/answer", body);
    }

    private List<JsonObject> outcomes(String ref) {
        return rest.get("/v1/people/" + ref + "/outcomes").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void link_opensItsForms_isAnsweredOnce_andTheScoresStandInTheOutcomes() {
        JsonObject made = made("p-1", "gad7", "phq9");
        assertThat(made.getString("url"))
                .contains("/check-in/prg_")
                .endsWith("#" + made.getString("code"))
                .doesNotContain("p-1");
        JsonObject asked = open(made).is(200).json();
        assertThat(asked.getJsonArray("forms")).isEqualTo(new JsonArray(List.of("phq9", "gad7")));
        assertThat(open(made).is(200).body()).as("to look uses nothing up").doesNotContain("p-1");
        JsonObject body = with(made, "phq9", CALM);
        body.getJsonObject("forms").put("gad7", WORRY);
        answer(body).is(204);

        assertThat(outcomes("p-1")).hasSize(1);
        JsonObject outcome = outcomes("p-1").get(0);
        assertThat(outcome.fieldNames()).containsExactlyInAnyOrder("completedAt", "phq9", "gad7");
        assertThat(outcome.getJsonObject("phq9"))
                .isEqualTo(
                        new JsonObject().put("total", 3).put("band", "minimal").put("item9", 0));
        assertThat(outcome.getJsonObject("gad7"))
                .isEqualTo(new JsonObject().put("total", 6).put("band", "mild"));
        answer(body).problem(403, "join-refused");
        open(made).problem(403, "join-refused");
        assertThat(outcomes("p-1")).hasSize(1);
        assertThat(outcomes("p-2")).isEmpty();
    }

    @Test
    void wrongUsedAndExpiredCodes_areAnsweredAlike() {
        JsonObject invite = rest.post(
                        "/v1/sessions/" + rest.session() + "/invites", Rest.person("p-4", "Ana", "patient"))
                .is(201)
                .json();
        JsonObject used = made("p-1", "gad7");
        JsonObject expired = made("p-2", "gad7");
        answer(with(used, "gad7", WORRY)).is(204);
        engine.pass(Duration.ofSeconds(WEEK));
        JsonObject later = made("p-3", "gad7");
        String right = later.getString("code");
        JsonObject wrong = new JsonObject().put("code", right.substring(0, 23) + "A".repeat(22));
        Answer first = open(used).problem(403, "join-refused");
        for (JsonObject dead :
                List.of(expired, wrong, invite, new JsonObject().put("code", ""), new JsonObject().put("code", "x"))) {
            assertThat(open(dead).problem(403, "join-refused").body()).isEqualTo(first.body());
            assertThat(answer(with(dead, "gad7", WORRY))
                            .problem(403, "join-refused")
                            .body())
                    .isEqualTo(first.body());
        }
        stranger.post("/v1/join", code(later)).problem(403, "join-refused");
        open(later).is(200);
    }

    @Test
    void aPersonsOutcomes_areInTheOrderOfTime_withAndWithoutASession_alsoInExports() {
        answer(with(made("p-1", "phq9"), "phq9", CALM)).is(204);
        engine.pass(Duration.ofHours(1));
        String session = rest.session(Rest.draft()
                .put("startsAt", engine.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        Joined staff = rest.join(session, "Maya Chen", "facilitator");
        JsonObject invite = rest.post("/v1/sessions/" + session + "/invites", Rest.person("p-1", "Ana", "patient"))
                .is(201)
                .json();
        try (Device house = engine.device(staff.token());
                Device ana = engine.device(rest.join(code(invite)).token())) {
            house.done("knock");
            house.done("start");
            ana.done("knock");
            ana.done(
                    "checkIn",
                    new JsonObject()
                            .put("consent", true)
                            .put("location", "Hill Road")
                            .put("callback", "555")
                            .put("contact", "Rosa")
                            .put("forms", new JsonObject().put("gad7", WORRY)));
        }
        engine.pass(Duration.ofHours(1));
        answer(with(made("p-1", "gad7"), "gad7", WORRY)).is(204);
        answer(with(made("p-2", "gad7"), "gad7", WORRY)).is(204);

        assertThat(outcomes("p-1").stream().map(one -> one.containsKey("session")))
                .containsExactly(false, true, false);
        String day = "?from=" + engine.now().minus(Duration.ofDays(1)) + "&to="
                + engine.now().plusSeconds(60);
        JsonArray items = rest.get("/v1/exports" + day + "&kind=outcomes&format=json")
                .is(200)
                .json()
                .getJsonArray("items");
        assertThat(items.stream().map(one -> ((JsonObject) one).getString("ref")))
                .containsExactly("p-1", "p-1", "p-1", "p-2");
        assertThat(items.getJsonObject(0).getString("session")).isEqualTo(session);
        assertThat(items.getJsonObject(1).containsKey("session")).isFalse();
        String csv = rest.get("/v1/exports" + day + "&kind=outcomes&format=csv")
                .is(200)
                .body();
        assertThat(csv.lines()).hasSize(5).last().asString().startsWith(",p-2,");
        String fhir = rest.get("/v1/exports" + day + "&kind=outcomes&format=fhir")
                .is(200)
                .body();
        assertThat(fhir.split("\"QuestionnaireResponse\"", -1)).hasSize(5);
        assertThat(rest.get("/v1/people/p-1/outcomes?to=2020-01-01")
                        .is(200)
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
        Rest other = rest.program("Other");
        assertThat(other.get("/v1/people/p-1/outcomes").is(200).json().getJsonArray("items"))
                .isEmpty();
        assertThat(other.get("/v1/exports" + day + "&kind=outcomes&format=csv")
                        .body()
                        .lines())
                .hasSize(1);
    }

    @Test
    void badInput_isNamedByPointer_andUsesNoLinkUp() {
        rest.post("/v1/check-ins", draft("p-1")).invalid("/forms");
        rest.post("/v1/check-ins", draft("p-1", "phq9", "phq9")).invalid("/forms/1");
        rest.post("/v1/check-ins", draft("p-1", "phq8")).invalid("/forms/0");
        rest.post("/v1/check-ins", draft(" ", "phq9")).invalid("/ref");
        rest.post("/v1/check-ins", draft("p<b>", "phq9")).invalid("/ref");
        rest.post("/v1/check-ins", draft("x".repeat(129), "phq9")).invalid("/ref");
        for (Object lasts : List.of(0, -1, 31_622_401, 1.5, "60")) {
            rest.post("/v1/check-ins", draft("p-1", "phq9").put("expiresInSeconds", lasts))
                    .invalid("/expiresInSeconds");
        }
        JsonObject without = draft("p-1", "phq9");
        var unused = without.remove("expiresInSeconds");
        rest.post("/v1/check-ins", without).invalid("/expiresInSeconds");
        rest.post("/v1/check-ins", draft("p-1", "phq9").put("name", "Ana")).invalid("/name");

        JsonObject made = made("p-1", "phq9");
        answer(with(made, "gad7", WORRY)).invalid("/forms/gad7");
        answer(with(made, "phq9", WORRY)).invalid("/forms/phq9");
        answer(with(made, "phq9", new JsonArray(List.of(1, 1, 1, 1, 1, 1, 1, 1, 4))))
                .invalid("/forms/phq9/8");
        answer(code(made).put("forms", new JsonObject())).invalid("/forms");
        answer(code(made)).invalid("/forms");
        answer(with(made, "phq9", CALM).put("ref", "p-2")).invalid("/ref");
        stranger.post("/v1/check-ins/open", new JsonObject()).invalid("/code");
        stranger.post("/v1/check-ins/open", new JsonObject().put("code", 7)).invalid("/code");
        stranger.post("/v1/check-ins", draft("p-1", "phq9")).problem(401, "unauthorized");
        answer(with(made, "phq9", CALM)).is(204);
    }

    @Test
    void sameKey_makesOneCheckIn_alsoOverTheTurnOfAMonth_andNeverOpensItAgain() {
        JsonObject draft = draft("p-1", "gad7").put("expiresInSeconds", 90 * 24 * 3600);
        JsonObject made = rest.post("/v1/check-ins", draft, "month-3").is(201).json();
        assertThat(rest.post("/v1/check-ins", draft, "month-3").is(201).json()).isEqualTo(made);
        rest.post("/v1/check-ins", draft("p-1", "phq9"), "month-3").problem(409, "conflict");
        answer(with(made, "gad7", WORRY)).is(204);
        engine.pass(Duration.ofDays(31));
        engine.restart();
        rest = engine.rest();
        JsonObject again = rest.post("/v1/check-ins", draft, "month-3").is(201).json();
        assertThat(again.getString("code")).isEqualTo(made.getString("code"));
        assertThat(again.getString("expiresAt")).isEqualTo(made.getString("expiresAt"));
        open(made).problem(403, "join-refused");
        assertThat(outcomes("p-1")).as("31 days back").isEmpty();
        assertThat(rest.get("/v1/people/p-1/outcomes?from=" + engine.now().minus(Duration.ofDays(60)))
                        .json()
                        .getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void restart_keepsWhatIsOpen_andATryWhoseAnswerWasLost_isKeptOnce() {
        JsonObject made = made("p-1", "gad7");
        JsonObject body = with(made, "gad7", WORRY);
        stranger.post("/v1/check-ins/answer", with(made, "gad7", CALM), "try-1").invalid("/forms/gad7");
        engine.restart();
        rest = engine.rest();
        open(made).is(200);
        stranger.post("/v1/check-ins/answer", body, "try-1").is(204);
        stranger.post("/v1/check-ins/answer", body, "try-1").is(204);
        engine.restart();
        rest = engine.rest();
        stranger.post("/v1/check-ins/answer", body, "try-1").is(204);
        JsonObject other = with(made, "gad7", new JsonArray(List.of(0, 0, 0, 0, 0, 0, 0)));
        stranger.post("/v1/check-ins/answer", other, "try-1").problem(409, "conflict");
        stranger.post("/v1/check-ins/answer", body, "try-2").problem(403, "join-refused");
        assertThat(outcomes("p-1")).hasSize(1);
    }

    @Test
    void answersAtTheSameTime_areKeptOnce() {
        JsonObject made = made("p-1", "gad7");
        List<CompletableFuture<Integer>> sent = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> answer(with(made, "gad7", WORRY)).status()))
                .toList();
        assertThat(sent.stream().map(CompletableFuture::join).filter(status -> status == 204))
                .hasSize(1);
        assertThat(outcomes("p-1")).hasSize(1);
    }

    @Test
    void item9AboveZero_isToldAtOnce_andEveryAnswerIs_withoutAnAnswer() {
        try (Receiver receiver = new Receiver()) {
            JsonArray types = new JsonArray(List.of("check-in.*"));
            rest.post(
                            "/v1/webhooks",
                            new JsonObject().put("url", receiver.url("/hook")).put("events", types))
                    .is(201);
            JsonObject need = made("p-1", "phq9");
            answer(with(need, "phq9", IN_NEED)).is(204);
            JsonObject calm = made("p-2", "phq9");
            answer(with(calm, "phq9", CALM)).is(204);
            Patience.await("three are told").until(() -> receiver.calls().size() == 3);
            assertThat(types(receiver, need)).containsExactly("check-in.alert", "check-in.completed");
            assertThat(types(receiver, calm)).containsExactly("check-in.completed");
            for (Receiver.Call call : receiver.calls()) {
                assertThat(call.data().fieldNames()).containsExactlyInAnyOrder("checkIn", "ref", "seq");
                assertThat(call.data().getString("ref")).startsWith("p-");
            }
        }
        assertThat(outcomes("p-1").get(0).getJsonObject("phq9").getInteger("item9"))
                .isEqualTo(1);
    }

    private static List<String> types(Receiver receiver, JsonObject made) {
        return receiver.calls().stream()
                .filter(call -> made.getString("id").equals(call.data().getString("checkIn")))
                .map(Receiver.Call::type)
                .toList();
    }

    @Test
    void askingAndAnswering_standInTheTrail_withoutRefAndContent() {
        Rest clinic = rest.program("A clinic with a trail");
        JsonObject made =
                clinic.post("/v1/check-ins", draft("Zebulon", "phq9")).is(201).json();
        answer(with(made, "phq9", IN_NEED)).is(204);
        String trail = clinic.get("/v1/audit").is(200).body();
        List<String> kept = new JsonObject(trail)
                .getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(item -> made.getString("id").equals(item.getString("object")))
                        .map(item -> item.getString("action"))
                        .toList();
        assertThat(kept).containsExactly("check-in-made", "check-in-answered");
        assertThat(trail).doesNotContain("Zebulon", "phq9", made.getString("code"));
    }

    @Test
    void codesRefsAndAnswers_areNowhereToBeReadOnDisk() throws IOException {
        JsonObject made = made("Zebulon", "phq9");
        answer(with(made, "phq9", IN_NEED)).is(204);
        assertThat(outcomes("Zebulon")).hasSize(1);
        String metrics = engine.metrics();
        List<String> words = List.of("Zebulon", "phq9", made.getString("code"), "3,3,3,3");
        try (Stream<Path> files = Files.walk(engine.dataFolder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.getFileName().toString())
                        .doesNotContain(words);
            }
        }
        assertThat(metrics).doesNotContain(words);
    }

    @Test
    void guessing_isThrottled_andAGenuineLinkOpensMeanwhile() {
        JsonObject made = made("p-1", "gad7");
        JsonObject dead = new JsonObject().put("code", "c" + "A".repeat(44));
        int last = IntStream.range(0, 200)
                .map(i -> stranger.post("/v1/check-ins/open", dead).status())
                .filter(status -> status == 429)
                .findFirst()
                .orElse(0);
        assertThat(last).isEqualTo(429);
        answer(with(dead, "gad7", WORRY)).problem(429, "rate-limited");
        open(made).is(200);
        answer(with(made, "gad7", WORRY)).is(204);
        stranger.send("POST", "/v1/check-ins/answer", "x".repeat(20_000), Map.of())
                .problem(400, "invalid");
    }
}
