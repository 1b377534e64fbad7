package org.anteroom.engine.wire;

/**
 * A token bucket: a burst, then a steady rate. Time comes from the caller, in nanoseconds of any fixed origin. On one
 * thread.
 */
public final class TokenBucket {
    private final double burst;
    private final double perNano;
    private double tokens;
    private long last;

    public TokenBucket(int burst, int perSecond, long nowNanos) {
        this.burst = burst;
        this.perNano = perSecond / 1e9;
        this.tokens = burst;
        this.last = nowNanos;
    }

    /** Whether it holds its whole burst, so that a new one would be the same. */
    public boolean isFull(long nowNanos) {
        fill(nowNanos);
        return tokens >= burst;
    }

    private void fill(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - last) * perNano);
        last = nowNanos;
    }

    /** Takes one, or none where it holds none. */
    public boolean take(long nowNanos) {
        return take(1, nowNanos);
    }

    /** Takes so many, or none where it does not hold them all. */
    public boolean take(int wanted, long nowNanos) {
        fill(nowNanos);
        if (tokens < wanted) {
            return false;
        }
        tokens -= wanted;
        return true;
    }
}
