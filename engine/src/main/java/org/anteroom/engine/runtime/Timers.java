package org.anteroom.engine.runtime;

/** What runs something once, later, on the loop that asks for it: the engine's timers, or a simulation's. */
public interface Timers {
    /** Runs the task after this many milliseconds, at least 1. */
    Timer set(long delayMs, Runnable task);

    /** The same for what nobody cancels. */
    default void after(long delayMs, Runnable task) {
        var unused = set(delayMs, task);
    }

    /** A task that was not run yet. */
    interface Timer {
        /** Sees to it that the task is not run; nothing where it was run already. */
        void cancel();
    }
}
