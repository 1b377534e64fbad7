package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recurring groups through a running engine: what they make, and what becomes of it when they change. */
class SeriesTest {
    private static final ZoneId ZONE = ZoneId.of("America/Denver");

    private TestEngine engine;
    private Rest rest;
    private LocalDate today;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        today = LocalDate.ofInstant(engine.now(), ZONE);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** Daily at noon from tomorrow on, without an end. */
    private JsonObject draft() {
        return new JsonObject()
                .put("title", "Evening group")
                .put("kind", "group")
                .put("timeZone", ZONE.getId())
                .put("startsAt", noon(1))
                .put("durationMinutes", 90)
                .put("recurrence", "FREQ=DAILY")
                .put("capacity", 12)
                .put("roster", new JsonArray().add(Rest.person("p1", "Ana Lopez", "patient")));
    }

    private String noon(int daysFromToday) {
        return today.plusDays(daysFromToday) + "T12:00";
    }

    private String made(JsonObject draft) {
        return rest.post("/v1/series", draft).is(201).json().getString("id");
    }

    private List<JsonObject> occurrences(String series, int firstDay, int lastDay) {
        String query = "?from=" + today.plusDays(firstDay) + "&to=" + today.plusDays(lastDay) + "&limit=1000";
        return items(rest.get("/v1/series/" + series + "/sessions" + query).is(200));
    }

