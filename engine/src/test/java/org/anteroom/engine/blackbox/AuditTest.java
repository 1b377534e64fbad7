package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who read or changed what, on a running engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
    private TestEngine engine;
    private Rest rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private static List<String> words(Rest program, String query) {
        return program.get("/v1/audit" + query).is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(item -> Stream.of("action", "object", "detail")
                        .filter(item::containsKey)
                        .map(item::getString)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void reads_areKeptWithWhoAndWhat_forThisProgramAlone() {
        Rest clinic = rest.program("Clinic");
        String session = clinic.session();
        String path = "/v1/sessions/" + session;
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        clinic.get(path + "/roster").is(200);
        clinic.get(path + "/attendance", "application/json").is(200);
        clinic.get(path + "/attendance", "text/csv").is(200);
        clinic.get(path + "/journal").is(200);
        clinic.get(path).is(200);

        assertThat(words(clinic, ""))
                .containsExactly(
                        "roster-read " + session,
                        "attendance-read " + session + " json",
                        "attendance-read " + session + " csv",
                        "journal-read " + session);
        JsonObject page = clinic.get("/v1/audit?limit=1&from=" + before).is(200).json();
        JsonObject first = page.getJsonArray("items").getJsonObject(0);
        assertThat(first.getString("actor")).startsWith("key_");
        assertThat(Instant.parse(first.getString("at"))).isBetween(before, Instant.now());
        assertThat(first.getString("hash")).isNotBlank();
        assertThat(page.getString("next")).isNotBlank();
        assertThat(words(clinic, "?limit=1&cursor=" + page.getString("next")))
                .containsExactly("attendance-read " + session + " json");
        assertThat(words(clinic, "?actor=" + first.getString("actor"))).contains("roster-read " + session);
        assertThat(words(clinic, "?actor=key_nobody")).isEmpty();
        assertThat(words(clinic, "?to=" + before)).isEmpty();
        assertThat(words(rest.program("Another clinic"), "")).isEmpty();
        assertThat(words(clinic, "")).contains("audit-read");
    }

    @Test
    void keysAndOrigins_andRefusedKeys_areKept_overARestart() {
        Rest clinic = rest.program("House");
        JsonObject key = clinic.post("/v1/keys", new JsonObject()).is(201).json();
        String id = key.getString("id");
        clinic.post("/v1/origins", new JsonObject().put("origin", "https://portal.example"))
                .is(201);
        clinic.delete("/v1/keys/" + id).is(204);
        new Rest(engine, key.getString("key")).get("/v1/keys").is(401);
        new Rest(engine, key.getString("key")).get("/v1/keys").is(401);

        List<String> kept = List.of("key-made " + id, "origin-added https://portal.example", "key-revoked " + id);
        assertThat(words(clinic, "")).startsWith(kept.toArray(String[]::new));
        assertThat(words(clinic, "?actor=" + id)).containsOnly("key-refused from 127.0.0.1");
        engine.restart();
        clinic.get("/v1/sessions/" + clinic.session() + "/roster").is(200);
        assertThat(words(clinic, "")).startsWith(kept.toArray(String[]::new)).hasSizeGreaterThan(5);
    }

    @Test
    void tokenThatWasTakenBack_isKept_andTellsNoName() {
        Rest clinic = rest.program("Ward");
        String session = clinic.session();
        JsonObject invite = clinic.post(
                        "/v1/sessions/" + session + "/invites", Rest.person("p1", "Zebulon Quark", "patient"))
                .is(201)
                .json();
        Joined ana = clinic.join(new JsonObject().put("code", invite.getString("code")));
        clinic.delete("/v1/sessions/" + session + "/invites/" + invite.getString("id"))
                .is(204);
        try (Device device = engine.device()) {
            device.hello(ana.token());
            device.bye("revoked");
        }
        assertThat(words(clinic, "?actor=" + ana.seat())).containsExactly("token-refused " + session + " revoked");
        assertThat(clinic.get("/v1/audit").is(200).body()).doesNotContain("Zebulon", "Quark", "p1");
    }

    @Test
    void whatIsAskedWrongly_isSaid() {
        rest.get("/v1/audit?from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z").invalid("/from");
        for (String cursor : List.of("nonsense", "20261129:-5", "20261129:", ":1", "20269999:1", "20261129:1e9")) {
            rest.get("/v1/audit?cursor=" + cursor).invalid("/cursor");
        }
        // Neither of long ago, which would be a read for each day, nor of a time that never comes.
        rest.get("/v1/audit?cursor=00010101:1").is(200);
        rest.get("/v1/audit?cursor=99991231:9223372036854775807").is(200);
        rest.get("/v1/audit").is(200);
        assertThat(new Rest(engine, "").get("/v1/audit").status()).isEqualTo(401);
    }
}
