package org.anteroom.bench;

import java.util.concurrent.atomic.AtomicLong;

/** Somebody who wants the engine to stop serving others. Goes on from {@link #begin} until it is closed. */
abstract class Attack implements AutoCloseable {
    private final String name;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Attack(String name) {
        this.name = name;
    }

    /** What is done, in a few words. */
    final String name() {
        return name;
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

    /** Begins and returns. */
    abstract void begin();

    /** Ends; nothing of it is left open on its side. */
    @Override
    public abstract void close();
}
