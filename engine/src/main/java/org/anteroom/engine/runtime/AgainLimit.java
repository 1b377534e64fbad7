package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.anteroom.engine.session.SeatId;

/** How often a seat may have its media begun anew because its client asks for it: once in two seconds. */
final class AgainLimit {
    private static final Duration APART = Duration.ofSeconds(2);

    private final Map<SeatId, Instant> last = new HashMap<>();

    boolean lets(SeatId seat, Instant now) {
        Instant before = last.get(seat);
        boolean lets = before == null || !now.isBefore(before.plus(APART));
        if (lets) {
            last.put(seat, now);
        }
        return lets;
    }
}
