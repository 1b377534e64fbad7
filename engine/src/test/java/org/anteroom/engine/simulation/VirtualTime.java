package org.anteroom.engine.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.anteroom.engine.runtime.Timers;

/**
 * Time that passes only from one task to the next, and a clock that may be set. Tasks of one instant run in the order in
 * which they were set.
 */
final class VirtualTime implements Timers, InstantSource {
    static final Instant BEGIN = Instant.parse("2026-03-02T14:55:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::order));
    private long nowMs;
    private long order;
    private long clockSetMs;

    private static final class Task implements Timer {
        private final long atMs;
        private final long order;
        private final Runnable run;
        private boolean cancelled;

        Task(long atMs, long order, Runnable run) {
            this.atMs = atMs;
            this.order = order;
            this.run = run;
        }

        long atMs() {
            return atMs;
        }

        long order() {
            return order;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public Timer set(long delayMs, Runnable run) {
        Task task = new Task(nowMs + Math.max(0, delayMs), order++, run);
        tasks.add(task);
        return task;
    }

    @Override
    public Instant instant() {
        return BEGIN.plusMillis(nowMs + clockSetMs);
    }

    /** Sets the clock to so much later; no time passes. */
    void setClock(long ms) {
        clockSetMs += ms;
    }

    long nowMs() {
        return nowMs;
    }

    /** Runs the next task that is due until then; false where there is none, and then it is that time. */
    boolean step(long untilMs) {
        for (Task next = tasks.peek(); next != null && next.atMs <= untilMs; next = tasks.peek()) {
            tasks.remove();
            if (!next.cancelled) {
                nowMs = Math.max(nowMs, next.atMs);
                next.run.run();
                return true;
            }
        }
        nowMs = untilMs;
        return false;
    }
}
