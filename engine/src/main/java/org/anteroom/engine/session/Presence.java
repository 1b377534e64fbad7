package org.anteroom.engine.session;

import java.util.Map;
import java.util.Set;

/**
 * What is known of connections beside the session's events; staff see it, and it is kept nowhere.
 *
 * @param landing connected seats whose client did not confirm its place yet
 * @param health the last report of each seat that made one
 */
public record Presence(Set<SeatId> landing, Map<SeatId, Map<String, Object>> health) {
    public static final Presence NONE = new Presence(Set.of(), Map.of());
}
