package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Optional;

/**
 * What a program planned of a session.
 *
 * @param kind {@code group}, {@code individual}, {@code psychiatry}, {@code family}, {@code case-management} or
 *     {@code orientation}
 * @param capacity how many seats may be in main, breakouts and hallways together
 * @param externalId the program's own id
 * @param breakouts what the program knows of its people for breakouts
 * @param series of which series it is an occurrence, where it is one
 */
public record SessionPlan(
        Text title,
        String kind,
        Instant startsAt,
        int durationMinutes,
        int capacity,
        Policy policy,
        Optional<Text> externalId,
        Grouping breakouts,
        Optional<OfSeries> series) {
    /** A session that is of no series. */
    public SessionPlan(
            Text title,
            String kind,
            Instant startsAt,
            int durationMinutes,
            int capacity,
            Policy policy,
            Optional<Text> externalId,
            Grouping breakouts) {
        this(title, kind, startsAt, durationMinutes, capacity, policy, externalId, breakouts, Optional.empty());
    }

    /** The planned end, before any extension. */
    public Instant endsAt() {
        return startsAt.plusSeconds(60L * durationMinutes);
    }

    /** This plan by another policy. */
    public SessionPlan with(Policy other) {
        return new SessionPlan(title, kind, startsAt, durationMinutes, capacity, other, externalId, breakouts, series);
    }

    /** This plan for other groups. */
    public SessionPlan with(Grouping groups) {
        return new SessionPlan(title, kind, startsAt, durationMinutes, capacity, policy, externalId, groups, series);
    }
}
