package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address of a series' calendar: it opens without a key, says nothing, and is taken back. */
class FeedTest {
    private TestEngine engine;
    private Rest rest;
    private String series;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        JsonObject draft = new JsonObject()
                .put("title", "Grief group")
                .put("kind", "group")
                .put("timeZone", "America/Denver")
                .put("startsAt", "2030-12-01T18:00")
                .put("durationMinutes", 90)
                .put("recurrence", "FREQ=WEEKLY");
        series = "/v1/series/" + rest.post("/v1/series", draft).is(201).json().getString("id");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String made() {
        String url =
                rest.post(series + "/feed", new JsonObject()).is(201).json().getString("url");
        return URI.create(url).getPath();
    }

    private Rest.Answer read(String path, Map<String, String> headers) {
        return engine.rest("").send("GET", path, "", headers);
    }

    @Test
    void calendar_isReadWithoutAKey_andAgainByItsTagAlone() {
        String path = made();
        Rest.Answer first = read(path, Map.of()).is(200);
        assertThat(first.type()).isEqualTo("text/calendar; charset=utf-8");
        assertThat(first.body()).startsWith("BEGIN:VCALENDAR\r\n").contains("SUMMARY:Appointment");
        assertThat(first.body()).doesNotContain("Grief", "group");
        String tag = String.valueOf(first.headers().get("etag"));
        read(path, Map.of("If-None-Match", tag)).is(304);
        rest.delete(series + "/sessions/2030-12-08T18:00").is(204);
        assertThat(read(path, Map.of("If-None-Match", tag)).is(200).body())
                .contains("EXDATE;TZID=America/Denver:20301208T180000");
        engine.restart();
        rest = engine.rest();
        read(path, Map.of()).is(200);
    }

    @Test
    void calendar_isReadByAKeyToo_underTheNameOfItsSeries() {
        Rest.Answer byKey = rest.get(series + ".ics").is(200);
        assertThat(byKey.type()).isEqualTo("text/calendar; charset=utf-8");
        assertThat(byKey.body()).isEqualTo(read(made(), Map.of()).is(200).body());
        rest.program("Another clinic").get(series + ".ics").problem(404, "not-found");
        read(series + ".ics", Map.of()).problem(401, "unauthorized");
        rest.get("/v1/series/nothing.ics").problem(404, "not-found");
        rest.get(series).is(200);
    }

    @Test
    void anotherAddress_takesTheFirstBack_andNoneOpensAfterIt() {
        String first = made();
        String second = made();
        read(first, Map.of()).problem(404, "not-found");
        read(second, Map.of()).is(200);
        rest.program("Other").post(series + "/feed", new JsonObject()).problem(404, "not-found");
        rest.post(series + "/feed", new JsonObject().put("x", 1)).invalid("/x");
        rest.delete(series + "/feed").is(204);
        rest.delete(series + "/feed").is(204);
        read(second, Map.of()).problem(404, "not-found");
        read("/v1/feeds/x.ics", Map.of()).problem(404, "not-found");
    }

    @Test
    void addressThatAsksTooOften_waits() {
        String path = made();
        for (int i = 0; i < 120; i++) {
            read(path, Map.of()).is(200);
        }
        read(path, Map.of()).problem(429, "rate-limited");
    }
}
