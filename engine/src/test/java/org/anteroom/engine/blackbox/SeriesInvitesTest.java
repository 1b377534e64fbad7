package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of a series: they open the occurrence that is on, and nothing else. */
class SeriesInvitesTest {
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

    /** Daily, for the first time so many minutes from now. */
    private String series(int minutesFromNow) {
        LocalDateTime first = LocalDateTime.ofInstant(engine.now(), ZoneId.of("UTC"))
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(minutesFromNow);
        return rest.post(
                        "/v1/series",
                        new JsonObject()
                                .put("title", "Evening group")
                                .put("kind", "group")
                                .put("timeZone", "UTC")
                                .put("startsAt", first.toString())
                                .put("durationMinutes", 60)
                                .put("recurrence", "FREQ=DAILY"))
                .is(201)
                .json()
                .getString("id");
    }

    private JsonObject invite(String series, String role) {
        return rest.post("/v1/series/" + series + "/invites", Rest.person("p1", "Ana Lopez", role))
                .is(201)
                .json();
    }

    private Rest.Answer join(JsonObject invite, String device) {
        JsonObject body = new JsonObject().put("code", invite.getString("code")).put("device", device);
        return engine.rest("").post("/v1/join", body);
    }

    private String sessionOf(String token) {
        Device device = engine.device();
        device.hello(token);
        return device.expect("welcome").getJsonObject("session").getString("id");
    }

    private List<String> ids(String series) {
        return rest.get("/v1/sessions?series=" + series).is(200).json().getJsonArray("items").stream()
                .map(one -> ((JsonObject) one).getString("id"))
                .toList();
    }

    @Test
    void link_opensTheOccurrenceThatIsOn_fromHalfAnHourBefore_toOneDeviceEach() {
        String series = series(45);
        JsonObject invite = invite(series, "patient");
        assertThat(invite.getString("url")).endsWith("#" + invite.getString("code"));
        join(invite, "phone").problem(403, "join-refused");
        engine.pass(Duration.ofMinutes(16));
        JsonObject joined = join(invite, "phone").is(200).json();
        assertThat(sessionOf(joined.getString("token"))).isEqualTo(ids(series).get(0));
        join(invite, "phone").is(200);
        join(invite, "laptop").problem(403, "join-refused");
        engine.pass(Duration.ofDays(1));
        Rest.Answer next = join(invite, "laptop").is(200);
        assertThat(sessionOf(next.json().getString("token")))
                .isEqualTo(ids(series).get(1));
    }

    @Test
    void linkThatIsRevoked_opensNothing_andWhoCameByItIsOut() {
        String series = series(0);
        JsonObject invite = invite(series, "patient");
        Device device = engine.device(join(invite, "phone").is(200).json().getString("token"));
        String path = "/v1/series/" + series + "/invites/" + invite.getString("id");
        rest.program("Other").delete(path).problem(404, "not-found");
        rest.delete(path).is(204);
        rest.delete(path).is(204);
        device.bye("revoked");
        join(invite, "phone").problem(403, "join-refused");
    }

    @Test
    void whoIsTakenOffTheRoster_isOut_andTheirLinkOpensNothing_aGuestsStays() {
        String series = series(0);
        belong(series, people("p1", "s1"));
        JsonObject invite = invite(series, "patient");
        JsonObject guest = rest.post("/v1/series/" + series + "/invites", Rest.person("g1", "Noor Aziz", "interpreter"))
                .is(201)
                .json();
        Device device = engine.device(join(invite, "phone").is(200).json().getString("token"));
        belong(series, people("s1"));
        device.bye("revoked");
        join(invite, "phone").problem(403, "join-refused");
        join(guest, "tablet").is(200);
        belong(series, people("p1", "s1"));
        join(invite, "phone").problem(403, "join-refused");
        join(invite(series, "patient"), "phone").is(200);
    }

    private void belong(String series, JsonObject people) {
        rest.send("PUT", "/v1/series/" + series + "/roster", people.encode(), Map.of())
                .is(200);
    }

    private static JsonObject people(String... refs) {
        return new JsonObject()
                .put(
                        "people",
                        Arrays.stream(refs)
                                .map(ref ->
                                        Rest.person(ref, "Ana Lopez", ref.startsWith("s") ? "facilitator" : "patient"))
                                .toList());
    }

    @Test
    void sameKey_makesOneLink_whichOpensAfterARestart_untilItExpires() {
        String series = series(0);
        String path = "/v1/series/" + series + "/invites";
        JsonObject person = Rest.person("s1", "Maya Chen", "facilitator").put("expiresInSeconds", 7_200);
        JsonObject made = rest.post(path, person, "once").is(201).json();
        assertThat(rest.post(path, person, "once").is(201).json()).isEqualTo(made);
        rest.post(path, Rest.person("s2", "Maya Chen", "facilitator"), "once").problem(409, "conflict");
        engine.restart();
        rest = engine.rest();
        Patience.await().until(() -> ids(series).size() > 10);
        join(made, "phone").is(200);
        engine.pass(Duration.ofHours(3));
        join(made, "phone").problem(403, "join-refused");
        rest.delete("/v1/series/" + series).is(204);
        rest.post(path, Rest.person("s3", "Maya Chen", "facilitator")).problem(409, "conflict");
        rest.post(path, new JsonObject().put("ref", "x")).invalid("/name");
    }
}
