package org.anteroom.engine.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.Place;

/**
 * One stay of a seat in one place.
 *
 * @param to when it ended; empty while it goes on
 * @param openedBy the sequence of the event that began it
 * @param closedBy the sequence of the event that ended it
 * @param stepped by how much the clock was set while it lasted; it lasted so much less than its times say
 */
public record Interval(
        Place place, Instant from, Optional<Instant> to, long openedBy, Optional<Long> closedBy, Duration stepped) {

    /** How long it lasted, or has lasted at a time. Never below zero. */
    public Duration lasted(Instant asOf) {
        Duration lasted = Duration.between(from, to.orElse(asOf)).minus(stepped);
        return lasted.isNegative() ? Duration.ZERO : lasted;
    }
}
