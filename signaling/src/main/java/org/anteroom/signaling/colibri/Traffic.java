package org.anteroom.signaling.colibri;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was seen of one endpoint's packets, from look to look: whether it sends a screen that it may not send. Told the
 * time, it reads no clock.
 */
final class Traffic {
    /** What was on its way when a right ended, or came before it was declared, is gone by then. */
    private static final int LOOKS_IN_A_ROW = 3;

    private static final long GRACE_MS = 1_500;

    /** What was seen longer ago says nothing of now. */
    private static final long STALE_MS = 10_000;

    private Optional<Observation> last = Optional.empty();
    private Set<Long> growing = Set.of();
    private long seenMs = Long.MIN_VALUE;
    private long seenBeforeMs = Long.MIN_VALUE;
    private int looks;
    private long suspectSinceMs;

    /** When it was last seen. */
    long seenMs() {
        return seenMs;
    }

    /** What grew from the look before to the last one. */
    Set<Long> growing() {
        return growing;
    }

    /** Whether any of these streams arrives; empty where it was not looked at twice since then, or not of late. */
    Optional<Boolean> flows(Collection<Long> streams, long sinceMs, long nowMs) {
        if (seenMs == Long.MIN_VALUE || nowMs - seenMs > STALE_MS) {
            return Optional.empty();
        }
        if (streams.stream().anyMatch(growing::contains)) {
            return Optional.of(true);
        }
        return seenBeforeMs >= sinceMs ? Optional.of(false) : Optional.empty();
    }

    /** Takes what is seen now; true when the endpoint sends a screen without a right to. */
    boolean sees(Observation now, ColibriEndpoint endpoint, long nowMs) {
        Observation before = last.orElse(new Observation(false, Map.of()));
        boolean suspect = now.streams().entrySet().stream()
                .anyMatch(entry -> entry.getValue().video()
                        && endpoint.isForbidden(entry.getKey())
                        && now.growsSince(before, entry.getKey()));
        growing = last.isEmpty()
                ? Set.of()
                : now.streams().keySet().stream()
                        .filter(stream -> now.growsSince(before, stream))
                        .collect(Collectors.toUnmodifiableSet());
        seenBeforeMs = last.isEmpty() ? Long.MIN_VALUE : seenMs;
        last = Optional.of(now);
        seenMs = nowMs;
        if (!suspect) {
            looks = 0;
            return false;
        }
        if (looks == 0) {
            suspectSinceMs = nowMs;
        }
        looks++;
        return looks >= LOOKS_IN_A_ROW && nowMs - suspectSinceMs >= GRACE_MS;
    }
}
