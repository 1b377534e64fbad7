package org.anteroom.engine.journal.sqlite;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StreamId;

/**
 * One call that waits for the writer: entries, or a summary in place of them.
 *
 * @param bytes of all bodies
 */
record Append(
        StreamId stream, List<Entry> entries, Optional<Summary> summary, long bytes, Completion<Void> completion) {

    /** Whether it only asks whether the store writes. */
    boolean isProbe() {
        return entries.isEmpty() && summary.isEmpty();
    }

    /** What is said of a stream as it is after this seq. */
    @SuppressWarnings("ArrayRecordComponent")
    record Summary(long seq, byte[] body) {
        @Override
        public String toString() {
            return "Summary[seq=" + seq + "]";
        }
    }
}
