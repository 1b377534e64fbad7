package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of the shapes that a schema is made of, as {@code StaffSeat/hand}: those that it names, and of them those
 * that some value had.
 */
final class ShapeFields {
    private static final String SHAPES = "#/components/schemas/";

    private final Document document;
    private final Set<String> found = new TreeSet<>();

    ShapeFields(Document document) {
        this.document = document;
    }

    Set<String> found() {
        return found;
    }

    /** Notes every field that a schema names. */
    void named(JsonObject node, String at) {
        String here = place(node, at);
        JsonObject schema = document.resolved(node);
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            found.add(here + "/" + name);
            named(properties.getJsonObject(name), here + "/" + name);
        }
        for (String inner : Set.of("items", "additionalProperties")) {
            if (schema.getValue(inner) instanceof JsonObject elements) {
                named(elements, here + "/*");
            }
        }
        schema.getJsonArray("anyOf", new JsonArray()).forEach(choice -> named((JsonObject) choice, here));
    }

    /** Notes every field of a schema that this value has. */
    void had(JsonObject node, Object value, String at) {
        String here = place(node, at);
        JsonObject schema = document.resolved(node);
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        if (value instanceof JsonObject object) {
            for (String name : object.fieldNames()) {
                if (properties.containsKey(name)) {
                    found.add(here + "/" + name);
                    had(properties.getJsonObject(name), object.getValue(name), here + "/" + name);
                } else if (schema.getValue("additionalProperties") instanceof JsonObject elements) {
                    had(elements, object.getValue(name), here + "/*");
                }
            }
        }
        if (value instanceof JsonArray list && schema.containsKey("items")) {
            list.forEach(element -> had(schema.getJsonObject("items"), element, here + "/*"));
        }
        schema.getJsonArray("anyOf", new JsonArray()).forEach(choice -> had((JsonObject) choice, value, here));
    }

    /** Where a node stands: the place of its parent, or the name of the shape that it refers to. */
    private static String place(JsonObject node, String at) {
        String reference = node.getString("$ref", "");
        return reference.startsWith(SHAPES) ? reference.substring(SHAPES.length()) : at;
    }
}
