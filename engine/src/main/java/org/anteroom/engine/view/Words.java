package org.anteroom.engine.view;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How values are written in frames and documents. */
public final class Words {
    private Words() {}

    /** An instant as ISO-8601 in UTC, to the millisecond. */
    public static String time(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MILLIS));
    }

    /** An enum's word: {@code ONE_DEVICE} is {@code one-device}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
