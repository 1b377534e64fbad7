package org.anteroom.signaling.colibri;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Judges one bridge by its checks: two failures in a row mean it is down, some successes in a row that it is up again,
 * more of them the more often it went down lately. Told the time, it reads no clock.
 */
final class HealthJudge {
    private static final int FAILURES_TO_DOWN = 2;
    private static final int SUCCESSES_TO_UP = 3;
    private static final int SUCCESSES_TO_UP_MAX = 12;
    private static final long REMEMBERED_MS = 60_000;
    private static final int REMEMBERED_MAX = 8;

    private final Deque<Long> falls = new ArrayDeque<>();
    private boolean up;
    private boolean seen;
    private int failures;
    private int successes;

    boolean isUp() {
        return up;
    }

    /** Takes the outcome of a check; present when it changed the judgement. */
    Optional<Boolean> saw(boolean well, long nowMs) {
        boolean before = up;
        failures = well ? 0 : failures + 1;
        successes = well ? successes + 1 : 0;
        if (up && failures >= FAILURES_TO_DOWN) {
            up = false;
            fell(nowMs);
        } else if (!up && well && (!seen || successes >= successesToUp(nowMs))) {
            up = true;
        }
        seen = true;
        return up == before ? Optional.empty() : Optional.of(up);
    }

    private void fell(long nowMs) {
        falls.addLast(nowMs);
        if (falls.size() > REMEMBERED_MAX) {
            falls.removeFirst();
        }
    }

    private int successesToUp(long nowMs) {
        falls.removeIf(at -> nowMs - at > REMEMBERED_MS);
        return Math.min(SUCCESSES_TO_UP_MAX, SUCCESSES_TO_UP * Math.max(1, falls.size()));
    }
}
