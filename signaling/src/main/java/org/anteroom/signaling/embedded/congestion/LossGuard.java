package org.anteroom.signaling.embedded.congestion;

import java.util.Arrays;

/**
 * The rate that loss allows. A line may lose some packets whatever is sent: only what goes beyond the least of the last
 * ten seconds counts. Raised while the loss is within two points of that, cut above ten percent or five points more.
 */
final class LossGuard {
    private static final int WINDOW_MS = 3_000;
    private static final int SLOT_MS = 250;
    private static final int SLOTS = WINDOW_MS / SLOT_MS;
    private static final int PACKETS_MIN = 20;
    private static final int MINIMA = 10;
    private static final long MINIMUM_MS = 1_000;
    private static final double RAISE_WITHIN = 0.02;
    private static final double CUT_ABOVE = 0.10;
    private static final double CUT_BEYOND = 0.05;
    private static final double RAISE_PER_SECOND = 1.08;

    private final long bpsMin;
    private final long bpsMax;
    private final int[] arrived = new int[SLOTS];
    private final int[] lost = new int[SLOTS];
    private final double[] minima = new double[MINIMA];
    private boolean counting;
    private boolean comparing;
    private long slot;
    private long minimum;
    private long bps;
    private long cutMs = Long.MIN_VALUE / 2;
    private long updatedMs = -1;

    LossGuard(long bpsMin, long bpsMax) {
        this.bpsMin = bpsMin;
        this.bpsMax = bpsMax;
        this.bps = bpsMax;
        Arrays.fill(minima, 1);
    }

    long bps() {
        return bps;
    }

    /** Counts packets that arrived and that did not; a packet that came after all is one less lost. */
    void count(int arrivedNow, int lostNow, long nowMs) {
        long now = nowMs / SLOT_MS;
        if (!counting || now - slot > SLOTS) {
            counting = true;
            slot = now - SLOTS;
        }
        for (; slot < now; slot++) {
            arrived[place(slot + 1, SLOTS)] = 0;
            lost[place(slot + 1, SLOTS)] = 0;
        }
        int at = place(now, SLOTS);
        arrived[at] += arrivedNow;
        lost[at] = Math.max(0, lost[at] + lostNow);
    }

    /** The share that was lost of late, 0 to 1; -1 while too little was sent to say. */
    double loss() {
        int gone = 0;
        int all = 0;
        for (int i = 0; i < SLOTS; i++) {
            gone += lost[i];
            all += arrived[i] + lost[i];
        }
        return all < PACKETS_MIN ? -1 : (double) gone / all;
    }

    /** @param target the rate that is sent now */
    void update(long target, int roundTripMs, long nowMs) {
        double loss = loss();
        double seconds = updatedMs < 0 ? 0 : Math.min(1, (nowMs - updatedMs) / 1000.0);
        updatedMs = nowMs;
        if (loss < 0) {
            return;
        }
        double least = least(loss, nowMs);
        if (loss > Math.max(CUT_ABOVE, least + CUT_BEYOND)) {
            if (nowMs - cutMs > 300 + roundTripMs) {
                cutMs = nowMs;
                bps = bounded((long) (Math.min(bps, target) * (1 - 0.5 * loss)));
                Arrays.fill(arrived, 0);
                Arrays.fill(lost, 0);
            }
        } else if (loss <= least + RAISE_WITHIN) {
            bps = bounded((long) (bps * Math.pow(RAISE_PER_SECOND, seconds)));
        }
    }

    private double least(double loss, long nowMs) {
        long now = nowMs / MINIMUM_MS;
        if (!comparing || now - minimum > MINIMA) {
            comparing = true;
            minimum = now - MINIMA;
        }
        for (; minimum < now; minimum++) {
            minima[place(minimum + 1, MINIMA)] = 1;
        }
        int at = place(now, MINIMA);
        minima[at] = Math.min(minima[at], loss);
        return Arrays.stream(minima).min().orElse(loss);
    }

    /** Whether it was cut within that time. */
    boolean cutWithin(long ms, long nowMs) {
        return nowMs - cutMs < ms;
    }

    /** A probe got through at that rate. */
    void probed(long found) {
        bps = bounded(Math.max(bps, found));
    }

    private static int place(long number, int places) {
        return (int) Math.floorMod(number, (long) places);
    }

    private long bounded(long value) {
        return Math.max(bpsMin, Math.min(bpsMax, value));
    }
}
