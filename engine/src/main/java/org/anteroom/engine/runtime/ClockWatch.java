package org.anteroom.engine.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices that the machine's clock was set: it and the monotonic clock no longer agree on how much time passed. A machine
 * that slept counts as one whose clock was set, because nobody was here meanwhile. One for all sessions, on any thread: a lock
 * is held while both clocks are read.
 */
public final class ClockWatch {
    /** What is less is the time between the two readings, or the clock being slowly led to the right time. */
    static final long STEP_MS_MIN = 1_000;

    private static final long NANOS_A_MS = 1_000_000;

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private long anchorMs;
    private long anchorNanos;
    private long steppedMs;

    public ClockWatch(InstantSource clock, LongSupplier nanoClock) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        anchor();
    }

    /** Of a clock that nobody sets, as a test or a simulation has one. */
    static ClockWatch none() {
        return new ClockWatch(() -> Instant.EPOCH, () -> 0);
    }

    private void anchor() {
        anchorMs = clock.millis();
        anchorNanos = nanoClock.getAsLong();
    }

    /** Milliseconds of the monotonic clock: of use by their differences alone. */
    long monotonicMs() {
        return nanoClock.getAsLong() / NANOS_A_MS;
    }

    /**
     * By how many milliseconds the clock was set since this began, all steps together.
     *
     * @return above 0 where it was set to later than it would be
     */
    synchronized long steppedMs() {
        long before = nanoClock.getAsLong();
        long nowMs = clock.millis();
        long after = nanoClock.getAsLong();
        long earliest = anchorMs + (before - anchorNanos) / NANOS_A_MS;
        long latest = anchorMs + (after - anchorNanos) / NANOS_A_MS;
        long step = nowMs > latest ? nowMs - latest : Math.min(0, nowMs - earliest);
        if (Math.abs(step) >= STEP_MS_MIN) {
            steppedMs += step;
            anchor();
        }
        return steppedMs;
    }
}
