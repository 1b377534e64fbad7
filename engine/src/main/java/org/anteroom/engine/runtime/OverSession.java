package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;

/**
 * What is kept in memory of a session that is over: what a list is chosen and sorted by. The rest is in the journal.
 *
 * @param startsAt when it was planned to begin
 * @param phase one that is over
 * @param series of which series it was an occurrence, where it was one
 */
public record OverSession(SessionId id, ProgramId program, Instant startsAt, Phase phase, Optional<OfSeries> series) {
    static OverSession of(SessionState state) {
        return new OverSession(
                state.id(),
                state.program(),
                state.plan().startsAt(),
                state.phase(),
                state.plan().series());
    }
}
