package org.anteroom.engine.dose;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How much of it a person is to have.
 *
 * @param zone whose days and weeks they are
 * @param weekStarts Monday or Sunday
 * @param dayMinutes of a day, where one is planned
 * @param weekMinutes of a week, where one is planned
 * @param weekDays on how many days of a week, where that is planned
 * @param kinds the kinds of session that count; empty: all
 */
public record DosePlan(
        ZoneId zone,
        DayOfWeek weekStarts,
        Optional<Integer> dayMinutes,
        Optional<Integer> weekMinutes,
        Optional<Integer> weekDays,
        Set<String> kinds) {
    /** Nothing planned: days are those of UTC, weeks begin on Monday. */
    public static final DosePlan NONE = new DosePlan(
            ZoneId.of("UTC"), DayOfWeek.MONDAY, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public DosePlan {
        kinds = Set.copyOf(kinds);
    }

    boolean counts(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** The first day of the week that a day is of. */
    public LocalDate weekOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(weekStarts));
    }

    /** A week by the ISO week that its Thursday is of, {@code 2026-W49}: one that starts on Sunday has four days of it or more. */
    static String label(LocalDate weekStart) {
        LocalDate thursday = weekStart.with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                thursday.get(IsoFields.WEEK_BASED_YEAR),
                thursday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
