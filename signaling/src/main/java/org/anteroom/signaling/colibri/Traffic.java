package org.anteroom.signaling.colibri;

import java.util.Map;
import java.util.Optional;

/**
 * What was seen of one endpoint's packets, from look to look: whether it sends a screen that it may not send. Told the
 * time, it reads no clock.
 */
final class Traffic {
    /** What was on its way when a right ended, or came before it was declared, is gone by then. */
    private static final int LOOKS_IN_A_ROW = 3;

    private static final long GRACE_MS = 1_500;

    private Optional<Observation> last = Optional.empty();
    private long seenMs = Long.MIN_VALUE;
    private int looks;
    private long suspectSinceMs;

    /** When it was last seen. */
    long seenMs() {
        return seenMs;
    }

    /** Takes what is seen now; true when the endpoint sends a screen without a right to. */
    boolean sees(Observation now, Member member, long nowMs) {
        Observation before = last.orElse(new Observation(false, Map.of()));
        boolean suspect = now.streams().entrySet().stream()
                .anyMatch(entry -> entry.getValue().video()
                        && member.isForbidden(entry.getKey())
                        && now.growsSince(before, entry.getKey()));
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
