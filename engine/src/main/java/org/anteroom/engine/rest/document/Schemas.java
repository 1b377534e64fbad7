package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * Schemas as a validator takes them. References are replaced by what they name, so that the place of a fault leads to
 * the schema that it broke; words for readers are left out. Our schemas do not refer to themselves.
 */
final class Schemas {
    /** What a refusal says instead of the sentence that the keyword makes. */
    static final String REFUSAL = "x-refusal";

    static final String DISCRIMINATOR = "discriminator";

    private static final Set<String> KEPT = Set.of(
            "type",
            "const",
            "enum",
            "required",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern",
            "format",
            REFUSAL);

    private final Document document;

    Schemas(Document document) {
        this.document = document;
    }

    JsonObject lean(JsonObject node) {
        JsonObject schema = document.resolved(node);
        JsonObject lean = new JsonObject();
        for (String keyword : schema.fieldNames()) {
            Object value = schema.getValue(keyword);
            if (KEPT.contains(keyword)) {
                lean.put(keyword, value);
            } else if (keyword.equals("properties")) {
                lean.put(keyword, properties((JsonObject) value));
            } else if (keyword.equals("items") || keyword.equals("additionalProperties")) {
                lean.put(keyword, value instanceof JsonObject inner ? lean(inner) : value);
            } else if (keyword.equals("anyOf") || keyword.equals("oneOf")) {
                lean.put(keyword, choices((JsonArray) value));
            }
        }
        return lean;
    }

    private JsonObject properties(JsonObject properties) {
        JsonObject lean = new JsonObject();
        properties.fieldNames().forEach(name -> lean.put(name, lean(properties.getJsonObject(name))));
        return lean;
    }

    private JsonArray choices(JsonArray choices) {
        JsonArray lean = new JsonArray();
        choices.forEach(choice -> lean.add(lean((JsonObject) choice)));
        return lean;
    }
}
