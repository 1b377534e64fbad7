package org.anteroom.engine.attendance;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.Place;

/**
 * One stay of a seat in one place.
 *
 * @param to when it ended; empty while it goes on
 * @param openedBy the sequence of the event that began it
 * @param closedBy the sequence of the event that ended it
 */
public record Interval(Place place, Instant from, Optional<Instant> to, long openedBy, Optional<Long> closedBy) {}
