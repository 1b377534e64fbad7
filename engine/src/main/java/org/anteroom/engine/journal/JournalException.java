package org.anteroom.engine.journal;

/** A call to the journal that did not succeed; its message is never personal. */
public abstract class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
