package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.sample.SampleSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links of the sample session, as somebody tries them on a fresh machine. */
class SampleTest {
    private static final Map<String, String> WITH_SAMPLE =
            Map.of("ANTEROOM_SAMPLE_ENABLED", "true", "ANTEROOM_SAMPLE_PORTAL_PORT", "0");

    @TempDir
    Path folder;

    @Test
    void aLinkOfTheSample_opensInAnotherBrowserToo_alsoAfterARestart() {
        try (TestEngine engine = TestEngine.start(folder, WITH_SAMPLE)) {
            List<SampleSession.Link> links = engine.sampleLinks();
            assertThat(links).hasSize(5);
            for (SampleSession.Link link : links) {
                assertThat(join(engine, link.code(), "one-browser")).isEqualTo(200);
                assertThat(join(engine, link.code(), "another-browser")).isEqualTo(200);
            }
            engine.restart();
            assertThat(join(engine, links.get(0).code(), "a-third-browser")).isEqualTo(200);
        }
    }

    @Test
    void aProgramsOwnInvite_opensOnOneDeviceAlone_besideTheSampleToo() {
        try (TestEngine engine = TestEngine.start(folder, WITH_SAMPLE)) {
            String session = engine.rest().session();
            String code = engine.rest()
                    .post("/v1/sessions/" + session + "/invites", Rest.person("p-1", "Ana Lopez", "patient"))
                    .is(201)
                    .json()
                    .getString("code");
            assertThat(join(engine, code, "one-browser")).isEqualTo(200);
            assertThat(join(engine, code, "another-browser")).isEqualTo(403);
        }
    }

    private static int join(TestEngine engine, String code, String device) {
        return engine.rest("")
                .post("/v1/join", new JsonObject().put("code", code).put("device", device))
                .status();
    }
}
