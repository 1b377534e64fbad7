package org.anteroom.engine.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.anteroom.engine.wire.InvalidException;

/**
 * Between which times a call wants to know something.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
record Span(Instant from, Instant to) {
    private static final Duration USUAL = Duration.ofDays(31);
    private static final Duration MAX = Duration.ofDays(400);

    /**
     * The span of a query: {@code from} and {@code to}, each a time or a day in UTC, both days included. The last month where
     * neither is said.
     */
    static Span of(Call call, Instant now) {
        Instant to = call.query("to").map(text -> moment("/to", text, 1)).orElse(now);
        Instant from = call.query("from").map(text -> moment("/from", text, 0)).orElseGet(() -> to.minus(USUAL));
        if (from.isAfter(to)) {
            throw new InvalidException("/from", "Must not be after the end.");
        }
        if (Duration.between(from, to).compareTo(MAX) > 0) {
            throw new InvalidException("/from", "Must be at most " + MAX.toDays() + " days before the end.");
        }
        return new Span(from, to);
    }

    boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private static Instant moment(String where, String text, int daysLater) {
        try {
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidException(where, "Must be a day like 2026-01-31 or a time like 2026-01-31T15:00:00Z.");
        }
    }
}
