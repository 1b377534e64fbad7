package org.anteroom.engine.journal;

/**
 * The bounds of a journal.
 *
 * @param groupEntriesMax entries in one commit, and so the most that one append may bring
 * @param groupBytesMax body bytes after which a commit takes no further append
 * @param queueAppendsMax appends that wait for the writer
 * @param queueBytesMax body bytes that wait for the writer
 * @param readsMax reads that wait for the reader
 * @param bodyBytesMax bytes of one body
 * @param streamsCachedMax streams whose key and head the writer keeps at hand
 */
public record JournalLimits(
        int groupEntriesMax,
        int groupBytesMax,
        int queueAppendsMax,
        long queueBytesMax,
        int readsMax,
        int bodyBytesMax,
        int streamsCachedMax) {
    public JournalLimits {
        if (groupEntriesMax < 1
                || groupBytesMax < 1
                || queueAppendsMax < 1
                || queueBytesMax < 1
                || readsMax < 1
                || bodyBytesMax < 1
                || streamsCachedMax < 1) {
            throw new IllegalArgumentException("Each bound of a journal is at least 1");
        }
    }

    public static JournalLimits defaults() {
        return new JournalLimits(1_000, 4 << 20, 10_000, 64L << 20, 1_000, 1 << 20, 10_000);
    }

    public JournalLimits withGroupAndQueue(int entries, int appends) {
        return new JournalLimits(
                entries, groupBytesMax, appends, queueBytesMax, readsMax, bodyBytesMax, streamsCachedMax);
    }
}
