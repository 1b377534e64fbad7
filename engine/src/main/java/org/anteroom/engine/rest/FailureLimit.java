package org.anteroom.engine.rest;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** How many failures one address may make in a minute. Bounded: past so many addresses nothing new is counted. */
final class FailureLimit {
    private static final int FAILURES_MAX = 120;
    private static final int ADDRESSES_MAX = 100_000;

    private final Map<String, Integer> failures = new HashMap<>();

    FailureLimit(Vertx vertx) {
        vertx.setPeriodic(60_000, ignored -> failures.clear());
    }

    boolean isOver(String address) {
        return failures.getOrDefault(address, 0) >= FAILURES_MAX;
    }

    void count(String address) {
        if (failures.size() < ADDRESSES_MAX || failures.containsKey(address)) {
            failures.merge(address, 1, Integer::sum);
        }
    }
}
