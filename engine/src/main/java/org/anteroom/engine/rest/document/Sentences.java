package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.engine.wire.InvalidException;

/**
 * A validator's findings as a person reads them: what is allowed at which field. The sentences are those of the readers
 * of commands, and hold nothing of the input.
 */
final class Sentences {
    private static final String NOT_BLANK = "\\S";
    private static final Set<String> LEAVES = Set.of(
            "type",
            "const",
            "enum",
            "required",
            "additionalProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern",
            "format");

    private final JsonObject root;
    private final Object value;
    private final String pointer;

    Sentences(JsonObject root, Object value, String pointer) {
        this.root = root;
        this.value = value;
        this.pointer = pointer;
    }

    /** The first finding that names something of the input. */
    InvalidException of(OutputUnit result) {
        List<OutputUnit> findings = Optional.ofNullable(result.getErrors()).orElse(List.of());
        return findings.stream()
                .filter(finding -> LEAVES.contains(keyword(finding)))
                .findFirst()
                .map(this::sentence)
                .orElseGet(() -> new InvalidException(pointer, "Is not what it has to be."));
    }

    private static String keyword(OutputUnit finding) {
        String location = finding.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private InvalidException sentence(OutputUnit finding) {
        String keyword = keyword(finding);
        String location = finding.getKeywordLocation();
        JsonObject schema = (JsonObject) walk(root, location.substring(0, location.lastIndexOf('/')));
        String named = finding.getInstanceLocation();
        // A property too many is named itself; what it should not be in stands above it.
        String place = keyword.equals("additionalProperties") ? named.substring(0, named.lastIndexOf('/')) : named;
        Object found = walk(value, place);
        String at = pointer + place.substring(1);
        if (keyword.equals("required")) {
            return missing(schema, (JsonObject) found, at);
        }
        if (keyword.equals("additionalProperties")) {
            return unknown(schema, (JsonObject) found, at);
        }
        String refusal = schema.getString(Schemas.REFUSAL);
        if (refusal != null && found instanceof String) {
            return new InvalidException(at, refusal);
        }
        return new InvalidException(at, detail(keyword, schema, found));
    }

    /** What stands at a location like {@code #/a/0} in a tree of objects and lists. */
    private static Object walk(Object from, String location) {
        Object node = from;
        for (String step : location.split("/", -1)) {
            if (!step.equals("#")) {
                node = node instanceof JsonArray list
                        ? list.getValue(Integer.parseInt(step))
                        : ((JsonObject) node).getValue(step);
            }
        }
        return node;
    }

    private static InvalidException missing(JsonObject schema, JsonObject found, String at) {
        String field = schema.getJsonArray("required").stream()
                .map(String.class::cast)
                .filter(name -> !found.containsKey(name))
                .findFirst()
                .orElseThrow();
        JsonObject wanted = schema.getJsonObject("properties").getJsonObject(field);
        return new InvalidException(at + "/" + field, "Is missing; it must be " + what(wanted) + ".");
    }

    /** That a field is none of an object's. */
    static InvalidException unknown(JsonObject schema, JsonObject found, String at) {
        JsonObject known = schema.getJsonObject("properties", new JsonObject());
        String field = found.fieldNames().stream()
                .filter(name -> !known.containsKey(name))
                .findFirst()
                .orElseThrow();
        // A name that somebody made up may be anything: it is shown where it can be read.
        String shown = field.length() <= 40 && field.chars().allMatch(c -> c > 32 && c < 127) ? field : "?";
        return new InvalidException(at + "/" + shown.replace("~", "~0").replace("/", "~1"), "Unknown field.");
    }

    private static String detail(String keyword, JsonObject schema, Object found) {
        if (found == null) {
            return "Must not be null.";
        }
        return switch (keyword) {
            case "enum" -> "Must be one of " + words(schema.getJsonArray("enum")) + ".";
            case "minItems", "maxItems" -> elements(schema);
            case "minLength" -> "Must not be empty.";
            case "maxLength" -> "Must have at most " + schema.getInteger("maxLength") + " characters.";
            case "pattern" ->
                NOT_BLANK.equals(schema.getString("pattern"))
                        ? "Must not be empty."
                        : "Is not of the form it has to be.";
            default -> "Must be " + what(schema) + ".";
        };
    }

    /** That a list has too many elements or too few. */
    static InvalidException elements(JsonObject schema, String at) {
        return new InvalidException(at, elements(schema));
    }

    private static String elements(JsonObject schema) {
        int from = schema.getInteger("minItems", 0);
        return schema.containsKey("maxItems")
                ? "Must have " + from + " to " + schema.getInteger("maxItems") + " elements."
                : "Must have at least " + from + " elements.";
    }

    private static String words(JsonArray values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What a value has to be, in words that follow "must be". */
    static String what(JsonObject schema) {
        if (schema.containsKey("const")) {
            return String.valueOf(schema.getValue("const"));
        }
        return switch (Objects.requireNonNullElse(schema.getString("type"), "")) {
            case "string" ->
                "date-time".equals(schema.getString("format")) ? "a time like 2026-01-31T15:00:00Z" : "a text";
            case "integer" -> "a whole number" + range(schema);
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> "what its description says";
        };
    }

    private static String range(JsonObject schema) {
        boolean from = schema.containsKey("minimum");
        boolean to = schema.containsKey("maximum");
        if (from && to) {
            return " from " + schema.getValue("minimum") + " to " + schema.getValue("maximum");
        }
        return from ? ", at least " + schema.getValue("minimum") : "";
    }
}
