package org.anteroom.engine.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.anteroom.engine.session.Words;

/**
 * What a client says of its own line. Each figure that is known is judged by its range; what is not known is left out,
 * so that nothing else than figures reaches staff.
 */
final class HealthSummary {
    private static final int BYTES_MAX = 4096;
    private static final int DEPTH_MAX = 3;
    private static final int WORD_MAX = 64;
    private static final double PERCENT_MAX = 100;

    private HealthSummary() {}

    /** The figures in the words of this release; those of the last one are read as well. */
    static Map<String, Object> read(Fields summary) {
        JsonObject json = summary.json();
        if (json.encode().getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new InvalidException(summary.at(""), "Must have at most " + BYTES_MAX + " bytes.");
        }
        check(json, summary.at(""), 1);
        Map<String, Object> figures = new LinkedHashMap<>();
        if (summary.has("line")) {
            figures.put("line", Words.word(summary.word("line", Line.class)));
        }
        put(figures, summary, "roundTripMs", "rttMs", 60_000);
        put(figures, summary, "rttMs", "rttMs", 60_000);
        put(figures, summary, "lossPercent", "lossUp", PERCENT_MAX);
        put(figures, summary, "lossUp", "lossUp", PERCENT_MAX);
        put(figures, summary, "lossDown", "lossDown", PERCENT_MAX);
        inner(figures, summary, "audio", HealthSummary::audio);
        inner(figures, summary, "video", HealthSummary::video);
        if (summary.has("path")) {
            figures.put("path", Words.word(summary.word("path", Way.class)));
        }
        if (summary.has("pictures")) {
            figures.put("pictures", summary.flag("pictures"));
        }
        return figures;
    }

    /** How a line is called. */
    private enum Line {
        GOOD,
        WEAK
    }

    /** How media get to the bridge. */
    private enum Way {
        UDP,
        TCP,
        TLS,
        RELAY
    }

    private static void audio(Fields audio, Map<String, Object> figures) {
        put(figures, audio, "concealedPercent", "concealedPercent", PERCENT_MAX);
    }

    private static void video(Fields video, Map<String, Object> figures) {
        put(figures, video, "height", "height", 8_640);
        put(figures, video, "fps", "fps", 1_000);
        put(figures, video, "frozenPercent", "frozenPercent", PERCENT_MAX);
    }

    private static void inner(
            Map<String, Object> figures, Fields from, String field, BiConsumer<Fields, Map<String, Object>> read) {
        from.maybeObject(field).ifPresent(object -> {
            Map<String, Object> inside = new LinkedHashMap<>();
            read.accept(object, inside);
            figures.put(field, Map.copyOf(inside));
        });
    }

    private static void put(Map<String, Object> figures, Fields from, String field, String as, double max) {
        if (from.has(field)) {
            figures.put(as, rounded(from.figure(field, 0, max)));
        }
    }

    /** With one digit after the point, which is more than anybody can measure. */
    private static Number rounded(double figure) {
        long tenths = Math.round(figure * 10);
        if (tenths % 10 == 0) {
            return tenths / 10;
        }
        return tenths / 10.0;
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
