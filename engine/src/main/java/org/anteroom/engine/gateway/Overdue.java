package org.anteroom.engine.gateway;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Timers that judge others by what was heard of them. An event loop that was held up runs its timers before it reads what
 * came meanwhile: it would blame others for its own silence. Such a timer that comes late gives as much time again, so that
 * what waits is read first. On one Vert.x context.
 */
final class Overdue {
    /** Later than this is no jitter: the loop was held up. */
    private static final long LATE_MS = 250;

    private static final long NANOS_A_MS = 1_000_000;

    private final Vertx vertx;
    private final LongSupplier nanoClock;

    Overdue(Vertx vertx, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.nanoClock = nanoClock;
    }

    /** Whether what was due then comes so late that the loop must have been held up. */
    static boolean isLate(long dueNanos, long nowNanos) {
        return nowNanos - dueNanos > LATE_MS * NANOS_A_MS;
    }

    /** What ends a timer. */
    interface Timer {
        void cancel();
    }

    /** Runs something after so long. */
    Timer after(long ms, Runnable judge) {
        Pending pending = new Pending(judge);
        pending.in(ms, ms);
        return pending;
    }

    private final class Pending implements Timer {
        private final Runnable judge;
        private long id;

        Pending(Runnable judge) {
            this.judge = judge;
        }

        private void in(long ms, long grace) {
            long due = nanoClock.getAsLong() + ms * NANOS_A_MS;
            id = vertx.setTimer(Math.max(1, ms), ignored -> {
                long now = nanoClock.getAsLong();
                if (isLate(due, now)) {
                    in(Math.min((now - due) / NANOS_A_MS, grace), grace);
                } else {
                    judge.run();
                }
            });
        }

        @Override
        public void cancel() {
            vertx.cancelTimer(id);
        }
    }
}
