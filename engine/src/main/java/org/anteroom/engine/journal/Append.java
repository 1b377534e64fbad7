package org.anteroom.engine.journal;

import java.util.List;

/** One call of append that waits for the writer. */
record Append(StreamId stream, List<Entry> entries, long bytes, Completion<Void> completion) {}
