package org.anteroom.engine.series;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A series as iCalendar (RFC 5545): when it takes place, and nothing else. Each part of it is an event with its rule; moved and
 * cancelled occurrences stand beside it by RECURRENCE-ID. The summary is a neutral word: a calendar is read over shoulders, and
 * lies on other people's servers.
 */
public final class CalendarFeed {
    private static final String SUMMARY = "Appointment";
    private static final int OCTETS_MAX = 75;
    private static final int DAYS_BACK = 400;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    /** Stamps rise with the changes of the series: a feed that did not change is the same, byte by byte. */
    private static final Instant STAMPS = Instant.parse("2020-01-01T00:00:00Z");

    private final Series series;
    private final List<String> lines = new ArrayList<>();

    private CalendarFeed(Series series) {
        this.series = series;
    }

    /** The calendar, with lines as the standard ends and folds them. */
    public static String of(Series series) {
        return new CalendarFeed(series).write();
    }

    private String write() {
        List<Span> spans = spans();
        lines.addAll(List.of("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Anteroom//Series//EN", "CALSCALE:GREGORIAN"));
        LinkedHashSet<ZoneId> zones = new LinkedHashSet<>();
        series.parts().forEach(part -> zones.add(part.schedule().zone()));
        Instant from = spans.stream()
                .map(span ->
                        Occurrence.instant(span.first(), span.part().schedule().zone()))
                .min(Instant::compareTo)
                .orElse(STAMPS);
        zones.forEach(zone -> lines.addAll(ZoneLines.of(zone, from.minusSeconds(DAYS_BACK * 86_400L))));
        spans.forEach(this::recurring);
        new TreeMap<>(series.deviations()).forEach(this::deviating);
        lines.add("END:VCALENDAR");
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> fold(line, text));
        return text.toString();
    }

    /** A part with its first time, and the one that it does not reach any more. */
    private record Span(Part part, LocalDateTime first, Optional<LocalDateTime> end) {}

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < series.parts().size(); i++) {
            Part part = series.parts().get(i);
            Optional<LocalDateTime> next = i + 1 < series.parts().size()
                    ? Optional.of(series.parts().get(i + 1).from())
                    : Optional.empty();
            Optional<LocalDateTime> end = series.endedFrom()
                    .filter(ended -> next.map(ended::isBefore).orElse(true))
                    .or(() -> next);
            part.schedule()
                    .recurrence()
                    .earliestFrom(part.from())
                    .filter(first -> end.map(first::isBefore).orElse(true))
                    .ifPresent(first -> spans.add(new Span(part, first, end)));
        }
        return spans;
    }

    private void recurring(Span span) {
        Schedule schedule = span.part().schedule();
        ZoneId zone = schedule.zone();
        List<LocalDateTime> cancelled = new ArrayList<>();
        long revision = span.part().revision();
        for (var entry : series.deviations().entrySet()) {
            boolean mine = series.partOf(entry.getKey()).equals(span.part());
            if (mine && !entry.getValue().added() && entry.getValue().cancelled()) {
                cancelled.add(entry.getKey());
                revision = Math.max(revision, entry.getValue().revision());
            }
        }
        begin(uid(span.part()), revision, span.first(), schedule.durationMinutes(), zone);
        lines.add("RRULE:" + rule(span));
        cancelled.stream().sorted().forEach(key -> lines.add("EXDATE;TZID=" + zone.getId() + ":" + LOCAL.format(key)));
        lines.add("END:VEVENT");
    }

    private static String rule(Span span) {
        Schedule schedule = span.part().schedule();
        Recurrence rule = schedule.recurrence();
        Optional<LocalDateTime> last = span.end().isPresent()
                ? rule.lastBefore(span.end().get())
                : rule.counts() && rule.earliest().filter(span.first()::isAfter).isPresent()
                        ? rule.last()
                        : rule.until();
        return last.map(time -> rule.ending(
                        LOCAL.format(LocalDateTime.ofInstant(Occurrence.instant(time, schedule.zone()), ZoneOffset.UTC))
                                + "Z"))
                .orElseGet(rule::text);
    }

    private void deviating(LocalDateTime key, Deviation deviation) {
        Optional<Occurrence> found = series.at(key);
        if (found.isEmpty() || (deviation.added() && deviation.cancelled())) {
            return;
        }
        Occurrence occurrence = found.get();
        Part part = series.partOf(key);
        ZoneId zone = part.schedule().zone();
        String uid = deviation.added() ? series.id().value() + "." + LOCAL.format(key) + "@anteroom" : uid(part);
        long revision = Math.max(part.revision(), deviation.revision());
        begin(uid, revision, occurrence.localStart(), occurrence.durationMinutes(), zone);
        if (!deviation.added()) {
            lines.add("RECURRENCE-ID;TZID=" + zone.getId() + ":" + LOCAL.format(key));
        }
        if (deviation.cancelled()) {
            lines.add("STATUS:CANCELLED");
        }
        lines.add("END:VEVENT");
    }

    private void begin(String uid, long revision, LocalDateTime start, int minutes, ZoneId zone) {
        LocalDateTime end =
                LocalDateTime.ofInstant(Occurrence.instant(start, zone).plusSeconds(60L * minutes), zone);
        lines.add("BEGIN:VEVENT");
        lines.add("UID:" + uid);
        lines.add(
                "DTSTAMP:" + LOCAL.format(LocalDateTime.ofInstant(STAMPS.plusSeconds(revision), ZoneOffset.UTC)) + "Z");
        lines.add("SEQUENCE:" + revision);
        lines.add("SUMMARY:" + SUMMARY);
        lines.add("DTSTART;TZID=" + zone.getId() + ":" + LOCAL.format(start));
        lines.add("DTEND;TZID=" + zone.getId() + ":" + LOCAL.format(end));
    }

    private String uid(Part part) {
        String of = part.from().equals(Series.ALWAYS) ? "0" : LOCAL.format(part.from());
        return series.id().value() + "." + of + "@anteroom";
    }

    /** Lines have 75 octets at most; what is longer goes on in the next, after a space. Everything here is ASCII. */
    private static void fold(String line, StringBuilder to) {
        String rest = new String(line.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
        int room = OCTETS_MAX;
        while (rest.length() > room) {
            to.append(rest, 0, room).append("\r\n ");
            rest = rest.substring(room);
            room = OCTETS_MAX - 1;
        }
        to.append(rest).append("\r\n");
    }
}
