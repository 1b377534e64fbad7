package org.anteroom.engine.journal;

/** Entries that do not follow the last one of their stream: a defect, or the echo of a failed append before them. */
public final class SequenceException extends JournalException {
    private static final long serialVersionUID = 1L;

    public SequenceException(StreamId stream, long expected, long actual) {
        super("Stream " + stream + " continues with seq " + expected + ", not " + actual);
    }
}
