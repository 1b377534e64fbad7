package org.anteroom.signaling.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bridge logs: failures of its own, at most one a second, and never an id, an address or a message of others. */
final class Log {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.anteroom.signaling.embedded");
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private static volatile long lastNanos = System.nanoTime() - INTERVAL_NANOS;

    private Log() {}

    static void failure(String what, Throwable cause) {
        long now = System.nanoTime();
        if (now - lastNanos >= INTERVAL_NANOS) {
            lastNanos = now;
            StackTraceElement[] trace = cause.getStackTrace();
            LOGGER.error("{}: {} at {}", what, cause.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        }
    }
}