    private static List<JsonObject> items(Rest.Answer answer) {
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private List<JsonObject> sessions(String series) {
        return items(rest.get("/v1/sessions?limit=200&series=" + series).is(200));
    }

    private static Set<String> states(List<JsonObject> some) {
        return some.stream().map(one -> one.getString("state")).collect(Collectors.toSet());
    }

    private Rest.Answer put(String path, JsonObject body) {
        return rest.send("PUT", path, body.encode(), Map.of());
    }

    private JsonObject of(List<JsonObject> some, String occurrence, String state) {
        return some.stream()
                .filter(one -> occurrence.equals(one.getString("occurrence")) && state.equals(one.getString("state")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(occurrence + " is not " + state + " in " + some));
    }

    @Test
    void seriesMade_hasSessionsForTheNextDays_andPlansTheRest() {
        JsonObject made = rest.post("/v1/series", draft().put("externalId", "grp-1"))
                .is(201)
                .json();
        assertThat(made.getString("recurrence")).isEqualTo("FREQ=DAILY");
        assertThat(made.getString("state")).isEqualTo("active");
        assertThat(made.getJsonArray("roster")).hasSize(1);
        String series = made.getString("id");
        assertThat(rest.get("/v1/series/" + series).is(200).json()).isEqualTo(made);
        List<JsonObject> all = occurrences(series, 0, 400);
        assertThat(all).hasSize(400);
        List<JsonObject> sessions = sessions(series);
        assertThat(sessions).hasSizeBetween(13, 14);
        assertThat(all.subList(0, sessions.size())).isEqualTo(sessions);
        assertThat(states(all.subList(sessions.size(), 400))).containsExactly("planned");
        JsonObject first = all.get(0);
        assertThat(first.getString("series")).isEqualTo(series);
        assertThat(first.getString("occurrence")).isEqualTo(noon(1));
        assertThat(first.getString("externalId")).isEqualTo("grp-1");
        assertThat(Instant.parse(first.getString("startsAt")))
                .isEqualTo(LocalDateTime.parse(noon(1)).atZone(ZONE).toInstant());
        assertThat(all.get(399).containsKey("id")).isFalse();
        assertThat(rest.get("/v1/sessions/" + first.getString("id") + "/roster")
                        .is(200)
                        .json()
                        .getJsonArray("seats"))
                .hasSize(1);
        assertThat(items(rest.get("/v1/series"))).hasSize(1);
    }

    @Test
    void timePasses_andTheNextOccurrencesBecomeSessions_onceAcrossARestart() {
        String series = made(draft());
        int before = sessions(series).size();
        engine.restart();
        rest = engine.rest();
        Patience.await().until(() -> sessions(series).size() == before);
        engine.pass(Duration.ofDays(3));
        Patience.await().until(() -> sessions(series).size() == before + 3);
        engine.restart();
        rest = engine.rest();
        engine.pass(Duration.ofDays(1));
        Patience.await().until(() -> sessions(series).size() == before + 4);
        assertThat(sessions(series).stream().map(one -> one.getString("occurrence")))
                .doesNotHaveDuplicates();
    }

    @Test
    void occurrence_isMoved_cancelled_addedAndBroughtBack() {
        String series = made(draft());
        String path = "/v1/series/" + series + "/sessions/";
        String id = of(sessions(series), noon(2), "scheduled").getString("id");
        JsonObject moved = put(
                        path + noon(2),
                        new JsonObject()
                                .put("startsAt", today.plusDays(2) + "T15:30")
                                .put("durationMinutes", 45))
                .is(200)
                .json();
        assertThat(moved.getString("id")).isEqualTo(id);
        assertThat(moved.getString("occurrence")).isEqualTo(noon(2));
        assertThat(moved.getInteger("durationMinutes")).isEqualTo(45);
        assertThat(Instant.parse(moved.getString("startsAt")))
                .isEqualTo(LocalDateTime.parse(today.plusDays(2) + "T15:30")
                        .atZone(ZONE)
                        .toInstant());
        rest.delete(path + noon(3)).is(204);
        rest.delete(path + noon(3)).is(204);
        assertThat(of(sessions(series), noon(3), "cancelled")).isNotNull();
        JsonObject back = put(path + noon(3), new JsonObject()).is(200).json();
        assertThat(back.getString("state")).isEqualTo("scheduled");
        assertThat(back.getString("id"))
                .isNotEqualTo(of(sessions(series), noon(3), "cancelled").getString("id"));
        String extra = today.plusDays(4) + "T20:00";
        assertThat(put(path + extra, new JsonObject()).is(200).json().getString("occurrence"))
                .isEqualTo(extra);
        assertThat(put(path + noon(200), new JsonObject().put("startsAt", today.plusDays(200) + "T13:00"))
                        .is(200)
                        .json()
                        .getString("state"))
                .isEqualTo("planned");
        rest.delete(path + noon(201)).is(204);
        assertThat(occurrences(series, 200, 202).stream().map(one -> one.getString("occurrence")))
                .containsExactly(noon(200), noon(202));
        rest.delete(path + today.plusDays(1) + "T07:00").problem(404, "not-found");
        rest.delete(path + "tomorrow").problem(404, "not-found");
        put(path + noon(5), new JsonObject().put("startsAt", "12:00")).invalid("/startsAt");
        put(path + noon(5), new JsonObject().put("durationMinutes", 1)).invalid("/durationMinutes");
        put(path + today.minusDays(3) + "T12:00", new JsonObject()).problem(409, "conflict");
    }

    @Test
    void change_isOfThisAndWhatFollows_andLeavesAloneWhatBegan() {
        String series = made(draft().put(
                        "startsAt",
                        LocalDateTime.ofInstant(engine.now(), ZONE)
                                .withSecond(0)
                                .withNano(0)
                                .toString()));
        JsonObject running = sessions(series).get(0);
        String begun = running.getString("id");
        JsonObject changed = rest.patch(
                        "/v1/series/" + series,
                        new JsonObject()
                                .put("title", "Late group")
                                .put("startsAt", today.plusDays(5) + "T19:00")
                                .put("from", today.plusDays(5).toString()))
                .is(200)
                .json();
        assertThat(changed.getString("title")).isEqualTo("Late group");
        assertThat(changed.getJsonArray("earlier")).hasSize(1);
        List<JsonObject> now = sessions(series).stream()
                .filter(one -> !one.getString("state").equals("cancelled"))
                .toList();
        assertThat(now.get(0)).isEqualTo(running);
        for (JsonObject one : now) {
            boolean later = LocalDateTime.parse(one.getString("occurrence"))
                    .toLocalDate()
                    .isAfter(today.plusDays(4));
            assertThat(one.getString("title")).isEqualTo(later ? "Late group" : "Evening group");
            assertThat(one.getString("occurrence").endsWith("T19:00")).isEqualTo(later);
        }
        rest.patch("/v1/series/" + series, new JsonObject().put("capacity", 5)).is(200);
        assertThat(rest.get("/v1/sessions/" + begun).is(200).json().getInteger("capacity"))
                .isEqualTo(12);
        assertThat(sessions(series).stream()
                        .filter(one -> one.getString("state").equals("scheduled")
                                && !one.getString("id").equals(begun)))
                .isNotEmpty()
                .allMatch(one -> one.getInteger("capacity") == 5);
        put("/v1/series/" + series + "/sessions/" + running.getString("occurrence"), new JsonObject())
                .problem(409, "conflict");
        rest.delete("/v1/series/" + series + "/sessions/" + running.getString("occurrence"))
                .problem(409, "conflict");
    }

    @Test
    void whatAProgramDoesToOneSession_stands_untilTheSeriesSaysSomethingNewer() {
        String series = made(draft());
        String cancelled = of(sessions(series), noon(1), "scheduled").getString("id");
        String changed = of(sessions(series), noon(2), "scheduled").getString("id");
        rest.delete("/v1/sessions/" + cancelled).is(204);
        rest.patch("/v1/sessions/" + changed, new JsonObject().put("title", "By hand"))
                .is(200);
        put("/v1/series/" + series + "/roster", people("p1", "p2")).is(200);
        JsonObject session = rest.get("/v1/sessions/" + changed).is(200).json();
        assertThat(session.getString("title")).isEqualTo("By hand");
        assertThat(session.getString("series")).isEqualTo(series);
        assertThat(sessions(series).stream()
                        .filter(one -> noon(1).equals(one.getString("occurrence")))
                        .map(one -> one.getString("state")))
                .containsExactly("cancelled");
        rest.patch("/v1/series/" + series, new JsonObject().put("title", "Newer"))
                .is(200);
        assertThat(rest.get("/v1/sessions/" + changed).is(200).json().getString("title"))
                .isEqualTo("Newer");
    }

    @Test
    void whetherASessionIsEncrypted_isFixedWhenItIsMade_andTheRestOfAChangeIsNot() {
        String series = made(draft());
        int before = sessions(series).size();
        JsonObject policy = new JsonObject().put("e2ee", "required").put("chat", "off");
        rest.patch(
                        "/v1/series/" + series,
                        new JsonObject().put("title", "Newer").put("policy", policy))
                .is(200);
        assertThat(sessions(series)).hasSize(before).allSatisfy(session -> {
            assertThat(session.getString("title")).isEqualTo("Newer");
            assertThat(session.getJsonObject("policy").getString("chat")).isEqualTo("off");
            assertThat(session.getJsonObject("policy").getString("e2ee")).isEqualTo("off");
        });
        engine.pass(Duration.ofDays(1));
        Patience.await().until(() -> sessions(series).size() == before + 1);
        assertThat(sessions(series).get(before).getJsonObject("policy").getString("e2ee"))
                .isEqualTo("required");
    }

    @Test
    void retention_isOfTheSeriesAlone_whereOneIsNamed() {
        String series = made(draft());
        rest.post("/v1/sessions", Rest.draft().put("roster", new JsonArray().add(Rest.person("p1", "Ana", "patient"))))
                .is(201);
        String span = "/v1/retention?from=" + today.minusDays(1) + "&to=" + today.plusDays(40);
        int ofSeries = sessions(series).size();
        assertThat(items(rest.get(span + "&series=" + series).is(200)))
                .containsExactly(new JsonObject()
                        .put("ref", "p1")
                        .put("planned", ofSeries)
                        .put("attended", 0)
                        .put("completed", 0));
        assertThat(items(rest.get(span).is(200)).get(0).getInteger("planned")).isEqualTo(ofSeries + 1);
    }

    private static JsonObject people(String... refs) {
        JsonArray people = new JsonArray();
        List.of(refs).forEach(ref -> people.add(Rest.person(ref, "Somebody Else", "patient")));
        return new JsonObject().put("people", people);
    }

    @Test
    void whoIsNewOnTheRoster_hasASeatInEverySession_andSeatsStay() {
        String series = made(draft());
        put("/v1/series/" + series + "/roster", people("p2")).is(200);
        for (JsonObject session : sessions(series)) {
            assertThat(rest
                            .get("/v1/sessions/" + session.getString("id") + "/roster")
                            .is(200)
                            .json()
                            .getJsonArray("seats")
                            .stream()
                            .map(seat -> ((JsonObject) seat).getString("ref")))
                    .containsExactly("p1", "p2");
        }
        put("/v1/series/" + series + "/roster", people("p2", "p2")).invalid("/people");
    }

    @Test
    void endedSeries_cancelsWhatDidNotBegin_andIsChangedNoMore() {
        String series = made(draft());
        rest.delete("/v1/series/" + series + "?from=" + today.plusDays(3)).is(204);
        assertThat(occurrences(series, 0, 100).stream()
                        .filter(one -> !one.getString("state").equals("cancelled")))
                .hasSize(2);
        assertThat(rest.get("/v1/series/" + series).is(200).json().getString("state"))
                .isEqualTo("active");
        rest.delete("/v1/series/" + series).is(204);
        rest.delete("/v1/series/" + series).is(204);
        assertThat(states(occurrences(series, 0, 100))).containsExactly("cancelled");
        assertThat(rest.get("/v1/series/" + series).is(200).json().getString("state"))
                .isEqualTo("ended");
        rest.patch("/v1/series/" + series, new JsonObject().put("title", "Again"))
                .problem(409, "conflict");
        put("/v1/series/" + series + "/sessions/" + noon(9), new JsonObject()).problem(409, "conflict");
    }

    @Test
    void changedRuleThatComesBack_makesNewSessions_andNoneTwice() {
        String series = made(draft());
        rest.patch("/v1/series/" + series, new JsonObject().put("recurrence", "FREQ=WEEKLY"))
                .is(200);
        rest.patch("/v1/series/" + series, new JsonObject().put("recurrence", "FREQ=DAILY"))
                .is(200);
        List<JsonObject> scheduled = sessions(series).stream()
                .filter(one -> one.getString("state").equals("scheduled"))
                .toList();
        assertThat(scheduled).hasSizeBetween(13, 14);
        assertThat(scheduled.stream().map(one -> one.getString("occurrence"))).doesNotHaveDuplicates();
    }

    @Test
    void sameKey_makesOneSeries_andAnotherProgramSeesNothingOfIt() {
        JsonObject first = rest.post("/v1/series", draft(), "once").is(201).json();
        assertThat(rest.post("/v1/series", draft(), "once").is(201).json()).isEqualTo(first);
        rest.post("/v1/series", draft().put("title", "Other"), "once").problem(409, "conflict");
        Rest other = rest.program("Other");
        String path = "/v1/series/" + first.getString("id");
        other.get(path).problem(404, "not-found");
        other.get(path + "/sessions").problem(404, "not-found");
        other.patch(path, new JsonObject()).problem(404, "not-found");
        other.delete(path).problem(404, "not-found");
        assertThat(items(other.get("/v1/series").is(200))).isEmpty();
        assertThat(items(other.get("/v1/sessions?series=" + first.getString("id"))
                        .is(200)))
                .isEmpty();
    }

    @Test
    void faults_areNamed() {
        rest.post("/v1/series", draft().put("recurrence", "FREQ=SECONDLY")).invalid("/recurrence");
        rest.post("/v1/series", draft().put("recurrence", "FREQ=DAILY;COUNT=1000000"))
                .invalid("/recurrence");
        rest.post("/v1/series", draft().put("recurrence", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
                .invalid("/recurrence");
        rest.post("/v1/series", draft().put("timeZone", "Mars/Base")).invalid("/timeZone");
        rest.post("/v1/series", draft().put("timeZone", "+02:00")).invalid("/timeZone");
        rest.post("/v1/series", draft().put("startsAt", "2026-12-01T18:00Z")).invalid("/startsAt");
        rest.post("/v1/series", draft().put("startsAt", "2026-13-01T18:00")).invalid("/startsAt");
        rest.post("/v1/series", draft().put("capacity", 51)).invalid("/capacity");
        rest.post("/v1/series", draft().put("colour", "red")).invalid("/colour");
        rest.post("/v1/series", draft().put("policy", new JsonObject().put("admission", "x")))
                .invalid("/policy/admission");
        String path = "/v1/series/" + made(draft());
        rest.patch(path, new JsonObject().put("recurrence", "FREQ=MINUTELY")).invalid("/recurrence");
        rest.patch(path, new JsonObject().put("from", "soon")).invalid("/from");
        rest.get(path + "/sessions?from=2026-01-01&to=2027-12-01").invalid("/to");
        rest.get(path + "/sessions?from=2026-02-30").invalid("/from");
        rest.get("/v1/sessions?series=x").invalid("/series");
        rest.get("/v1/series?cursor=x").invalid("/cursor");
    }
}
