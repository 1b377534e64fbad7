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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods of a series through a running engine: each occurrence plans its breakouts by them. */
class SeriesPodsTest {
    private static final JsonObject PODS = new JsonObject()
            .put(
                    "pods",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("name", "Calm")
                                    .put("refs", new JsonArray().add("ref.Ana").add("p2")))
                            .add(new JsonObject()
                                    .put("name", "Bold")
                                    .put("refs", new JsonArray().add("p3").add("p4"))))
            .put("keepApart", new JsonArray().add(new JsonArray().add("ref.Ana").add("p3")))
            .put("pairWith", new JsonArray())
            .put("rotation", "each-session")
            .put("latecomers", "planned");

    private TestEngine engine;
    private Rest rest;
    private String series;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        LocalDateTime first = LocalDateTime.ofInstant(engine.now(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(5);
        JsonArray roster = new JsonArray()
                .add(Rest.person("ref.Ana", "Ana Lopez", "patient"))
                .add(Rest.person("p2", "Ben Okafor", "patient"))
                .add(Rest.person("p3", "Cleo Sand", "patient"))
                .add(Rest.person("p4", "Dan Fox", "patient"));
        series = "/v1/series/"
                + rest.post(
                                "/v1/series",
                                new JsonObject()
                                        .put("title", "Evening group")
                                        .put("kind", "group")
                                        .put("timeZone", "UTC")
                                        .put("startsAt", first.toString())
                                        .put("durationMinutes", 60)
                                        .put("recurrence", "FREQ=DAILY")
                                        .put("roster", roster))
                        .is(201)
                        .json()
                        .getString("id");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Rest.Answer put(JsonObject pods) {
        return rest.send("PUT", series + "/pods", pods.encode(), Map.of());
    }

    private List<JsonObject> sessions() {
        return rest.get(series + "/sessions").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<Object> pods(JsonObject session) {
        return session.getJsonObject("breakouts").getJsonArray("pods").stream()
                .map(pod -> ((JsonObject) pod).getJsonArray("refs").getList())
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void occurrences_haveThePods_whichRotate_acrossARestart() {
        assertThat(put(PODS).is(200).json()).isEqualTo(PODS);
        engine.restart();
        rest = engine.rest();
        assertThat(rest.get(series + "/pods").is(200).json()).isEqualTo(PODS);
        List<JsonObject> sessions = sessions();
        assertThat(pods(sessions.get(0))).containsExactly(List.of("ref.Ana", "p2"), List.of("p3", "p4"));
        assertThat(pods(sessions.get(1))).containsExactly(List.of("ref.Ana", "p4"), List.of("p2", "p3"));
    }

    @Test
    void impossibleRule_isRefusedWithBothNames() {
        Rest.Answer refused = put(PODS.copy()
                .put("keepApart", new JsonArray().add(new JsonArray().add("p3").add("p4"))));
        refused.invalid("/keepApart/0");
        assertThat(refused.body()).contains("Cleo Sand and Dan Fox");
        put(PODS.copy().put("rotation", "daily")).invalid("/rotation");
        put(PODS.copy().put("colour", "red")).invalid("/colour");
        rest.program("Other").get(series + "/pods").problem(404, "not-found");
    }
}
