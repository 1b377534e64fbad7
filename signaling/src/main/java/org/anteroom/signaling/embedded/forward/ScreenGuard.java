package org.anteroom.signaling.embedded.forward;

import org.anteroom.signaling.SourceKind;

/**
 * Notices a screen that is sent without permission. What was on its way when the permission ended is no violation, and
 * one violation a second is enough.
 */
final class ScreenGuard {
    private static final long GRACE_MS = 1_000;
    private static final long INTERVAL_MS = 1_000;

    private boolean reported;
    private long reportedMs;

    /** Whether this packet of the source is a violation to be told now. */
    boolean violates(IncomingSource source, long nowMs) {
        boolean forbidden =
                source.kind() == SourceKind.SCREEN && !source.isAllowed() && nowMs - source.stoppedMs() > GRACE_MS;
        if (!forbidden || (reported && nowMs - reportedMs < INTERVAL_MS)) {
            return false;
        }
        reported = true;
        reportedMs = nowMs;
        return true;
    }
}
