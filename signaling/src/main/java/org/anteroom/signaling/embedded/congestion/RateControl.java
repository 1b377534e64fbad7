package org.anteroom.signaling.embedded.congestion;

/**
 * The rate that delay allows: more while the queue stands, less when it grows, still while it empties (gcc-02,
 * section 5.5). Near the rate at which it last grew it is raised by little, else by eight percent a second.
 */
final class RateControl {
    private static final double DECREASE = 0.85;
    private static final double INCREASE_PER_SECOND = 1.08;
    private static final double RAISED_TO_MAX = 1.5;
    private static final long RAISED_BY_MIN = 10_000;
    private static final double PACKET_BITS = 9_600;
    private static final double RAISE_MIN_PER_SECOND = 4_000;
    private static final int RESPONSE_MS = 100;
    private static final double CAPACITY_SMOOTHING = 0.05;
    private static final double CAPACITY_NEAR = 3;

    private final long bpsMin;
    private final long bpsMax;
    private long bps;
    private boolean holding = true;
    private long updatedMs = -1;
    private long decreasedMs = Long.MIN_VALUE / 2;
    private double capacity = -1;
    private double capacityVariance = 0.4;

    RateControl(long bps, long bpsMin, long bpsMax) {
        this.bps = bps;
        this.bpsMin = bpsMin;
        this.bpsMax = bpsMax;
    }

    long bps() {
        return bps;
    }

    /** Whether it was lowered within that time. */
    boolean loweredWithin(long ms, long nowMs) {
        return nowMs - decreasedMs < ms;
    }

    /** @param acknowledged what arrived, in bits a second; 0 while unknown */
    void update(LineUse use, long acknowledged, int roundTripMs, long nowMs) {
        switch (use) {
            case OVERUSED -> decrease(acknowledged, roundTripMs, nowMs);
            case UNDERUSED -> holding = true;
            case NORMAL -> {
                if (!holding) {
                    increase(acknowledged, roundTripMs, nowMs);
                }
                holding = false;
            }
        }
        updatedMs = nowMs;
    }

    private void increase(long acknowledged, int roundTripMs, long nowMs) {
        double seconds = updatedMs < 0 ? 0 : Math.min(1, (nowMs - updatedMs) / 1000.0);
        if (capacity > 0 && acknowledged > capacity + CAPACITY_NEAR * deviation()) {
            capacity = -1;
        }
        double raised;
        if (capacity > 0) {
            double perSecond = Math.max(RAISE_MIN_PER_SECOND, PACKET_BITS * 1000 / (roundTripMs + RESPONSE_MS));
            raised = bps + perSecond * seconds;
        } else {
            raised = bps * Math.pow(INCREASE_PER_SECOND, seconds) + 1_000 * seconds;
        }
        if (acknowledged > 0) {
            // What was not tried is not known: a sender with little to say learns by probes.
            raised = Math.min(raised, Math.max((double) bps, RAISED_TO_MAX * acknowledged + RAISED_BY_MIN));
        }
        bps = bounded((long) raised);
    }

    private void decrease(long acknowledged, int roundTripMs, long nowMs) {
        holding = true;
        boolean again = nowMs - decreasedMs >= Math.max(50, Math.min(roundTripMs, 500)) || acknowledged * 2 < bps;
        if (!again) {
            return;
        }
        if (acknowledged > 0) {
            noteCapacity(acknowledged);
        }
        double lowered = DECREASE * (acknowledged > 0 ? acknowledged : bps);
        if (lowered > bps && capacity > 0) {
            lowered = DECREASE * capacity;
        }
        bps = bounded(Math.min(bps, (long) lowered));
        decreasedMs = nowMs;
    }

    private void noteCapacity(long acknowledged) {
        if (capacity > 0 && acknowledged < capacity - CAPACITY_NEAR * deviation()) {
            capacity = -1;
        }
        double before = capacity < 0 ? acknowledged : capacity;
        capacity = before + CAPACITY_SMOOTHING * (acknowledged - before);
        double error = acknowledged - capacity;
        double normal = Math.max(1, capacity / 1000);
        capacityVariance += CAPACITY_SMOOTHING * (error * error / 1e6 / normal - capacityVariance);
        capacityVariance = Math.max(0.4, Math.min(2.5, capacityVariance));
    }

    private double deviation() {
        return Math.sqrt(capacityVariance * capacity / 1000) * 1000;
    }

    /** Takes what a probe found, up or down. */
    void probed(long found, long nowMs) {
        if (found > bps) {
            capacity = -1;
        }
        bps = bounded(found);
        updatedMs = nowMs;
    }

    /** Lowers to that where it stands above. */
    void lower(long to) {
        bps = bounded(Math.min(bps, to));
    }

    private long bounded(long value) {
        return Math.max(bpsMin, Math.min(bpsMax, value));
    }
}
