package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bad values made of a good one and its schema, one fault each: every field left out, null, of another type, out of its
 * range, and a field that nobody knows in every object.
 */
final class Mutations {
    private final JsonObject good;
    private final List<Mutation> made = new ArrayList<>();

    /** A bad value, and where its fault is. */
    record Mutation(String what, String pointer, JsonObject value) {}

    private Mutations(JsonObject good) {
        this.good = good;
    }

    /** All of them, of one value that a closed schema takes. */
    static List<Mutation> of(JsonObject schema, JsonObject good) {
        Mutations mutations = new Mutations(good);
        mutations.object(schema, good, List.of());
        return mutations.made;
    }

    private void object(JsonObject schema, JsonObject value, List<Object> path) {
        if (Boolean.TRUE.equals(schema.getValue("additionalProperties"))) {
            return;
        }
        add("unknown field", path, "unknown", 1);
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (String name : value.fieldNames()) {
            JsonObject field = properties.getJsonObject(name);
            if (required.contains(name)) {
                remove(path, name);
            }
            bad(field, value.getValue(name), with(path, name));
        }
    }

    private void bad(JsonObject schema, Object value, List<Object> path) {
        replace("null", path, null);
        String type = schema.getString("type", "");
        for (Object other : List.of("text", 7, 1.5, true, new JsonObject(), new JsonArray())) {
            if (!type.equals(type(other)) && !(type.equals("integer") && other.equals(7))) {
                replace("a " + other.getClass().getSimpleName(), path, other);
            }
        }
        switch (type) {
            case "object" -> object(schema, (JsonObject) value, path);
            case "array" -> array(schema, (JsonArray) value, path);
            case "integer" -> integer(schema, path);
            case "string" -> text(schema, path);
            default -> {}
        }
    }

    private void array(JsonObject schema, JsonArray value, List<Object> path) {
        JsonObject items = schema.getJsonObject("items");
        int least = schema.getInteger("minItems", 0);
        int most = schema.getInteger("maxItems");
        if (least > 0) {
            JsonArray few = new JsonArray();
            value.stream().limit(least - 1L).forEach(few::add);
            replace("too few", path, few);
        }
        JsonArray many = value.copy();
        while (many.size() <= most) {
            many.add(value.getValue(0));
        }
        replace("too many", path, many);
        bad(items, value.getValue(0), with(path, 0));
        if (value.size() > 1) {
            bad(items, value.getValue(value.size() - 1), with(path, value.size() - 1));
        }
    }

    private void integer(JsonObject schema, List<Object> path) {
        replace("below", path, schema.getInteger("minimum") - 1);
        if (schema.containsKey("maximum")) {
            replace("above", path, schema.getInteger("maximum") + 1);
        }
    }

    private void text(JsonObject schema, List<Object> path) {
        replace("empty", path, "");
        replace("blank", path, " ");
        if (schema.containsKey("maxLength")) {
            replace("too long", path, "x".repeat(schema.getInteger("maxLength") + 1));
        }
        if (schema.containsKey("enum") || (schema.containsKey("pattern") && !schema.containsKey("minLength"))) {
            replace("another word", path, "another");
        }
    }

    private static String type(Object value) {
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof JsonObject) {
            return "object";
        }
        return value instanceof JsonArray ? "array" : "number";
    }

    private static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    private void remove(List<Object> path, String name) {
        JsonObject copy = good.copy();
        ((JsonObject) at(copy, path)).remove(name);
        made.add(new Mutation("without " + name, pointer(with(path, name)), copy));
    }

    private void add(String what, List<Object> path, String name, Object value) {
        JsonObject copy = good.copy();
        ((JsonObject) at(copy, path)).put(name, value);
        made.add(new Mutation(what, pointer(with(path, name)), copy));
    }

    private void replace(String what, List<Object> path, @Nullable Object value) {
        JsonObject copy = good.copy();
        Object parent = at(copy, path.subList(0, path.size() - 1));
        Object last = path.get(path.size() - 1);
        if (parent instanceof JsonObject object) {
            object.put((String) last, value);
        } else {
            ((JsonArray) parent).set((Integer) last, value);
        }
        made.add(new Mutation(what, pointer(path), copy));
    }

    private static Object at(JsonObject root, List<Object> path) {
        Object node = root;
        for (Object step : path) {
            node = node instanceof JsonArray list
                    ? list.getValue((Integer) step)
                    : ((JsonObject) node).getValue((String) step);
        }
        return node;
    }

    private static String pointer(List<Object> path) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(step -> pointer.append('/').append(step));
        return pointer.toString();
    }
}
