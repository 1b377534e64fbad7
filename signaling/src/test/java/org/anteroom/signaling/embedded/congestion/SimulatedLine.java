package org.anteroom.signaling.embedded.congestion;

import java.util.Random;

/** One direction of a line in simulated time: a rate, a queue that drops what does not fit, a delay, seeded loss. */
public final class SimulatedLine {
    private final Random random;
    private final long delayMicros;
    private final long queueMicrosMax;
    private double loss;
    private long bps;
    private long busyUntil;

    public SimulatedLine(long seed, long bps, long delayMicros, long queueMicrosMax, double loss) {
        this.random = new Random(seed);
        this.bps = bps;
        this.delayMicros = delayMicros;
        this.queueMicrosMax = queueMicrosMax;
        this.loss = loss;
    }

    public void rate(long next) {
        bps = next;
    }

    public void loss(double next) {
        loss = next;
    }

    /** When a datagram sent now arrives, -1 when it is lost. */
    public long arrival(int bytes, long nowMicros) {
        long start = Math.max(nowMicros, busyUntil);
        if (start - nowMicros > queueMicrosMax) {
            return -1;
        }
        busyUntil = start + bytes * 8_000_000L / bps;
        return random.nextDouble() < loss ? -1 : busyUntil + delayMicros;
    }

    /** How long a datagram sent now would wait. */
    long queuedMicros(long nowMicros) {
        return Math.max(0, busyUntil - nowMicros);
    }
}
