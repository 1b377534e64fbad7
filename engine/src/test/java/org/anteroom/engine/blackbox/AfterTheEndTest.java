package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that is over and no longer in memory answers as it did before, also after a restart. */
class AfterTheEndTest {
    @TempDir
    Path folder;

    private JsonObject draft;
    private String path = "";
    private String code = "";
    private Joined maya;
    private Optional<JsonObject> attendance = Optional.empty();

    private void end(TestEngine engine) {
        Rest rest = engine.rest();
        draft = Rest.draft();
        String session = rest.post("/v1/sessions", draft, "one").is(201).json().getString("id");
        path = "/v1/sessions/" + session;
        code = rest.post(path + "/invites", Rest.person("p9", "Ana Lopez", "patient"))
                .is(201)
                .json()
                .getString("code");
        maya = rest.join(session, "Maya Chen", "facilitator");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        staff.done("start");
        rest.post(path + "/commands", note(), "note").is(200);
        staff.ask("end");
        staff.bye("ended");
    }

    private static JsonObject note() {
        return new JsonObject().put("name", "note").put("args", new JsonObject().put("text", "a note"));
    }

    private void awaitLetGo(TestEngine engine) {
        Patience.await().until(() -> engine.metric("anteroom_sessions ") == 0);
        assertThat(engine.metric("anteroom_sessions_over ")).isEqualTo(1);
    }

    private void checkAnswers(TestEngine engine) {
        Rest rest = engine.rest();
        JsonArray items = rest.get("/v1/sessions").is(200).json().getJsonArray("items");
        assertThat(items).hasSize(1);
        JsonObject shown = items.getJsonObject(0);
        assertThat(shown.getString("state")).isEqualTo("ended");
        assertThat(rest.get("/v1/sessions?state=ended").json().getJsonArray("items"))
                .hasSize(1);
        assertThat(rest.get("/v1/sessions?state=open").json().getJsonArray("items"))
                .isEmpty();
        Device late = engine.device();
        late.hello(maya.token());
        late.bye("ended");
        engine.rest("").post("/v1/join", new JsonObject().put("code", code)).problem(403, "join-refused");
        rest.program("Another clinic").get(path).problem(404, "not-found");
        assertThat(engine.metric("anteroom_sessions "))
                .as("nothing of that read the journal")
                .isZero();

        assertThat(rest.get(path).is(200).json()).isEqualTo(shown);
        assertThat(rest.get(path + "/roster").is(200).body()).contains(maya.seat(), "Ana Lopez");
        JsonObject minutes = rest.get(path + "/attendance").is(200).json();
        assertThat(attendance.orElse(minutes)).isEqualTo(minutes);
        attendance = Optional.of(minutes);
        assertThat(rest.get(path + "/journal").is(200).json().getJsonArray("items"))
                .isNotEmpty();
        rest.post(path + "/invites", Rest.person("p2", "Ben Okafor", "patient")).problem(409, "conflict");
        rest.post(path + "/commands", note(), "note").is(200);
        rest.post(path + "/commands", note(), "another").problem(409, "conflict");
        assertThat(rest.post("/v1/sessions", draft, "one").is(201).json()).isEqualTo(shown);
    }

    @Test
    void sessionThatIsOver_answersFromTheJournal() {
        try (TestEngine engine = TestEngine.start(folder, Map.of("ANTEROOM_TIMERS_OVER_KEPT_MS", "1"))) {
            end(engine);
            awaitLetGo(engine);
            checkAnswers(engine);
            engine.restart();
            awaitLetGo(engine);
            checkAnswers(engine);
        }
    }
}
