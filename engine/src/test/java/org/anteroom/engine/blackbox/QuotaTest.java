package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program at one of its quotas is refused more; another program is served as before. */
class QuotaTest {
    @TempDir
    Path folder;

    private TestEngine engine(String key, int value) {
        return TestEngine.start(folder, Map.of("ANTEROOM_QUOTAS_" + key, Integer.toString(value)));
    }

    private static void make(Rest rest) {
        assertThat(rest.session()).startsWith("ses_");
    }

    private static void refused(Answer answer, String quota, String retrySeconds) {
        answer.problem(429, "rate-limited");
        assertThat(answer.json().getString("quota")).isEqualTo(quota);
        assertThat(answer.headers()).containsEntry("retry-after", retrySeconds);
    }

    @Test
    void sessionBeyondTheQuota_isRefused_untilOneIsOver() {
        try (TestEngine engine = engine("SESSIONS_MAX", 2)) {
            Rest rest = engine.rest();
            Rest other = rest.program("Another clinic");
            String first = rest.session();
            make(rest);
            refused(rest.post("/v1/sessions", Rest.draft()), "sessions", "60");
            make(other);
            assertThat(engine.metric("anteroom_quota_refusals_total{quota=\"sessions\"}"))
                    .isEqualTo(1);

            engine.restart();
            refused(rest.post("/v1/sessions", Rest.draft()), "sessions", "60");
            rest.delete("/v1/sessions/" + first).is(204);
            make(rest);
            refused(rest.post("/v1/sessions", Rest.draft()), "sessions", "60");
        }
    }

    @Test
    void repeatedCall_isAnsweredAtTheQuotaToo() {
        try (TestEngine engine = engine("SESSIONS_MAX", 1)) {
            Rest rest = engine.rest();
            JsonObject draft = Rest.draft();
            String id =
                    rest.post("/v1/sessions", draft, "the same").is(201).json().getString("id");
            assertThat(rest.post("/v1/sessions", draft, "the same")
                            .is(201)
                            .json()
                            .getString("id"))
                    .isEqualTo(id);
        }
    }

    @Test
    void seatBeyondTheQuota_isRefused_andKnownPeopleAreInvited() {
        try (TestEngine engine = engine("SEATS_MAX", 2)) {
            Rest rest = engine.rest();
            Rest other = rest.program("Another clinic");
            JsonArray roster = new JsonArray().add(Rest.person("p1", "Ana Lopez", "patient"));
            String session = rest.session(Rest.draft().put("roster", roster));
            String invites = "/v1/sessions/" + session + "/invites";
            rest.post(invites, Rest.person("p2", "Ben Okafor", "patient")).is(201);
            refused(rest.post(invites, Rest.person("p3", "Cy Young", "patient")), "seats", "60");
            refused(rest.post("/v1/sessions", Rest.draft().put("roster", roster)), "seats", "60");
            rest.post(invites, Rest.person("p1", "Ana Lopez", "patient")).is(201);
            assertThat(other.join(other.session(), "Dee Ray", "patient").seat()).startsWith("sea_");
        }
    }

    @Test
    void seriesBeyondTheQuotaOfSeats_givesNoMore_byItsRosterAndByItsLinks() {
        try (TestEngine engine = engine("SEATS_MAX", 20)) {
            Rest rest = engine.rest();
            LocalDateTime now =
                    LocalDateTime.ofInstant(engine.now(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
            JsonObject draft = new JsonObject()
                    .put("title", "Evening group")
                    .put("kind", "group")
                    .put("timeZone", "UTC")
                    .put("startsAt", now.toString())
                    .put("durationMinutes", 60)
                    .put("recurrence", "FREQ=DAILY")
                    .put("roster", people("p1"));
            String series = "/v1/series/"
                    + rest.post("/v1/series", draft).is(201).json().getString("id");
            JsonObject roster = new JsonObject().put("people", people("p1", "p2", "p3"));
            rest.send("PUT", series + "/roster", roster.encode(), Map.of()).is(200);
            JsonArray sessions =
                    rest.get("/v1/sessions?limit=200").is(200).json().getJsonArray("items");
            int seats = sessions.stream()
                    .map(session -> ((JsonObject) session).getString("id"))
                    .mapToInt(session -> seats(rest, session))
                    .sum();
            assertThat(seats).isBetween(sessions.size(), 20);
            for (int more = seats; more < 20; more++) {
                rest.post("/v1/sessions", Rest.draft().put("roster", people("other")))
                        .is(201);
            }
            String link = rest.post(series + "/invites", Rest.person("p9", "Dee Ray", "patient"))
                    .is(201)
                    .json()
                    .getString("code");
            engine.rest("").post("/v1/join", new JsonObject().put("code", link)).problem(403, "join-refused");
            String known = rest.post(series + "/invites", Rest.person("p1", "Ana Lopez", "patient"))
                    .is(201)
                    .json()
                    .getString("code");
            engine.rest("")
                    .post("/v1/join", new JsonObject().put("code", known))
                    .is(200);
        }
    }

    private static JsonArray people(String... refs) {
        JsonArray people = new JsonArray();
        List.of(refs).forEach(ref -> people.add(Rest.person(ref, "Ana Lopez", "patient")));
        return people;
    }

    private static int seats(Rest rest, String session) {
        return rest.get("/v1/sessions/" + session + "/roster")
                .is(200)
                .json()
                .getJsonArray("seats")
                .size();
    }

    @Test
    void connectionBeyondTheQuota_isToldToComeBack_andMayOnceOneIsGone() {
        try (TestEngine engine = engine("CONNECTIONS_MAX", 1)) {
            Rest rest = engine.rest();
            Rest other = rest.program("Another clinic");
            String session = rest.session();
            Joined ana = rest.join(session, "Ana Lopez", "patient");
            Joined ben = rest.join(session, "Ben Okafor", "patient");
            Device first = engine.device(ana.token());
            Device second = engine.device();
            second.hello(ben.token());
            second.bye("draining");
            Device strangers = engine.device(
                    other.join(other.session(), "Dee Ray", "patient").token());

            Device again = engine.device(ana.token());
            first.bye("replaced");
            again.close();
            Patience.await().until(() -> engine.metric("anteroom_connections ") == 1);
            Device third = engine.device(ben.token());
            third.close();
            strangers.close();
        }
    }

    @Test
    void commandsBeyondTheQuota_areRejected_andAnotherProgramsAreNot() {
        try (TestEngine engine = engine("COMMANDS_PER_SECOND", 10)) {
            Rest rest = engine.rest();
            Rest other = rest.program("Another clinic");
            Joined ana = rest.join(rest.session(), "Ana Lopez", "patient");
            Device device = engine.device(ana.token());
            Device strangers = engine.device(
                    other.join(other.session(), "Dee Ray", "patient").token());
            engine.stopTheClock();
            JsonObject on = new JsonObject().put("on", true);
            boolean limited = false;
            for (int i = 0; i < 30 && !limited; i++) {
                limited = device.ask("stepAway", on).getString("code", "").equals("rate-limited");
            }
            assertThat(limited).isTrue();
            assertThat(device.socket().isClosed()).isFalse();
            refused(rest.get("/v1/keys"), "commands", "1");
            assertThat(strangers.ask("stepAway", on).getString("code", "")).isNotEqualTo("rate-limited");
            other.get("/v1/keys").is(200);

            engine.startTheClock();
            Patience.await().until(() -> rest.get("/v1/keys").status() == 200);
            device.close();
            strangers.close();
        }
    }
}
