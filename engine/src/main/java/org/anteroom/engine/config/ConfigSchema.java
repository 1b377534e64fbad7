package org.anteroom.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The JSON Schema of the configuration, walked by hand so that every problem reads well.
 *
 * <p>Knows the keywords that {@code anteroom.schema.json} uses: type, properties, additionalProperties (always false),
 * minimum, maximum, minLength, maxLength, pattern (of the whole value), enum, items, maxItems, writeOnly (a secret) and
 * description (what is allowed, in words).
 */
final class ConfigSchema {
    private static final int INTEGER_DIGITS_MAX = 9;

    private final JsonNode root;

    ConfigSchema(JsonNode root) {
        this.root = root;
    }

    /** All keys that hold a value, by their dotted path. */
    Map<String, JsonNode> leaves() {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        collect("", root, leaves);
        return leaves;
    }

    private static void collect(String prefix, JsonNode schema, Map<String, JsonNode> leaves) {
        schema.path("properties").properties().forEach(property -> {
            String key = prefix + property.getKey();
            if (property.getValue().has("properties")) {
                collect(key + ".", property.getValue(), leaves);
            } else {
                leaves.put(key, property.getValue());
            }
        });
    }

    /** What is wrong with a document, one sentence each, without its source. */
    List<String> problems(JsonNode document) {
        List<String> problems = new ArrayList<>();
        checkObject("", root, document, problems);
        return problems;
    }

    /** What is wrong with the value of one key. */
    Optional<String> problem(String key, JsonNode schema, JsonNode value) {
        return fits(schema, value)
                ? Optional.empty()
                : Optional.of(key + " is " + shown(schema, value) + "; allowed: " + allowed(schema) + ".");
    }

    /** The value that a text from the environment means, where it can be one of the key's type. */
    static Optional<JsonNode> parse(JsonNode schema, String text) {
        String type = schema.path("type").asText();
        if (type.equals("integer")) {
            return text.matches("-?[0-9]{1," + INTEGER_DIGITS_MAX + "}")
                    ? Optional.of(IntNode.valueOf(Integer.parseInt(text)))
                    : Optional.empty();
        }
        if (type.equals("boolean")) {
            return text.equals("true") || text.equals("false")
                    ? Optional.of(BooleanNode.valueOf(text.equals("true")))
                    : Optional.empty();
        }
        if (type.equals("array")) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            Pattern.compile(",")
                    .splitAsStream(text)
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .forEach(item ->
                            array.add(parse(schema.path("items"), item).orElseGet(() -> TextNode.valueOf(item))));
            return Optional.of(array);
        }
        return Optional.of(TextNode.valueOf(text));
    }

    private void checkObject(String prefix, JsonNode schema, JsonNode document, List<String> problems) {
        if (!document.isObject()) {
            String key = prefix.isEmpty() ? "The document" : prefix.substring(0, prefix.length() - 1);
            problems.add(key + " has no keys; allowed: " + keys(prefix, schema) + ".");
            return;
        }
        document.properties().forEach(field -> {
            String key = prefix + field.getKey();
            JsonNode child = schema.path("properties").path(field.getKey());
            if (child.isMissingNode()) {
                problems.add(key + " is not a key; allowed: " + keys(prefix, schema) + ".");
            } else if (child.has("properties")) {
                checkObject(key + ".", child, field.getValue(), problems);
            } else {
                problem(key, child, field.getValue()).ifPresent(problems::add);
            }
        });
    }

    private static String keys(String prefix, JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(property -> prefix + property.getKey())
                .collect(Collectors.joining(", "));
    }

    private static boolean fits(JsonNode schema, JsonNode value) {
        String type = schema.path("type").asText();
        if (type.equals("integer")) {
            return value.isInt()
                    && value.intValue() >= schema.path("minimum").asInt()
                    && value.intValue() <= schema.path("maximum").asInt();
        }
        if (type.equals("boolean")) {
            return value.isBoolean();
        }
        if (type.equals("array")) {
            return value.isArray()
                    && value.size() <= schema.path("maxItems").asInt()
                    && StreamSupport.stream(value.spliterator(), false)
                            .allMatch(item -> fits(schema.path("items"), item));
        }
        return value.isTextual() && fitsText(schema, value.textValue());
    }

    private static boolean fitsText(JsonNode schema, String text) {
        JsonNode choices = schema.path("enum");
        boolean chosen = choices.isMissingNode()
                || StreamSupport.stream(choices.spliterator(), false)
                        .anyMatch(choice -> choice.textValue().equals(text));
        return chosen
                && text.length() >= schema.path("minLength").asInt(0)
                && text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && (!schema.has("pattern")
                        || text.matches(schema.path("pattern").textValue()));
    }

    /** A value as it may be printed. */
    static String shown(JsonNode schema, JsonNode value) {
        if (schema.path("writeOnly").asBoolean()) {
            return "a secret of " + value.asText().length() + " characters";
        }
        return value.isNull() ? "empty" : value.toString();
    }

    static String allowed(JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("integer")) {
            return String.format(
                    Locale.ROOT, "a whole number from %s to %s", schema.path("minimum"), schema.path("maximum"));
        }
        if (type.equals("boolean")) {
            return "true or false";
        }
        if (type.equals("array")) {
            return "a list of at most " + schema.path("maxItems") + ", each " + allowed(schema.path("items"));
        }
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .map(JsonNode::textValue)
                    .collect(Collectors.joining(", "));
        }
        return schema.path("description").asText();
    }
}
