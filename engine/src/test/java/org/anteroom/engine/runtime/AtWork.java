package org.anteroom.engine.runtime;

import java.util.Optional;
import org.anteroom.engine.session.SessionId;

/** Sessions at work as they are within their package, for tests that look into them. */
public final class AtWork {
    private AtWork() {}

    public static Optional<LiveSession> of(SessionDirectory directory, SessionId id) {
        return directory.find(id);
    }

    /** How many turns wait for the one that is under way. */
    public static int waiting(SessionDirectory directory, SessionId id) {
        return of(directory, id).map(session -> session.host().waiting()).orElse(0);
    }
}
