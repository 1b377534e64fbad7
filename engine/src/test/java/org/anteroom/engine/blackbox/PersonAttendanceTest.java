package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person had of their dose, through a running engine: by day and week, live and after the sessions were let go. */
class PersonAttendanceTest {
    private static final JsonObject PLAN = new JsonObject()
            .put("timeZone", "UTC")
            .put("weekStarts", "monday")
            .put("day", new JsonObject().put("minutes", 180))
            .put("week", new JsonObject().put("minutes", 540).put("days", 3));

    private TestEngine engine;
    private Rest rest;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder, Map.of("ANTEROOM_TIMERS_OVER_KEPT_MS", "1"));
        rest = engine.rest();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Rest.Answer put(String path, JsonObject body) {
        return rest.send("PUT", path, body.encode(), Map.of());
    }

    private JsonObject attendance() {
        LocalDate day = LocalDate.ofInstant(engine.now(), ZoneOffset.UTC);
        String range = "?from=" + day.minusDays(7) + "&to=" + day.plusDays(1);
        return rest.get("/v1/people/ref.Ana/attendance" + range).is(200).json();
    }

    /** At the beginning of a day, so that no test runs across midnight. */
    private void morning() {
        Instant midnight = LocalDate.ofInstant(engine.now(), ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        engine.pass(Duration.between(engine.now(), midnight).plusHours(8));
    }

    private static JsonObject only(JsonObject account, String field) {
        assertThat(account.getJsonArray(field)).as(account.encode()).hasSize(1);
        return account.getJsonArray(field).getJsonObject(0);
    }

    @Test
    void minutesAddUp_whileStaffSeeThem_andAfterTheSessionWasLetGo() {
        morning();
        assertThat(put("/v1/dose", PLAN).is(200).json()).isEqualTo(PLAN);
        String session = rest.session(Rest.draft().put("startsAt", engine.now().toString()));
        Device maya = engine.device(rest.join(session, "Maya", "facilitator").token());
        maya.done("knock");
        maya.done("start");
        Rest.Joined joined = rest.join(session, "Ana", "patient");
        Device ana = engine.device(joined.token());
        ana.done("knock");
        maya.done("admit", Device.seats(joined.seat()));
        engine.pass(Duration.ofMinutes(1));
        JsonObject told = maya.signal(
                        "attendance",
                        data -> data.getJsonArray("seats").stream()
                                .map(JsonObject.class::cast)
                                .anyMatch(seat -> seat.getJsonObject("dose", new JsonObject())
                                                .getInteger("dayMinutes", 0)
                                        >= 1))
                .getJsonObject("data");
        JsonObject dose = told.getJsonArray("seats").stream()
                .map(JsonObject.class::cast)
                .filter(seat -> seat.containsKey("dose"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("dose");
        assertThat(dose.getInteger("dayPlanned")).isEqualTo(180);
        assertThat(dose.getInteger("weekPlanned")).isEqualTo(540);
        maya.done("end");
        JsonObject account = attendance();
        JsonObject day = only(account, "days");
        assertThat(day.getInteger("minutes")).isBetween(1, 10);
        assertThat(day.getJsonObject("byKind").getInteger("group")).isEqualTo(day.getInteger("minutes"));
        assertThat(day.getInteger("planned")).isEqualTo(180);
        assertThat(day.getInteger("short")).isEqualTo(180 - day.getInteger("minutes"));
        assertThat(day.getBoolean("met")).isFalse();
        assertThat(only(account, "weeks").getInteger("days")).isEqualTo(1);
        assertThat(only(account, "sessions").getString("session")).isEqualTo(session);
        Patience.await().until(() -> engine.metric("anteroom_sessions_over") == 1);
        assertThat(attendance()).isEqualTo(account);
        engine.restart();
        rest = engine.rest();
        assertThat(attendance()).isEqualTo(account);
        assertThat(rest.get("/v1/audit").is(200).body()).contains("person-attendance-read");
    }

    @Test
    void personWhoseRefNeedsEncoding_isFoundByIt() {
        String ref = "p/1 \u00fc+%?#&=;\u65e5";
        String path =
                "/v1/people/" + URLEncoder.encode(ref, StandardCharsets.UTF_8).replace("+", "%20");
        String session = rest.session(Rest.draft()
                .put("startsAt", engine.now().toString())
                .put("roster", new JsonArray().add(Rest.person(ref, "Ana Lopez", "patient"))));
        Rest.Joined maya = rest.join(session, "Maya", "facilitator");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        staff.done("start");
        JsonObject account = rest.get(path + "/attendance").is(200).json();
        assertThat(account.getString("ref")).isEqualTo(ref);
        assertThat(only(account, "sessions").getString("session")).isEqualTo(session);
        assertThat(rest.get(path + "/outcomes").is(200).json().getString("ref")).isEqualTo(ref);
        put(path + "/dose", new JsonObject().put("day", new JsonObject().put("minutes", 60)))
                .is(200);
        rest.get("/v1/people/%20/outcomes").problem(404, "not-found");
        rest.get("/v1/people/" + "x".repeat(129) + "/attendance").problem(404, "not-found");
        staff.close();
    }

    @Test
    void plansOfThePersonGoFirst_andAreTakenBack() {
        assertThat(rest.get("/v1/dose").is(200).json()).isEqualTo(new JsonObject());
        put("/v1/dose", PLAN).is(200);
        JsonObject own = put("/v1/people/p%2F1/dose", new JsonObject().put("day", new JsonObject().put("minutes", 60)))
                .is(200)
                .json();
        assertThat(own.getString("timeZone")).isEqualTo("UTC");
        assertThat(own.getJsonObject("day").getInteger("minutes")).isEqualTo(60);
        assertThat(own.containsKey("week")).isFalse();
        engine.restart();
        rest = engine.rest();
        assertThat(rest.get("/v1/dose").is(200).json()).isEqualTo(PLAN);
        assertThat(put("/v1/people/p%2F1/dose", new JsonObject()).is(200).json())
                .isEqualTo(PLAN);
        assertThat(put("/v1/dose", new JsonObject()).is(200).json()).isEqualTo(new JsonObject());
    }

    @Test
    void faults_areNamed_andNobodyHasNothing() {
        put("/v1/dose", new JsonObject().put("weekStarts", "monday")).invalid("/timeZone");
        put("/v1/dose", PLAN.copy().put("weekStarts", "friday")).invalid("/weekStarts");
        put("/v1/dose", PLAN.copy().put("day", new JsonObject().put("minutes", 1_441)))
                .invalid("/day/minutes");
        put("/v1/dose", PLAN.copy().put("kinds", new io.vertx.core.json.JsonArray().add("party")))
                .invalid("/kinds/0");
        rest.get("/v1/people/x/attendance?from=2026-01-01&to=2027-12-01").invalid("/to");
        rest.get("/v1/people/x/attendance?from=yesterday").invalid("/from");
        JsonObject none = rest.get("/v1/people/x/attendance?from=2026-01-01&to=2026-12-01")
                .is(200)
                .json();
        assertThat(none.getString("timeZone")).isEqualTo("UTC");
        assertThat(none.getJsonArray("days")).isEmpty();
        assertThat(none.getJsonArray("sessions")).isEmpty();
    }
}
