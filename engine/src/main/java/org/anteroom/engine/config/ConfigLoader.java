package org.anteroom.engine.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the configuration together: defaults, then the YAML file, then the environment; each wins over the one before. */
public final class ConfigLoader {
    private static final String PREFIX = "ANTEROOM_";
    private static final String FILE_VARIABLE = PREFIX + "CONFIG";

    /** Variables of the launcher, the tests and the bench, which the engine leaves alone. */
    private static final List<String> NOT_OURS = List.of(
            FILE_VARIABLE,
            PREFIX + "MAVEN_REPO",
            PREFIX + "JAVA_OPTIONS",
            PREFIX + "TEST_",
            PREFIX + "E2E_",
            PREFIX + "BENCH_");

    private final ObjectMapper yaml = YAMLMapper.builder(YAMLFactory.builder().build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final ConfigSchema schema;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> origins = new LinkedHashMap<>();

    private ConfigLoader(Map<String, String> environment) {
        this.environment = environment;
        this.schema = new ConfigSchema(resource("anteroom.schema.json"));
    }

    /**
     * The configuration under this environment.
     *
     * @throws ConfigException with every problem that was found
     */
    public static EngineConfig load(Map<String, String> environment) {
        return new ConfigLoader(environment).load();
    }

    private EngineConfig load() {
        ObjectNode merged = (ObjectNode) resource("anteroom.yaml");
        file().ifPresent(file -> merge("", merged, file));
        refuseProblems();
        applyEnvironment(merged);
        refuseProblems();
        EngineConfig config = ConfigMapping.map(merged);
        problems.addAll(new ConfigRules(config, origins).problems());
        refuseProblems();
        return config;
    }

    private void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private Optional<ObjectNode> file() {
        String name = environment.getOrDefault(FILE_VARIABLE, "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonNode> document = parse(name);
        document.ifPresent(node -> schema.problems(node).forEach(problem -> problems.add(name + ": " + problem)));
        return document.filter(JsonNode::isObject).map(node -> {
            ObjectNode object = (ObjectNode) node;
            schema.leaves().keySet().forEach(key -> {
                if (!object.at(pointer(key)).isMissingNode()) {
                    origins.put(key, name);
                }
            });
            return object;
        });
    }

    private Optional<JsonNode> parse(String name) {
        try {
            return Optional.of(yaml.readTree(Files.readString(Path.of(name))))
                    .map(node -> node.isMissingNode() ? yaml.createObjectNode() : node);
        } catch (JsonProcessingException e) {
            // Its own message quotes the line, and the line may hold a secret.
            String place = Optional.ofNullable(e.getLocation())
                    .map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr())
                    .orElse("");
            problems.add(name + ": not valid YAML" + place + "; allowed: YAML, each key once.");
        } catch (IOException e) {
            problems.add(FILE_VARIABLE + " is " + name + "; allowed: a YAML file that the engine may read.");
        }
        return Optional.empty();
    }

    private void merge(String prefix, ObjectNode target, ObjectNode source) {
        source.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode child
                    && target.get(field.getKey()) instanceof ObjectNode existing) {
                merge(prefix + field.getKey() + ".", existing, child);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private void applyEnvironment(ObjectNode merged) {
        Map<String, String> variables = new TreeMap<>();
        schema.leaves().keySet().forEach(key -> variables.put(variable(key), key));
        new TreeMap<>(environment).forEach((name, text) -> {
            String key = variables.get(name);
            if (key != null) {
                apply(merged, name, key, text);
            } else if (name.startsWith(PREFIX) && NOT_OURS.stream().noneMatch(name::startsWith)) {
                problems.add("The environment variable " + name + " is not one of the engine's; allowed: "
                        + String.join(", ", variables.keySet()) + ", " + FILE_VARIABLE + ".");
            }
        });
    }

    private void apply(ObjectNode merged, String name, String key, String text) {
        JsonNode leaf = Objects.requireNonNull(schema.leaves().get(key));
        JsonNode asText = yaml.getNodeFactory().textNode(text);
        JsonNode value = ConfigSchema.parse(leaf, text).orElse(asText);
        Optional<String> problem = schema.problem(key, leaf, value);
        problem.ifPresent(sentence -> problems.add("The environment variable " + name + ": " + sentence));
        origins.put(key, "The environment variable " + name);
        int dot = key.lastIndexOf('.');
        ObjectNode parent = dot < 0 ? merged : (ObjectNode) merged.at(pointer(key.substring(0, dot)));
        parent.set(key.substring(dot + 1), value);
    }

    /** {@code media.endpointsMax} is {@code ANTEROOM_MEDIA_ENDPOINTS_MAX}. */
    static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String pointer(String key) {
        return "/" + key.replace('.', '/');
    }

    private JsonNode resource(String name) {
        try (InputStream input = ConfigLoader.class.getResourceAsStream(name)) {
            return yaml.readTree(Objects.requireNonNull(input, name));
        } catch (IOException e) {
            throw new IllegalStateException("The engine's own " + name + " cannot be read", e);
        }
    }
}
