package org.anteroom.signaling.embedded.forward;

/** How much of something is taken: a steady rate, and a burst after a pause. Told the time. */
final class ByteBucket {
    private final double bytesPerMs;
    private final double burstBytes;
    private double left;
    private boolean started;
    private long refilledMs;

    ByteBucket(int bitsPerSecond, int burstBytes) {
        this.bytesPerMs = bitsPerSecond / 8_000.0;
        this.burstBytes = burstBytes;
        this.left = burstBytes;
    }

    /** Whether so many bytes are taken now; if so, they count. */
    boolean take(int bytes, long nowMs) {
        long elapsed = started ? Math.max(0, nowMs - refilledMs) : 0;
        started = true;
        refilledMs = nowMs;
        left = Math.min(burstBytes, left + elapsed * bytesPerMs);
        if (left < bytes) {
            return false;
        }
        left -= bytes;
        return true;
    }
}
