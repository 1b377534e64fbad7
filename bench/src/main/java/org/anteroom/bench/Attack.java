package org.anteroom.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Somebody who wants the engine to stop serving others. Goes on from {@link #begin} until it is closed; once only. */
abstract class Attack implements AutoCloseable {
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * One that can be made, each time it is to begin.
     *
     * @param name what is done, in a few words
     */
    record Kind(String name, Supplier<Attack> fresh) {}

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

    /** Begins and returns. */
    abstract void begin();

    /** Ends; nothing of it is left open on its side. */
    @Override
    public abstract void close();
}
