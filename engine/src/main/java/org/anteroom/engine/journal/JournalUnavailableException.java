package org.anteroom.engine.journal;

/** The store cannot take or give anything just now: its queue is full, it is closed, or its disk refuses. */
public final class JournalUnavailableException extends JournalException {
    private static final long serialVersionUID = 1L;

    public JournalUnavailableException(String message) {
        super(message);
    }

    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
