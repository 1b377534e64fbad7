package org.anteroom.engine.gateway;

import io.vertx.core.Vertx;

/**
 * Whether somebody is at the other end: a hello has to come in time, and from then on something now and then, an answer
 * to a ping where there is nothing else. On the gateway's context.
 */
final class Liveness {
    private final Vertx vertx;
    private final GatewayLimits limits;
    private final Other other;
    private long lastHeardNanos = System.nanoTime();
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

    Liveness(Vertx vertx, GatewayLimits limits, Other other) {
        this.vertx = vertx;
        this.limits = limits;
        this.other = other;
    }

    void begin() {
        hello = vertx.setTimer(limits.helloMs(), ignored -> other.unnamed());
        beatIn(limits.heartbeatMs());
    }

    void heard() {
        lastHeardNanos = System.nanoTime();
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
        long silentMs = (System.nanoTime() - lastHeardNanos) / 1_000_000;
        long leftMs = limits.silentMsMax() - silentMs;
        if (leftMs <= 0) {
            other.silent();
        } else {
            other.ping();
            beatIn(Math.min(limits.heartbeatMs(), leftMs));
        }
    }
}
