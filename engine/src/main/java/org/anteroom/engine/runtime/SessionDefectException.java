package org.anteroom.engine.runtime;

/** Something of this engine failed while it read a session that can be served: a defect, and nothing to try again. */
public final class SessionDefectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionDefectException(RuntimeException cause) {
        super("A session could not be shown", cause);
    }
}
