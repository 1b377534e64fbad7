package org.anteroom.signaling.colibri;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configured bridge: its client, the judgement of its health, and how much it carries. */
final class Videobridge {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.colibri");
    private static final int LEFTOVERS_MAX = 256;

    private final int number;
    private final ColibriClient client;
    private final HealthJudge judge = new HealthJudge();
    private final Deque<String> leftovers = new ArrayDeque<>();
    private Optional<Fault> complaint = Optional.empty();
    private boolean draining;
    private double stress;
    private int endpoints;

    Videobridge(int number, ColibriClient client) {
        this.number = number;
        this.client = client;
    }

    int number() {
        return number;
    }

    ColibriClient client() {
        return client;
    }

    boolean isUp() {
        return judge.isUp();
    }

    /** Whether its last check failed. */
    boolean isDoubted() {
        return complaint.isPresent();
    }

    /** Whether it asked for no more conferences; those that it has go on. */
    boolean isDraining() {
        return draining;
    }

    /** How loaded it calls itself; 1 is as much as it wants. */
    double stress() {
        return stress;
    }

    int endpoints() {
        return endpoints;
    }

    void carries(int more) {
        endpoints += more;
    }

    /** Takes the outcome of a check; present when it fell or rose. */
    Optional<Boolean> judged(Optional<Fault> fault, long nowMs) {
        if (fault.isPresent() && !fault.equals(complaint)) {
            LOG.warn("{}[{}] {}.", ColibriOptions.SETTING, number, fault.get().words());
        }
        if (fault.isEmpty() && complaint.isPresent()) {
            LOG.info("{}[{}] answers again.", ColibriOptions.SETTING, number);
        }
        complaint = fault;
        return judge.saw(fault.isEmpty(), nowMs);
    }

    void figures(JsonObject statistics) {
        draining = isTrue(statistics, "drain")
                || isTrue(statistics, "graceful_shutdown")
                || isTrue(statistics, "shutting_down");
        stress = statistics.getValue("stress_level") instanceof Number level ? level.doubleValue() : 0;
    }

    private static boolean isTrue(JsonObject object, String key) {
        return Boolean.TRUE.equals(object.getValue(key));
    }

    /** Ends a conference, now or, where the bridge does not answer, when it is back. */
    void end(String meeting) {
        client.change(meeting, Requests.expireConference()).onFailure(failure -> {
            if (BridgeException.of(failure) != Fault.GONE) {
                remember(meeting);
            }
        });
    }

    /** What was left on it when it fell, or when a request to it failed half way. */
    void remember(String meeting) {
        if (leftovers.size() >= LEFTOVERS_MAX) {
            leftovers.removeFirst();
        }
        leftovers.addLast(meeting);
    }

    /** Ends one conference that was left behind, if there is one. */
    void clean() {
        Optional.ofNullable(leftovers.pollFirst()).ifPresent(this::end);
    }

    /** A first request takes seconds on a bridge that was just started; better now than with somebody waiting. */
    Future<Void> warmUp(String meeting, String endpoint) {
        return client.create(Requests.create(meeting, endpoint))
                .<Void>mapEmpty()
                .onComplete(ignored -> end(meeting));
    }
}
