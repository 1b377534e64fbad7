package org.anteroom.engine.series;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A zone as a VTIMEZONE (RFC 5545, 3.6.5), from the same rules that instants are reckoned by: what the clocks show at a time,
 * and each change after it. A change that comes every year is a rule; where none says it, the changes of some years are listed.
 */
final class ZoneLines {
    private static final int YEARS_CHECKED = 20;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private ZoneLines() {}

    static List<String> of(ZoneId zone, Instant from) {
        ZoneRules rules = zone.getRules();
        List<String> lines = new ArrayList<>(List.of("BEGIN:VTIMEZONE", "TZID:" + zone.getId()));
        Optional.ofNullable(rules.previousTransition(from))
                .ifPresentOrElse(
                        last -> lines.addAll(change(last, rules, Optional.empty())),
                        () -> lines.addAll(always(rules.getOffset(from))));
        int year = LocalDateTime.ofInstant(from, zone).getYear();
        for (ZoneOffsetTransition listed : rules.getTransitions()) {
            if (listed.getInstant().isAfter(from)) {
                lines.addAll(change(listed, rules, Optional.empty()));
                year = listed.getDateTimeBefore().getYear() + 1;
            }
        }
        for (ZoneOffsetTransitionRule rule : rules.getTransitionRules()) {
            lines.addAll(yearly(rule, rules, year));
        }
        lines.add("END:VTIMEZONE");
        return lines;
    }

    private static List<String> always(ZoneOffset offset) {
        return List.of(
                "BEGIN:STANDARD",
                "DTSTART:19700101T000000",
                "TZOFFSETFROM:" + offset(offset),
                "TZOFFSETTO:" + offset(offset),
                "END:STANDARD");
    }

    private static List<String> yearly(ZoneOffsetTransitionRule rule, ZoneRules rules, int from) {
        ZoneOffsetTransition first = rule.createTransition(from);
        Optional<String> pattern = pattern(rule, from);
        if (pattern.isPresent()) {
            return change(first, rules, pattern);
        }
        List<String> lines = new ArrayList<>();
        for (int year = from; year < from + YEARS_CHECKED; year++) {
            lines.addAll(change(rule.createTransition(year), rules, Optional.empty()));
        }
        return lines;
    }

    /** A weekday of a month, counted from its beginning or from its end, where the changes of all years are on it. */
    private static Optional<String> pattern(ZoneOffsetTransitionRule rule, int from) {
        LocalDateTime first = rule.createTransition(from).getDateTimeBefore();
        DayOfWeek day = first.getDayOfWeek();
        for (int place : List.of(1, 2, 3, 4, -1)) {
            boolean holds = true;
            for (int year = from; year < from + YEARS_CHECKED; year++) {
                LocalDateTime change = rule.createTransition(year).getDateTimeBefore();
                holds &= change.getMonth() == first.getMonth()
                        && change.toLocalTime().equals(first.toLocalTime())
                        && change.toLocalDate()
                                .equals(change.toLocalDate().with(TemporalAdjusters.dayOfWeekInMonth(place, day)));
            }
            if (holds) {
                String word = day.name().substring(0, 2);
                return Optional.of("RRULE:FREQ=YEARLY;BYMONTH=" + first.getMonthValue() + ";BYDAY=" + place + word);
            }
        }
        return Optional.empty();
    }

    private static List<String> change(ZoneOffsetTransition change, ZoneRules rules, Optional<String> rule) {
        String kind = rules.isDaylightSavings(change.getInstant()) ? "DAYLIGHT" : "STANDARD";
        List<String> lines = new ArrayList<>(List.of(
                "BEGIN:" + kind,
                "DTSTART:" + LOCAL.format(change.getDateTimeBefore()),
                "TZOFFSETFROM:" + offset(change.getOffsetBefore()),
                "TZOFFSETTO:" + offset(change.getOffsetAfter())));
        rule.ifPresent(lines::add);
        lines.add("END:" + kind);
        return lines;
    }

    private static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String text = String.format(
                Locale.ROOT, "%s%02d%02d", offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + String.format(Locale.ROOT, "%02d", seconds % 60);
    }
}
