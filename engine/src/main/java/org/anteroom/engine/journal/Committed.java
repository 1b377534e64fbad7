package org.anteroom.engine.journal;

/**
 * An entry of whichever stream, as one commit after the other brought it.
 *
 * @param cursor its place among all entries; it only grows, and not always by one
 */
public record Committed(long cursor, StreamId stream, StoredEntry entry) {}
