package org.anteroom.engine.series;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One occurrence that is not as the rule says: moved, cancelled, or added.
 *
 * @param added whether it stands beside the rule
 * @param startsAt its local start, where that is another than planned
 * @param durationMinutes how long it is, where that is another than planned
 * @param revision the seq of the event that last changed it
 */
record Deviation(
        boolean cancelled,
        boolean added,
        Optional<LocalDateTime> startsAt,
        Optional<Integer> durationMinutes,
        long revision) {}
