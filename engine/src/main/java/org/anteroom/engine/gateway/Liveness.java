package org.anteroom.engine.gateway;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Whether somebody is at the other end: a hello has to come in time, and from then on something now and then, an answer
 * to a ping where there is nothing else. On the gateway's context.
 */
final class Liveness {
    private static final long NANOS_A_MS = 1_000_000;

    private final Vertx vertx;
    private final GatewayLimits limits;
    private final Other other;
    private final LongSupplier nanoClock;
    private final Overdue.Timer hello;
    private long lastHeardNanos;
    private long beat;

    /** The other end. */
    interface Other {
        void ping();

        /** It was silent for too long. */
        void silent();

        /** It never said hello. */
        void unnamed();
    }

    /** Begins at once. */
    Liveness(Vertx vertx, GatewayLimits limits, LongSupplier nanoClock, Other other) {
        this.vertx = vertx;
        this.limits = limits;
        this.other = other;
        this.nanoClock = nanoClock;
        lastHeardNanos = nanoClock.getAsLong();
        hello = new Overdue(vertx, nanoClock).after(limits.helloMs(), other::unnamed);
        beatIn(limits.heartbeatMs());
    }

    void heard() {
        lastHeardNanos = nanoClock.getAsLong();
    }

    void named() {
        hello.cancel();
    }

    void end() {
        hello.cancel();
        vertx.cancelTimer(beat);
    }

    private void beatIn(long ms) {
        long due = nanoClock.getAsLong() + ms * NANOS_A_MS;
        beat = vertx.setTimer(Math.max(1, ms), ignored -> beat(due));
    }

    private void beat(long dueNanos) {
        long now = nanoClock.getAsLong();
        if (Overdue.isLate(dueNanos, now)) {
            // Nobody was listened to, nor asked in time: whoever answers a ping within what is left is there.
            lastHeardNanos = Math.max(lastHeardNanos, now - limits.heartbeatMs() * NANOS_A_MS);
        }
        long leftMs = limits.silentMsMax() - (now - lastHeardNanos) / NANOS_A_MS;
        if (leftMs <= 0) {
            other.silent();
        } else {
            other.ping();
            beatIn(Math.min(limits.heartbeatMs(), leftMs));
        }
    }
}
