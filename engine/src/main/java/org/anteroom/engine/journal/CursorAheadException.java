package org.anteroom.engine.journal;

/** A cursor beyond all that was ever committed here: the store is older than what follows it, and would give its rows again. */
public final class CursorAheadException extends JournalException {
    private static final long serialVersionUID = 1L;
    private final long last;

    public CursorAheadException(long cursor, long last) {
        super("The cursor " + cursor + " is ahead of the last entry " + last);
        this.last = last;
    }

    /** The last cursor that there is; 0 where nothing was ever committed. */
    public long last() {
        return last;
    }
}
