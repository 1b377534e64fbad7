package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;

/**
 * A session of a list.
 *
 * @param startsAt when it is planned to begin
 * @param series of which series it is an occurrence, where it is one
 * @param state empty where it was let go
 */
public record ListedSession(
        SessionId id, Instant startsAt, Phase phase, Optional<OfSeries> series, Optional<SessionState> state) {
    static ListedSession of(SessionState state) {
        return new ListedSession(
                state.id(), state.plan().startsAt(), state.phase(), state.plan().series(), Optional.of(state));
    }

    static ListedSession of(OverSession over) {
        return new ListedSession(over.id(), over.startsAt(), over.phase(), over.series(), Optional.empty());
    }

    /** Whether it is an occurrence of this series. */
    public boolean isOf(SeriesId id) {
        return series.filter(of -> of.series().equals(id)).isPresent();
    }
}
