package org.anteroom.engine.session;

/**
 * A feature's own part of a session's state, which the kernel keeps and does not read. Once a session is over, it is again
 * as it was at first.
 *
 * @param type of its values, which are immutable
 * @param first what it is before any event
 */
public record Slice<S>(Class<S> type, S first) {}
