package org.anteroom.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Somebody who wants the engine to stop serving others. Goes on from {@link #begin} until it is closed; once only. */
abstract class Attack implements AutoCloseable {
    private static final int EFFECT_SECONDS_MAX = 60;
    private static final int POLL_MS = 20;

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * One that can be made, each time it is to begin.
     *
     * @param name what is done, in a few words
     * @param takenIn whether some of it is acknowledged: what is refused whole costs little
     */
    record Kind(String name, boolean takenIn, Supplier<Attack> fresh) {
        Kind(String name, Supplier<Attack> fresh) {
            this(name, false, fresh);
        }
    }

    /** How often it did it so far. */
    final long done() {
        return done.get();
    }

    /** How much of it the engine acknowledged. */
    final long accepted() {
        return accepted.get();
    }

    /** How much of it the engine refused by an answer. */
    final long refused() {
        return refused.get();
    }

    /** Counts once more; how often that makes. */
    final long count() {
        return done.incrementAndGet();
    }

    /** Counts what the engine answered to something that was done. */
    final void answered(boolean yes) {
        (yes ? accepted : refused).incrementAndGet();
    }

    /** Waits until it did what it is about, on however busy a machine; returns in any case after a while. */
    final void awaitEffect(boolean takenIn) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(EFFECT_SECONDS_MAX);
        while ((done() == 0 || (takenIn && accepted() == 0)) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Begins and returns. */
    abstract void begin();

    /** Ends; nothing of it is left open on its side. */
    @Override
    public abstract void close();
}
