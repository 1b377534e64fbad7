package org.anteroom.engine.runtime;

import org.anteroom.engine.session.SessionId;

/** The session's journal is broken: nothing of it is served until an operator looked. */
public final class SessionQuarantinedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionQuarantinedException(SessionId id) {
        super("Session " + id.value() + " is quarantined", null, false, false);
    }
}
