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
    private static final int ENDINGS_MAX = 10;

    private final int number;
    private final ColibriClient client;
    private final HealthJudge judge = new HealthJudge();
    private final Deque<Leftover> leftovers = new ArrayDeque<>();
    private Optional<Fault> complaint = Optional.empty();
    private Optional<Fault> coldComplaint = Optional.empty();
    private boolean warm;
    private boolean draining;
    private double stress;
    private int endpoints;

    /** A conference that is to end there, and how often it may still turn out not to be there. */
    private record Leftover(String meeting, int endings) {}

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

    /** Whether it can be used: well, and warm. */
    boolean isUp() {
        return judge.isUp() && warm;
    }

    /** Whether it is well, but was not asked for a conference since it is. */
    boolean isCold() {
        return judge.isUp() && !warm && complaint.isEmpty();
    }

    /** Whether it has to answer some more checks before it counts as well. */
    boolean isRecovering() {
        return !judge.isUp();
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

    /** Takes the outcome of a check; true when it could be used and cannot any more. */
    boolean falls(Optional<Fault> fault, long nowMs) {
        if (fault.isPresent() && !fault.equals(complaint)) {
            LOG.warn("{}[{}] {}.", ColibriOptions.SETTING, number, fault.get().words());
        }
        if (fault.isEmpty() && complaint.isPresent()) {
            LOG.info("{}[{}] answers again.", ColibriOptions.SETTING, number);
        }
        complaint = fault;
        boolean before = isUp();
        var unused = judge.saw(fault.isEmpty(), nowMs);
        warm = warm && judge.isUp();
        return before && !isUp();
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
        end(new Leftover(meeting, 1));
    }

    private void end(Leftover leftover) {
        client.change(leftover.meeting(), Requests.expireConference()).onFailure(failure -> {
            if (BridgeException.of(failure) != Fault.GONE) {
                remember(leftover);
            } else if (leftover.endings() > 1) {
                remember(new Leftover(leftover.meeting(), leftover.endings() - 1));
            }
        });
    }

    /**
     * Ends a conference of which nobody knows whether it was made: a bridge that did not answer in time may make it
     * after it said that it knows none.
     */
    void abandon(String meeting, Fault fault) {
        end(new Leftover(meeting, fault == Fault.SLOW ? ENDINGS_MAX : 1));
    }

    private void remember(Leftover leftover) {
        if (leftovers.size() >= LEFTOVERS_MAX) {
            leftovers.removeFirst();
        }
        leftovers.addLast(leftover);
    }

    /** Ends one conference that was left behind, if there is one. */
    void clean() {
        Optional.ofNullable(leftovers.pollFirst()).ifPresent(this::end);
    }

    /** A first request takes seconds on a bridge that was just started; better now than with somebody waiting. */
    Future<Void> warmUp(String meeting, String endpoint) {
        return client.createInTime(Requests.create(meeting, endpoint))
                .compose(answer -> {
                    Optional<Fault> fault = Created.read(answer, endpoint)
                            .map(made ->
                                    made.candidates().isEmpty() ? Optional.of(Fault.NOWHERE) : Optional.<Fault>empty())
                            .orElse(Optional.of(Fault.FOREIGN));
                    return fault.<Future<Void>>map(found -> Future.failedFuture(new BridgeException(number, found)))
                            .orElseGet(Future::succeededFuture);
                })
                .onSuccess(ignored -> end(meeting))
                .onFailure(failure -> abandon(meeting, BridgeException.of(failure)))
                .onComplete(done -> warmed(Optional.ofNullable(done.cause()).map(BridgeException::of)));
    }

    private void warmed(Optional<Fault> fault) {
        if (fault.isPresent() && !fault.equals(coldComplaint)) {
            LOG.warn(
                    "{}[{}] {}, asked for a first conference.",
                    ColibriOptions.SETTING,
                    number,
                    fault.get().words());
        }
        coldComplaint = fault;
        warm = fault.isEmpty() && judge.isUp();
    }
}
