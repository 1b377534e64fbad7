package org.anteroom.engine.journal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
     * Reads a whole stream and checks its chain; the function makes something of it on a thread of the journal, so that
     * the caller's thread is not held up. What the function throws fails the future.
     */
    <T> Future<T> readAll(StreamId stream, Function<List<StoredEntry>, T> take);

    /** Checks a whole stream as {@link #fold} does, without keeping any of it; fails where it is quarantined then. */
    Future<Void> check(StreamId stream);

    /**
     * The first entry of a stream, also of a quarantined one, where that entry itself is what was written; empty where it
     * is not, or there is none. Slow: the store has no index for it.
     */
    Future<Optional<StoredEntry>> first(StreamId stream);

    /**
     * Keeps a summary of a stream as it is after this seq, sealed, in place of an earlier one; a start then need not read
     * the stream. Nothing is kept where the stream ends at another seq.
     */
    Future<Void> summarize(StreamId stream, long seq, byte[] body);

    /** The summaries of these streams, in their order; empty where a stream has none that is of its end. */
    Future<List<Optional<byte[]>>> summaries(List<StreamId> streams);

    /**
     * Reads everything, stream by stream, and checks every chain; of a stream with a summary only its end, where the
     * listener takes that. The listener is called on a thread of the journal, before the future completes. An exception of
     * the listener ends the fold and fails the future.
     */
    Future<Void> fold(FoldListener listener);

    /**
     * What was committed after a cursor, of all streams, in the order of the commits; completes once there is something.
     *
     * <p>For whoever needs every entry for sure. It keeps the cursor of each page together with what it made of the page, and
     * goes on from there, after a restart too: then nothing is missed, and what it had not kept yet comes again. Each call
     * stands by itself: nothing is kept for who is slow, and nobody waits for it.
     *
     * <p>Entries of quarantined streams are left out, and those that do not check are, with their streams from then on; they
     * do not come later either.
     *
     * <p>Fails with {@link CursorAheadException} where nothing was ever committed as far as the cursor: the store was put back
     * to an older one, and whoever follows it has to begin anew.
     *
     * @param cursor 0, or where the page before ended
     * @param max entries at most; a page has fewer where they are large, or no more are there
     */
    Future<CommittedPage> follow(long cursor, int max);

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
