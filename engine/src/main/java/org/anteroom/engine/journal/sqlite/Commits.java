package org.anteroom.engine.journal.sqlite;

import java.util.ArrayList;
import java.util.List;

/** Counts commits, and wakes who waits for the next one. Any thread. */
final class Commits {
    static final int WAITING_MAX = 64;

    private final List<Runnable> waiting = new ArrayList<>();
    private long made;
    private boolean closed;

    synchronized long count() {
        return made;
    }

    /** A commit was made, or may have been. */
    void made() {
        wake(false);
    }

    /** No more commits come: who waits is woken, and nobody waits any more. */
    void close() {
        wake(true);
    }

    private void wake(boolean last) {
        List<Runnable> woken;
        synchronized (this) {
            made++;
            closed |= last;
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        woken.forEach(Runnable::run);
    }

    /**
     * Runs something once there were more commits than these: at once, or on the thread that made one.
     *
     * @return false where no more come, or too many wait; then it is not run
     */
    boolean after(long seen, Runnable run) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (made == seen) {
                return waiting.size() < WAITING_MAX && waiting.add(run);
            }
        }
        run.run();
        return true;
    }
}
