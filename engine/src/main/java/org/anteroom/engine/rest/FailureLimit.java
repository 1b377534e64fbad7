package org.anteroom.engine.rest;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/**
 * How many failures one address may make in a minute. What is no failure is not asked here: behind the address of a
 * clinic are many people, and only failures cost. Bounded: past so many addresses nothing new is counted.
 */
final class FailureLimit {
    private static final int FAILURES_MAX = 120;
    private static final int ADDRESSES_MAX = 100_000;
    /** After how many seconds at most an address may fail again. */
    static final int AGAIN_SECONDS = 60;

    private final Map<String, Integer> failures = new HashMap<>();

    FailureLimit(Vertx vertx) {
        vertx.setPeriodic(1_000L * AGAIN_SECONDS, ignored -> failures.clear());
    }

    boolean isOver(String address) {
        return failures.getOrDefault(address, 0) >= FAILURES_MAX;
    }

    /** Counts one more; true where it is the first of this minute. */
    boolean count(String address) {
        boolean first = !failures.containsKey(address);
        if (failures.size() < ADDRESSES_MAX || failures.containsKey(address)) {
            failures.merge(address, 1, Integer::sum);
        }
        return first;
    }
}
