package org.anteroom.signaling;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an endpoint's client needs to begin its media, or to go on with them: an SDP offer, the way to another server, or
 * whatever else a kind of bridge and its clients have agreed on. The bridge's owner passes it on without reading it; it
 * only replaces endpoints.
 *
 * @param kind the word by which a client knows what to do with it
 * @param generation rises by one with each invitation of this endpoint, from 1; an answer names it
 * @param fields what the client is told, in this order: texts, lists of texts, and maps of such values by name. Another
 *     endpoint of the conference is named by its {@link EndpointId}, or by a {@link Source} of it: the owner writes whose it
 *     is, and leaves the field out if that endpoint is nobody's any more
 */
public record Invitation(String kind, int generation, Map<String, Object> fields) {
    /** @throws IllegalArgumentException where a field holds anything else */
    public Invitation {
        fields = checked(fields);
    }

    /** One source of another endpoint in the same conference. */
    public record Source(EndpointId endpoint, SourceKind kind) {}

    private static Map<String, Object> checked(Map<?, ?> fields) {
        Map<String, Object> checked = new LinkedHashMap<>();
        fields.forEach((name, value) -> checked.put(String.valueOf(name), checked(value)));
        return Collections.unmodifiableMap(checked);
    }

    private static Object checked(Object value) {
        if (value instanceof Map<?, ?> more) {
            return checked(more);
        }
        if (value instanceof List<?> texts && texts.stream().allMatch(String.class::isInstance)) {
            return List.copyOf(texts);
        }
        if (value instanceof String || value instanceof EndpointId || value instanceof Source) {
            return value;
        }
        throw new IllegalArgumentException("An invitation holds texts, lists and maps of them, endpoints and sources");
    }

    /** It may hold keys of a transport, or a token that opens a door: not for logs. */
    @Override
    public String toString() {
        return "Invitation of generation " + generation;
    }
}
