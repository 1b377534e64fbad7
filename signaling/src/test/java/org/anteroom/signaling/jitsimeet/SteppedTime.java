package org.anteroom.signaling.jitsimeet;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so, on the context of its stage. */
final class SteppedTime implements MeetTime {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::number));
    private volatile int waiting;
    private long nowMs;
    private long number;

    private record Due(long atMs, long number, Runnable task) {}

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public void after(long ms, Runnable then) {
        due.add(new Due(nowMs + Math.max(1, ms), number++, then));
        waiting = due.size();
    }

    /** Lets so much time pass, and whatever falls due in it happen at its moment. */
    void pass(long ms) {
        long untilMs = nowMs + ms;
        for (Due next = due.peek(); next != null && next.atMs() <= untilMs; next = due.peek()) {
            due.remove(next);
            waiting = due.size();
            nowMs = next.atMs();
            next.task().run();
        }
        nowMs = untilMs;
    }

    /** How much waits for its moment; may be asked from anywhere. */
    int waiting() {
        return waiting;
    }
}
