package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a bridge's debug interface says of one endpoint at one moment; what it does not say counts as zero.
 *
 * @param up whether ICE and DTLS are through
 * @param streams what arrived from it, by number of stream, whether it was declared or not
 */
record Observation(boolean up, Map<Long, Stream> streams) {
    private static final int STREAMS_MAX = 64;

    /** All so far. */
    record Stream(boolean video, long received) {}

    Observation {
        streams = Map.copyOf(streams);
    }

    /** Empty where the answer does not speak of that endpoint. */
    static Optional<Observation> read(JsonObject answer, String conference, String endpoint) {
        JsonObject state = inner(answer, "conferences", conference, "endpoints", endpoint);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        boolean up = isTrue(inner(state, "ice_transport"), "iceConnected")
                && isTrue(inner(state, "dtls_transport"), "is_connected");
        return Optional.of(
                new Observation(up, streams(inner(state, "transceiver", "receiver", "Incoming statistics tracker"))));
    }

    private static Map<Long, Stream> streams(JsonObject tracker) {
        Map<Long, Stream> streams = new HashMap<>();
        for (String name : tracker.fieldNames()) {
            if (name.matches("[0-9]{1,10}") && streams.size() < STREAMS_MAX) {
                JsonObject figures = inner(tracker, name);
                streams.put(
                        Long.parseLong(name),
                        new Stream(
                                "video".equals(figures.getValue("media_type")),
                                number(figures, "num_received_packets")));
            }
        }
        return streams;
    }

    /** Whether more of the stream arrived than until an earlier moment. */
    boolean growsSince(Observation earlier, long stream) {
        return stream(stream).received() > earlier.stream(stream).received();
    }

    private Stream stream(long number) {
        return streams.getOrDefault(number, new Stream(false, 0));
    }

    private static JsonObject inner(JsonObject outer, String... keys) {
        JsonObject found = outer;
        for (String key : keys) {
            found = found.getValue(key) instanceof JsonObject object ? object : new JsonObject();
        }
        return found;
    }

    private static boolean isTrue(JsonObject object, String key) {
        return Boolean.TRUE.equals(object.getValue(key));
    }

    private static long number(JsonObject object, String key) {
        return object.getValue(key) instanceof Number number ? number.longValue() : 0;
    }
}
