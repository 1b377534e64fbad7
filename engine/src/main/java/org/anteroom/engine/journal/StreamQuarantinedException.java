package org.anteroom.engine.journal;

/** A stream whose chain is broken: nothing of it is read or continued; all others go on. */
public final class StreamQuarantinedException extends JournalException {
    private static final long serialVersionUID = 1L;

    public StreamQuarantinedException(StreamId stream) {
        super("Stream " + stream + " is quarantined");
    }
}
