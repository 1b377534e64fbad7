package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Unknown keys and dead links, of which many come from one address: they cost those alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottleTest {
    /** More than an address may fail in two minutes, so that a minute that ends meanwhile changes nothing. */
    private static final int TRIES_MAX = 400;

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

    private static Answer untilRateLimited(int status, Supplier<Answer> call) {
        for (int i = 0; i < TRIES_MAX; i++) {
            Answer answer = call.get();
            if (answer.status() == 429) {
                return answer;
            }
            answer.is(status);
        }
        throw new AssertionError("Never rate-limited");
    }

    @Test
    void unknownKeys_areThrottledByAddress_andCounted_andAGoodKeyWorks() {
        Rest unknown = engine.rest("key_AAAAAAAAAAAAAAAAAAAAAA.x");
        Answer answer = untilRateLimited(401, () -> unknown.get("/v1/keys"));
        answer.problem(429, "rate-limited");
        assertThat(answer.headers()).containsEntry("retry-after", "60");
        rest.get("/v1/keys").is(200);
        engine.rest("").get("/v1/keys").problem(401, "unauthorized");
        assertThat(engine.metric("anteroom_keys_refused_total")).isGreaterThanOrEqualTo(120);
    }

    @Test
    void deadLinks_costDeadLinksAlone() {
        JsonObject dead = new JsonObject().put("code", "A".repeat(44));
        Answer answer = untilRateLimited(403, () -> engine.rest("").post("/v1/join", dead));
        answer.problem(429, "rate-limited");
        assertThat(answer.headers()).containsEntry("retry-after", "60");
        var unused = rest.join(rest.session(), "Ana Lopez", "patient");
    }
}
