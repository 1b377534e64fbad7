package org.anteroom.signaling.embedded.forward;

import java.util.Arrays;

/**
 * How many resends one receiver may cause: a bucket refilled at a steady rate, and no number again within a short time,
 * so that a NACK never yields many packets for one.
 */
public final class ResendLimit {
    private static final int REMEMBERED = 512;
    private static final long AGAIN_AFTER_MS = 40;

    private final int perSecond;
    /** None before the first resend: most receivers never ask for one. */
    private long[] numbers = {};

    private long[] sentMs = {};
    private double tokens;
    private long refilledMs;

    public ResendLimit(int perSecond, long nowMs) {
        this.perSecond = perSecond;
        this.tokens = burst();
        this.refilledMs = nowMs;
    }

    private double burst() {
        return Math.max(1, perSecond / 4.0);
    }

    /**
     * Whether this number of a stream may be resent now; if so, it counts. What was resent is on its way for a round trip.
     */
    public boolean take(int ssrc, int sequence, int roundTripMs, long nowMs) {
        tokens = Math.min(burst(), tokens + (nowMs - refilledMs) * perSecond / 1000.0);
        refilledMs = nowMs;
        if (numbers.length == 0) {
            numbers = new long[REMEMBERED];
            sentMs = new long[REMEMBERED];
            Arrays.fill(numbers, -1);
        }
        int slot = (sequence + ssrc) & (REMEMBERED - 1);
        long number = (ssrc & 0xFFFFFFFFL) << 16 | sequence;
        boolean justSent = numbers[slot] == number && nowMs - sentMs[slot] < Math.max(AGAIN_AFTER_MS, roundTripMs);
        if (justSent || tokens < 1) {
            return false;
        }
        tokens--;
        numbers[slot] = number;
        sentMs[slot] = nowMs;
        return true;
    }
}
