package org.anteroom.bench;

/** Somebody who wants the engine to stop serving others. Goes on from {@link #begin} until it is closed. */
interface Attack extends AutoCloseable {
    /** What is done, in a few words. */
    String name();

    /** Begins and returns. */
    void begin();

    /** How often it did it so far. */
    long done();

    /** Ends; nothing of it is left open on its side. */
    @Override
    void close();
}
