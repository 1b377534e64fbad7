package org.anteroom.signaling.colibri;

/**
 * A circuit breaker: after several failures in a row nothing is asked for a while, then one request may try. Told the
 * time, it reads no clock.
 */
final class Breaker {
    private final int failuresMax;
    private final long restMs;
    private int failures;
    private long restsUntilMs;
    private boolean trying;

    Breaker(int failuresMax, long restMs) {
        this.failuresMax = failuresMax;
        this.restMs = restMs;
    }

    /** Whether a request may go out now; the one that is let through while open decides what follows. */
    boolean lets(long nowMs) {
        if (failures < failuresMax) {
            return true;
        }
        if (trying || nowMs < restsUntilMs) {
            return false;
        }
        trying = true;
        return true;
    }

    void succeeded() {
        failures = 0;
        trying = false;
    }

    void failed(long nowMs) {
        failures++;
        trying = false;
        restsUntilMs = nowMs + restMs;
    }
}
