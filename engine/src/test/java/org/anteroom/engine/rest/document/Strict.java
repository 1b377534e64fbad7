package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Schemas without room for what they do not name: in a test nothing undocumented is passed over. */
final class Strict {
    private Strict() {}

    /** This lean schema, closed everywhere but where it says that anything goes. */
    static JsonObject closed(JsonObject lean) {
        JsonObject schema = lean.copy();
        if ("object".equals(schema.getString("type")) && !schema.containsKey("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        if (schema.getValue("properties") instanceof JsonObject properties) {
            JsonObject closed = new JsonObject();
            properties.fieldNames().forEach(name -> closed.put(name, closed(properties.getJsonObject(name))));
            schema.put("properties", closed);
        }
        for (String inner : new String[] {"items", "additionalProperties"}) {
            if (schema.getValue(inner) instanceof JsonObject node) {
                schema.put(inner, closed(node));
            }
        }
        for (String choice : new String[] {"anyOf", "oneOf"}) {
            if (schema.getValue(choice) instanceof JsonArray choices) {
                JsonArray closed = new JsonArray();
                choices.forEach(node -> closed.add(closed((JsonObject) node)));
                schema.put(choice, closed);
            }
        }
        return schema;
    }
}
