package org.anteroom.signaling.embedded;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bridge's one timer: a short step while something waits for its turn on a line, a long one while nothing does, so
 * that a bridge where all goes out at once wakes nobody. What has a period is done at the first step after it. A failure
 * ends neither the rest of its step nor the timer. On the event loop only.
 */
final class Ticker {
    /** A pacer's step: short enough that what it lets go at once is no burst. */
    static final int STEP_MS = 5;

    static final int REST_MS = 25;

    private static final int REQUEST_MS = 25;
    private static final int FEEDBACK_MS = 75;
    private static final int OBSERVE_MS = 200;
    private static final int HOUSEKEEP_MS = 1_000;
    /** What a timer may be early. */
    private static final int SLACK_MS = 2;

    private final Timer timer;
    private final LongSupplier nanoClock;
    private @Nullable Work work;
    private Runnable flush = () -> {};
    private List<Period> periods = List.of();
    private Cancellation next = () -> {};
    private boolean resting;
    private boolean hurried;

    /** What is done by the clock. */
    interface Work {
        /** Sends what may go by now; true when something waits still. */
        boolean pace();

        void sendRequests();

        void sendFeedback();

        void observe();

        void housekeep();
    }

    /** Calls once, after so many milliseconds, on the event loop. */
    interface Timer {
        Cancellation after(int ms, Runnable call);
    }

    /** Takes a call back that was not made yet. */
    interface Cancellation {
        void cancel();
    }

    private static final class Period {
        private final int ms;
        private final Runnable act;
        private long dueMs;

        Period(int ms, Runnable act, long nowMs) {
            this.ms = ms;
            this.act = act;
            this.dueMs = nowMs + ms;
        }

        void runIfDue(long nowMs) {
            if (nowMs + SLACK_MS >= dueMs) {
                dueMs = dueMs + ms > nowMs ? dueMs + ms : nowMs + ms;
                act.run();
            }
        }
    }

    Ticker(Timer timer, LongSupplier nanoClock) {
        this.timer = timer;
        this.nanoClock = nanoClock;
    }

    /** @param flush sends out what the work wrote */
    void start(Work work, Runnable flush) {
        long nowMs = nowMs();
        this.work = work;
        this.flush = flush;
        periods = List.of(
                new Period(REQUEST_MS, work::sendRequests, nowMs),
                new Period(FEEDBACK_MS, work::sendFeedback, nowMs),
                new Period(OBSERVE_MS, work::observe, nowMs),
                new Period(HOUSEKEEP_MS, work::housekeep, nowMs));
        await(REST_MS);
    }

    private long nowMs() {
        return nanoClock.getAsLong() / 1_000_000;
    }

    private void await(int ms) {
        resting = ms == REST_MS;
        next = timer.after(ms, this::step);
    }

    /** Something waits for its turn from now on. */
    void hurry() {
        hurried = true;
        if (resting) {
            next.cancel();
            await(STEP_MS);
        }
    }

    private void step() {
        Work todo = work;
        if (todo == null) {
            return;
        }
        resting = false;
        hurried = false;
        boolean[] waits = {false};
        guarded(() -> waits[0] = todo.pace());
        long nowMs = nowMs();
        for (Period period : periods) {
            guarded(() -> period.runIfDue(nowMs));
        }
        guarded(flush);
        await(waits[0] || hurried ? STEP_MS : REST_MS);
    }

    /** Left to itself a failure would end the timer, and every conference with it, or keep the rest from ever being done. */
    private static void guarded(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException e) {
            Log.failure("A tick failed", e);
        }
    }
}
