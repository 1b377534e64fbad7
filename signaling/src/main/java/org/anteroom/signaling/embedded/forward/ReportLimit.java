package org.anteroom.signaling.embedded.forward;

/** How many reports of arrivals one receiver may send: browsers send 20 a second. */
final class ReportLimit {
    private static final int PER_SECOND = 100;

    private long second = Long.MIN_VALUE;
    private int taken;

    boolean take(long nowMs) {
        long now = Math.floorDiv(nowMs, 1_000L);
        if (now != second) {
            second = now;
            taken = 0;
        }
        return ++taken <= PER_SECOND;
    }
}
