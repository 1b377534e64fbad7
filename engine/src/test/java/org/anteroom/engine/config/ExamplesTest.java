package org.anteroom.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.anteroom.signaling.BridgeKeys;
import org.junit.jupiter.api.Test;

/** The examples beside the configuration are what the engine takes, and go together. */
class ExamplesTest {
    private static final Path CONFIG = Path.of("..", "config");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]*}");

    private static String text(String name) {
        try {
            return Files.readString(CONFIG.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode yaml(String name) {
        try {
            return new YAMLMapper().readTree(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of the engine's container, with the files of this folder where it mounts them. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        yaml("compose/compose.yaml")
                .at("/services/engine/environment")
                .properties()
                .forEach(entry -> {
                    String value = VARIABLE.matcher(entry.getValue().asText())
                            .replaceAll("a-secret-of-the-example-test-0123456789");
                    environment.put(entry.getKey(), value);
                });
        assertThat(environment).containsEntry("ANTEROOM_CONFIG", "/etc/anteroom/anteroom.yaml");
        environment.put(
                "ANTEROOM_CONFIG", CONFIG.resolve("compose/anteroom.yaml").toString());
        return environment;
    }

    @Test
    void theEngineOfTheComposeFile_wouldStart_onVideobridgesWithARelay() {
        EngineConfig config = ConfigLoader.load(environment());
        assertThat(config.media().bridge()).isEqualTo("videobridge");
        assertThat(config.media().turn().urls()).isNotEmpty();
        assertThat(config.publicUrl()).contains("https://rooms.example.org");
    }

    @Test
    void theSecretsOfTheComposeFile_standInTheEnvironmentAlone() {
        yaml("compose/compose.yaml")
                .at("/services/engine/environment")
                .properties()
                .forEach(entry -> {
                    if (entry.getKey().matches(".*(PASSWORD|KEY|SECRET)")) {
                        assertThat(entry.getValue().asText()).startsWith("${" + entry.getKey() + ":?");
                    }
                });
        assertThat(text("compose/anteroom.yaml")).doesNotContain("secret:", "rootPassword:", "bootstrapKey:");
    }

    @Test
    void whatTheComposeFileMounts_isHere() {
        JsonNode services = yaml("compose/compose.yaml").get("services");
        services.forEach(service -> service.path("volumes").forEach(volume -> {
            String source = volume.asText().split(":", -1)[0];
            boolean example = source.endsWith(".yaml") || source.endsWith(".yml") || source.endsWith(".conf");
            if (example) {
                assertThat(CONFIG.resolve("compose").resolve(source)).exists();
            }
        }));
        assertThat(services.size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void engine_videobridge_andProxy_agreeOnWhereTheyAre() {
        BridgeKeys keys = ConfigLoader.load(environment()).media().keys();
        String bridge = text("videobridge/jvb.conf");
        String proxy = text("nginx/anteroom.conf");
        assertThat(keys.texts("videobridges")).containsExactly("http://127.0.0.1:8180");
        assertThat(bridge).contains("private { host = 127.0.0.1, port = 8180 }");
        assertThat(keys.texts("channels")).containsExactly("ws://127.0.0.1:9090");
        assertThat(bridge).contains("domains = [\"127.0.0.1:9090\"]", "tls = false", "server-id = \"one\"");
        assertThat(bridge).contains("public { host = 127.0.0.1, port = 9090 }");
        assertThat(proxy)
                .contains("server_name rooms.example.org;", "server 127.0.0.1:8080;")
                .as("the bridge is the engine's alone")
                .doesNotContain("8180", "9090", "colibri");
    }

    @Test
    void prometheus_readsTheManagementPort() {
        JsonNode target = yaml("compose/prometheus.yml").at("/scrape_configs/0/static_configs/0/targets/0");
        int port = ConfigLoader.load(environment()).managementPort();
        assertThat(target.asText()).isEqualTo("127.0.0.1:" + port);
    }
}
