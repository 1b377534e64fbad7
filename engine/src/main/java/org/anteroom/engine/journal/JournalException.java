package org.anteroom.engine.journal;

/** A call to the journal that did not succeed; its message is never personal. */
public abstract class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected JournalException(String message) {
        super(message);
    }

    protected JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
