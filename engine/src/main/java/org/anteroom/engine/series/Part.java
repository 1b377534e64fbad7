package org.anteroom.engine.series;

import java.time.LocalDateTime;

/**
 * The schedule of a series from a local time on, until the next part.
 *
 * @param from the first planned local time that it may be of
 * @param revision the seq of the event that last changed it
 */
record Part(LocalDateTime from, Schedule schedule, long revision) {}
