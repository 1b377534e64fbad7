package org.anteroom.engine.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When keys were last used: to the minute in memory, and to the day on disk, so that a call writes nothing but the first of
 * its key on a day. Holds one small entry a key that is used. On one Vert.x context.
 */
final class KeyUse {
    private final Map<String, Instant> last = new HashMap<>();

    /**
     * A key was used.
     *
     * @return whether it is the first use of a day, to be kept
     */
    boolean used(String keyId, ApiKey key, Instant now) {
        Instant before = last.put(keyId, now.truncatedTo(ChronoUnit.MINUTES));
        return !isSameDay(Optional.ofNullable(before).or(key::usedAt), now);
    }

    private static boolean isSameDay(Optional<Instant> before, Instant now) {
        return before.map(KeyUse::day).equals(Optional.of(day(now)));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    Optional<Instant> last(String keyId, ApiKey key) {
        return Optional.ofNullable(last.get(keyId)).or(key::usedAt);
    }

    void forget(String keyId) {
        last.remove(keyId);
    }
}
