package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that an earlier release wrote opens in this one, and says the same. */
class EarlierJournalTest {
    private static final String FIXTURE = "earlier/";
    private static final List<String> FILES = List.of("journal.db", "root.bcfks", "alive");

    @TempDir
    Path folder;

    private JsonObject then;
    private TestEngine engine;

    @BeforeEach
    void open() throws IOException {
        then = new JsonObject(new String(bytes("answers.json"), StandardCharsets.UTF_8));
        Path data = Files.createDirectories(folder.resolve("data"));
        for (String file : FILES) {
            Path copied = Files.write(data.resolve(file), bytes("data/" + file));
            Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("rw-------"));
        }
        engine = TestEngine.stoppedAt(folder, Instant.parse(then.getString("at")));
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = EarlierJournalTest.class.getResourceAsStream(FIXTURE + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Rest clinic() {
        return engine.rest(then.getString("key"));
    }

    private void checkReads() {
        for (Object one : then.getJsonArray("reads")) {
            JsonObject read = (JsonObject) one;
            boolean bootstrap = EarlierJournalMaker.BOOTSTRAP.equals(read.getString("key"));
            Rest.Answer now =
                    (bootstrap ? engine.rest() : clinic()).get(read.getString("path"), read.getString("accept"));
            assertThat(asThen(now.is(200).body(), read.getString("path")))
                    .as(read.getString("path"))
                    .isEqualTo(read.getString("body"));
        }
    }

    /** Answers may grow: without what keys did not say then. */
    private static String asThen(String body, String path) {
        if (!path.equals("/v1/keys")) {
            return body;
        }
        JsonObject keys = new JsonObject(body);
        keys.getJsonArray("items").forEach(one -> {
            JsonObject key = (JsonObject) one;
            assertThat(key.remove("scopes"))
                    .isEqualTo(new JsonArray().add("read").add("sessions").add("admin"));
            key.remove("lastUsedAt");
        });
        return keys.encode();
    }

    @Test
    void everythingThatWasRead_isReadTheSame_alsoAtTheSecondStart() {
        checkReads();
        engine.restart();
        checkReads();
        JsonArray kept = then.getJsonArray("kept");
        JsonArray trail = clinic().get(then.getString("trail")).is(200).json().getJsonArray("items");
        assertThat(trail.stream().limit(kept.size())).containsExactlyElementsOf(kept);
        assertThat(engine.metric("anteroom_quarantined_streams")).isZero();
        assertThat(engine.metric("anteroom_missing_streams")).isZero();
        assertThat(engine.metric("anteroom_journal_heads_changed")).isZero();
    }

    @Test
    void whatOpenedSomething_opensIt_andWhatWasTakenBackDoesNot() {
        engine.rest(then.getString("revokedKey")).get("/v1/keys").is(401);
        clinic().post("/v1/sessions", then.getJsonObject("draft"), then.getString("idempotencyKey"))
                .is(201);
        JsonObject tokens = then.getJsonObject("tokens");
        for (String place : tokens.fieldNames()) {
            JsonObject welcome = engine.device(tokens.getString(place)).seen().get(0);
            assertThat(welcome.getJsonObject("you").getString("place")).startsWith(place);
        }
        Rest.Joined cy = clinic().join(new JsonObject().put("code", then.getString("code")));
        engine.device(cy.token()).done("knock");
        Device staff = engine.device(tokens.getString("main"));
        assertThat(staff.ask("note-1", "note", new JsonObject().put("text", "Once.")))
                .as("a command that was answered then")
                .isEqualTo(then.getJsonObject("note"));
        staff.done("closeBreakouts", new JsonObject().put("countdownSeconds", 0));
        staff.done("admitAll");
        staff.ask("end", new JsonObject());
        staff.bye("ended");
    }
}
