package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose bridge carries no media that are encrypted from page to page: by no way there is such a session. */
class NoCiphertextTest {
    private static final Map<String, String> JITSI_MEET = Map.of(
            "ANTEROOM_MEDIA_BRIDGE", "jitsi-meet",
            "ANTEROOM_MEDIA_JITSI_MEET_URL", "http://127.0.0.1:9",
            "ANTEROOM_MEDIA_JITSI_MEET_DOMAIN", "meet.test",
            "ANTEROOM_MEDIA_JITSI_MEET_APP_ID", "rooms",
            "ANTEROOM_MEDIA_JITSI_MEET_ALGORITHM", "HS256",
            "ANTEROOM_MEDIA_JITSI_MEET_SECRET", "a-secret-of-thirty-two-characters");
    private static final JsonObject ENCRYPTED = new JsonObject().put("e2ee", "required");

    @TempDir
    Path folder;

    private static JsonObject series(TestEngine engine) {
        LocalDate tomorrow = LocalDate.ofInstant(engine.now(), ZoneOffset.UTC).plusDays(1);
        return new JsonObject()
                .put("title", "Evening group")
                .put("kind", "group")
                .put("timeZone", "UTC")
                .put("startsAt", tomorrow + "T12:00")
                .put("durationMinutes", 90)
                .put("recurrence", "FREQ=DAILY");
    }

    private static int sessions(Rest rest, String series) {
        return rest.get("/v1/sessions?limit=200&series=" + series)
                .is(200)
                .json()
                .getJsonArray("items")
                .size();
    }

    private static String made(Rest rest, JsonObject draft) {
        return rest.post("/v1/series", draft).is(201).json().getString("id");
    }

    @Test
    void sessionsThatWouldBeEncrypted_areRefused_howeverTheyAreAskedFor() {
        try (TestEngine engine = TestEngine.start(folder, JITSI_MEET)) {
            Rest rest = engine.rest();
            rest.post("/v1/sessions", Rest.draft().put("policy", ENCRYPTED)).problem(409, "conflict");
            rest.post("/v1/series", series(engine).put("policy", ENCRYPTED)).problem(409, "conflict");
            rest.send("PUT", "/v1/policies/group", ENCRYPTED.encode(), Map.of()).problem(409, "conflict");
            String plain = made(rest, series(engine));
            rest.patch("/v1/series/" + plain, new JsonObject().put("policy", ENCRYPTED))
                    .problem(409, "conflict");
        }
    }

    @Test
    void seriesOfAnotherBridge_makesNoSessionsHere_andKeepsNobodyElseFromTheirs() {
        String encrypted;
        String plain;
        int before;
        try (TestEngine engine = TestEngine.start(folder)) {
            encrypted = made(engine.rest(), series(engine).put("policy", ENCRYPTED));
            plain = made(engine.rest(), series(engine));
            before = sessions(engine.rest(), encrypted);
            assertThat(before).isPositive();
        }
        try (TestEngine engine = TestEngine.start(folder, JITSI_MEET)) {
            engine.pass(Duration.ofDays(3));
            Patience.await().until(() -> sessions(engine.rest(), plain) == before + 3);
            assertThat(sessions(engine.rest(), encrypted)).isEqualTo(before);
        }
    }
}
