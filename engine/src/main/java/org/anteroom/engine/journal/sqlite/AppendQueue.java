package org.anteroom.engine.journal.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.JournalUnavailableException;

/** The appends that wait for the writer, bounded by number and bytes; it can be closed, and then drains. */
final class AppendQueue {
    private final JournalLimits limits;
    private final Deque<Append> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long waitingBytes;
    private boolean closed;

    AppendQueue(JournalLimits limits) {
        this.limits = limits;
    }

    /** Takes an append in, or throws why not. */
    void offer(Append append) {
        lock.lock();
        try {
            if (closed) {
                throw new JournalUnavailableException("The journal is closed");
            }
            if (waiting.size() >= limits.queueAppendsMax() || waitingBytes + append.bytes() > limits.queueBytesMax()) {
                throw new JournalUnavailableException("The journal's queue is full");
            }
            waiting.addLast(append);
            waitingBytes += append.bytes();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next group, as much as one commit may hold; waits for the first; empty once closed and drained. */
    List<Append> takeGroup() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            List<Append> group = new ArrayList<>();
            int entries = 0;
            long bytes = 0;
            while (!waiting.isEmpty() && bytes < limits.groupBytesMax()) {
                Append next = waiting.getFirst();
                entries += next.entries().size();
                if (entries > limits.groupEntriesMax()) {
                    break;
                }
                bytes += next.bytes();
                group.add(waiting.removeFirst());
            }
            waitingBytes -= bytes;
            return group;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
