package org.anteroom.engine.journal;

import io.vertx.core.Future;
import java.util.List;

/**
 * The append-only, sealed, hash-chained record of everything that happened, in streams that are independent of one
 * another.
 *
 * <p>May be called from any thread and never blocks the caller. A future completes on the Vert.x context that the call
 * was made on, in the order of the calls; where there was none, on a thread of the journal. Failures are {@link
 * JournalUnavailableException} (try again; what was to be appended may be on disk all the same, so read), {@link
 * StreamQuarantinedException} (this stream is closed until an operator looks) and {@link SequenceException} (a defect of
 * the caller). Nothing is thrown: a call that cannot be made is a failed future.
 */
public interface Journal {
    /**
     * Appends entries with consecutive seq to a stream, all or none; the future completes once they are on disk.
     *
     * <p>The order of calls for one stream is the order on disk. A failed append leaves the stream as it was, and the same
     * seq can be appended again; or it is on disk whole, where the store failed to say that it had committed.
     */
    Future<Void> append(StreamId stream, List<Entry> entries);

    /**
     * Entries of a stream after a seq, in order, at most {@code max}; none for an unknown stream.
     *
     * <p>Cheap near the end of a stream; the cost grows with the distance from the end to {@code afterSeq}.
     */
    Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max);

    /**
     * Reads everything, stream by stream, and checks every chain; the listener is called on a thread of the journal,
     * before the future completes. An exception of the listener ends the fold and fails the future.
     */
    Future<Void> fold(FoldListener listener);

    /**
     * Whether the store took what was last written. Where it did not, each call sees to it that something small is
     * written and taken out again in the background, one at a time, so that the answer changes when the store works again.
     */
    default boolean takesWrites() {
        return true;
    }

    /** Commits what is queued, refuses what comes after, and closes the store. */
    Future<Void> close();
}
