package org.anteroom.engine.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One time that a series takes place, or was to.
 *
 * @param key its planned local time, which stays when it is moved
 * @param localStart when it starts by the clocks of its zone
 * @param revision which change of the series it takes in
 * @param generation how often its session was dropped and is made anew
 */
public record Occurrence(
        LocalDateTime key,
        LocalDateTime localStart,
        Instant startsAt,
        int durationMinutes,
        Schedule schedule,
        boolean cancelled,
        long revision,
        int generation) {
    private static final DateTimeFormatter KEY = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

    public Instant endsAt() {
        return startsAt.plusSeconds(60L * durationMinutes);
    }

    /** The key as programs write it. */
    public String word() {
        return word(key);
    }

    /** A local time as programs write it: {@code 2026-12-01T18:00}. */
    public static String word(LocalDateTime time) {
        return KEY.format(time);
    }

    /** A time of the zone's clocks: one that they skip is later by the gap, of one that they show twice the first. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toInstant();
    }
}
