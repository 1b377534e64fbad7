package org.anteroom.engine.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client says of its own line: a small object of numbers, flags and short words; which ones is the client's. */
final class HealthSummary {
    private static final int BYTES_MAX = 4096;
    private static final int DEPTH_MAX = 3;
    private static final int WORD_MAX = 64;

    private HealthSummary() {}

    static Map<String, Object> read(Fields summary) {
        JsonObject json = summary.json();
        if (json.encode().getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new InvalidException(summary.at(""), "Must have at most " + BYTES_MAX + " bytes.");
        }
        check(json, summary.at(""), 1);
        return json.getMap();
    }

    private static void check(Object value, String where, int depth) {
        if (value instanceof JsonObject object && depth <= DEPTH_MAX) {
            object.forEach(field -> check(field.getValue(), where, depth + 1));
        } else if (value instanceof JsonArray array && depth <= DEPTH_MAX) {
            array.forEach(element -> check(element, where, depth + 1));
        } else {
            boolean small = value instanceof Number
                    || value instanceof Boolean
                    || (value instanceof String word && word.length() <= WORD_MAX);
            if (!small) {
                throw new InvalidException(where, "Must hold numbers, flags and short words.");
            }
        }
    }
}
