package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.anteroom.engine.wire.InvalidException;

/**
 * What is too much of something, found at a glance. A validator looks at every element of a list that is far too long,
 * and writes a finding for each; a second of the event loop is a high price for one body.
 */
final class Bounds {
    private Bounds() {}

    /** The first list with too many elements, or object with more fields than there are. */
    static Optional<InvalidException> fault(JsonObject schema, Object value, String pointer) {
        if (value instanceof JsonArray list && schema.containsKey("items")) {
            return list(schema, list, pointer);
        }
        if (value instanceof JsonObject object && schema.containsKey("properties")) {
            return object(schema, object, pointer);
        }
        return Optional.empty();
    }

    private static Optional<InvalidException> list(JsonObject schema, JsonArray list, String pointer) {
        if (schema.containsKey("maxItems") && list.size() > schema.getInteger("maxItems")) {
            return Optional.of(Sentences.elements(schema, pointer));
        }
        JsonObject items = schema.getJsonObject("items");
        for (int i = 0; i < list.size(); i++) {
            Optional<InvalidException> fault = fault(items, list.getValue(i), pointer + "/" + i);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<InvalidException> object(JsonObject schema, JsonObject object, String pointer) {
        JsonObject properties = schema.getJsonObject("properties");
        boolean closed = Boolean.FALSE.equals(schema.getValue("additionalProperties"));
        if (closed && object.size() > properties.size()) {
            return Optional.of(Sentences.unknown(schema, object, pointer));
        }
        for (String name : properties.fieldNames()) {
            if (object.containsKey(name)) {
                Optional<InvalidException> fault =
                        fault(properties.getJsonObject(name), object.getValue(name), pointer + "/" + name);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }
}
