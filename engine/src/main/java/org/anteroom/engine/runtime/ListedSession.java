package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;

/**
 * A session of a list.
 *
 * @param startsAt when it is planned to begin
 * @param state empty where it was let go
 */
public record ListedSession(SessionId id, Instant startsAt, Phase phase, Optional<SessionState> state) {
    static ListedSession of(SessionState state) {
        return new ListedSession(state.id(), state.plan().startsAt(), state.phase(), Optional.of(state));
    }

    static ListedSession of(OverSession over) {
        return new ListedSession(over.id(), over.startsAt(), over.phase(), Optional.empty());
    }
}
