package org.anteroom.engine.journal.sqlite;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts commits, and wakes who waits for the next one. Any thread. */
final class Commits {
    static final int WAITING_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

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
        woken.forEach(Commits::guarded);
    }

    /** Whoever throws keeps neither the others from being woken, nor the writer from writing. */
    private static void guarded(Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            LOG.error("A follower of the journal failed", e);
        }
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
