package org.anteroom.engine.gateway;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Whether somebody is at the other end: a hello has to come in time, and from then on something now and then, an answer
 * to a ping where there is nothing else. On the gateway's context.
 */
final class Liveness {
    private final Vertx vertx;
    private final GatewayLimits limits;
    private final Other other;
    private final LongSupplier nanoClock;
    private long lastHeardNanos;
    private long hello;
    private long beat;

    /** The other end. */
    interface Other {
        void ping();

        /** It was silent for too long. */
        void silent();

        /** It never said hello. */
        void unnamed();
    }

    Liveness(Vertx vertx, GatewayLimits limits, LongSupplier nanoClock, Other other) {
        this.vertx = vertx;
        this.limits = limits;
        this.other = other;
        this.nanoClock = nanoClock;
        lastHeardNanos = nanoClock.getAsLong();
    }

    void begin() {
        hello = vertx.setTimer(limits.helloMs(), ignored -> other.unnamed());
        beatIn(limits.heartbeatMs());
    }

    void heard() {
        lastHeardNanos = nanoClock.getAsLong();
    }

    void named() {
        vertx.cancelTimer(hello);
    }

    void end() {
        vertx.cancelTimer(hello);
        vertx.cancelTimer(beat);
    }

    private void beatIn(long ms) {
        beat = vertx.setTimer(Math.max(1, ms), ignored -> beat());
    }

    private void beat() {
        long silentMs = (nanoClock.getAsLong() - lastHeardNanos) / 1_000_000;
        long leftMs = limits.silentMsMax() - silentMs;
        if (leftMs <= 0) {
            other.silent();
        } else {
            other.ping();
            beatIn(Math.min(limits.heartbeatMs(), leftMs));
        }
    }
}
