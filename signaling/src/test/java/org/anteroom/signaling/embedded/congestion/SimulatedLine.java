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
    private long stallEveryMicros;
    private long stallMicrosMax;
    private long stallFrom = -1;
    private long stallTo = -1;

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

    /**
     * From now on the far end stands still now and then, as a radio that changes its rate or a busy machine does: what
     * comes meanwhile arrives all at once when it is over. It drops nothing and changes no rate.
     *
     * @param every after how many microseconds of arrivals, on average
     * @param longest how many microseconds at most, half of that on average
     */
    void stall(long every, long longest) {
        stallEveryMicros = every;
        stallMicrosMax = longest;
    }

    /** When a datagram sent now arrives, -1 when it is lost. */
    public long arrival(int bytes, long nowMicros) {
        long start = Math.max(nowMicros, busyUntil);
        if (start - nowMicros > queueMicrosMax) {
            return -1;
        }
        busyUntil = start + bytes * 8_000_000L / bps;
        return random.nextDouble() < loss ? -1 : afterStalls(busyUntil + delayMicros);
    }

    private long afterStalls(long arrival) {
        if (stallEveryMicros == 0) {
            return arrival;
        }
        while (arrival > stallTo) {
            long last = stallTo < 0 ? arrival : stallTo;
            stallFrom = last + (long) (random.nextDouble() * 2 * stallEveryMicros);
            stallTo = stallFrom + (long) (random.nextDouble() * stallMicrosMax);
        }
        return arrival < stallFrom ? arrival : stallTo;
    }

    /** How long a datagram sent now would wait. */
    long queuedMicros(long nowMicros) {
        return Math.max(0, busyUntil - nowMicros);
    }
}
