package org.anteroom.engine.journal;

import java.util.List;

/** Whoever wants to hear what a journal holds, at a start. */
public interface FoldListener {
    /** A whole stream, in order, its chain checked. */
    void onStream(StreamId stream, List<StoredEntry> entries);

    /**
     * The summary of a stream, whose head and seal are good and whose entries were not read.
     *
     * @param seq where the stream ends
     * @return whether it will do; otherwise the stream is read, and checked, whole
     */
    default boolean onSummary(StreamId stream, long seq, byte[] body) {
        return false;
    }

    /**
     * A stream that is not what was written; none of its entries is delivered, now or later.
     *
     * @param reasonWord {@code key}, {@code head}, {@code chain}, {@code seal}, {@code truncated} or {@code damaged}
     * @param entryRow the row of table {@code entry} where it showed; 0 where the stream's own row is broken
     */
    void onQuarantined(StreamId stream, String reasonWord, long entryRow);

    /**
     * The streams do not all end where the last commit left them: some were put back to an older state of themselves, or are
     * forgotten, though each that is here may be good.
     */
    default void onHeadsChanged() {}

    /** Whole streams that the store knew and does not find any more, or cannot name; never called with 0. */
    void onStreamsMissing(long count);
}
