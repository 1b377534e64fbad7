package org.anteroom.engine.attendance;

import java.time.Instant;
import java.util.List;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.Text;

/**
 * What one session counts for one person.
 *
 * @param ref the program's own id of the person
 * @param kind of the session
 * @param startsAt when the session began, or was planned to
 * @param spans when the person was present so that it counts, in order; what the clock was set by is in none of them
 */
public record Attended(
        SessionId session,
        Text ref,
        String kind,
        Instant startsAt,
        boolean isPatient,
        long creditedMinutes,
        boolean late,
        boolean leftEarly,
        List<Span> spans) {
    public Attended {
        spans = List.copyOf(spans);
    }

    /** From one time up to another. */
    public record Span(Instant from, Instant to) {}
}
