package org.anteroom.engine.checkin;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;

/**
 * The check-ins that one program asked for in one month in UTC. They are one stream of the journal, {@code
 * chs_<program>_<month>}, so that a month that is over need not be read at a start, and is found by its name.
 */
public record CheckInMonth(ProgramId program, YearMonth month) {
    /** How their streams begin. */
    public static final String PREFIX = "chs_";

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT);
    private static final int RANDOM = 22;

    /** The month of a program that a moment is in. */
    public static CheckInMonth of(ProgramId program, Instant at) {
        return new CheckInMonth(program, YearMonth.from(at.atOffset(ZoneOffset.UTC)));
    }

    /** The month that a stream is of. */
    static CheckInMonth of(StreamId stream) {
        String rest = stream.value().substring(PREFIX.length());
        return new CheckInMonth(
                new ProgramId(ProgramId.PREFIX + rest.substring(0, RANDOM)),
                YearMonth.parse(rest.substring(RANDOM + 1), FORM));
    }

    /** The month before. */
    public CheckInMonth before() {
        return new CheckInMonth(program, month.minusMonths(1));
    }

    /** The month after. */
    public CheckInMonth next() {
        return new CheckInMonth(program, month.plusMonths(1));
    }

    StreamId stream() {
        return new StreamId(PREFIX + program.value().substring(ProgramId.PREFIX.length()) + "_" + FORM.format(month));
    }
}
