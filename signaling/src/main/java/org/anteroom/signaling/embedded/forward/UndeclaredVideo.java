package org.anteroom.signaling.embedded.forward;

/**
 * Notices video under SSRCs that the endpoint never declared: a screen past the lease, for all that the bridge knows.
 * Media may overtake the answer that declares them, so only what goes on counts; one violation a second is enough.
 */
final class UndeclaredVideo {
    private static final long GRACE_MS = 2_000;
    private static final long PAUSE_MS = 1_000;
    private static final long INTERVAL_MS = 1_000;

    private boolean begun;
    private long sinceMs;
    private long lastMs;
    private boolean reported;
    private long reportedMs;

    /** Whether this packet is a violation to be told now. */
    boolean violates(long nowMs) {
        if (!begun || nowMs - lastMs > PAUSE_MS) {
            begun = true;
            sinceMs = nowMs;
        }
        lastMs = nowMs;
        if (nowMs - sinceMs <= GRACE_MS || (reported && nowMs - reportedMs < INTERVAL_MS)) {
            return false;
        }
        reported = true;
        reportedMs = nowMs;
        return true;
    }
}
