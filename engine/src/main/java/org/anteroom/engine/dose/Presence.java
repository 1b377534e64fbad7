package org.anteroom.engine.dose;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.attendance.Attended.Span;

/**
 * The presence of one person over sessions, by local day and kind. A moment that two sessions have counts once, for the one
 * that the person was in first. Days begin at midnight of the zone's clocks, so that some have 23 hours and some 25.
 */
final class Presence {
    private final ZoneId zone;
    private final SortedMap<LocalDate, Map<String, Duration>> days = new TreeMap<>();

    private Presence(ZoneId zone) {
        this.zone = zone;
    }

    static Presence of(Collection<Attended> sessions, ZoneId zone) {
        Presence presence = new Presence(zone);
        List<Attended> inOrder = sessions.stream()
                .filter(one -> !one.spans().isEmpty())
                .sorted(Comparator.comparing(
                                (Attended one) -> one.spans().get(0).from())
                        .thenComparing(one -> one.session().value()))
                .toList();
        List<Span> taken = new ArrayList<>();
        for (Attended one : inOrder) {
            // Within one session spans are beside one another, whatever the clock was set by in between.
            one.spans().forEach(span -> without(span, taken).forEach(left -> presence.add(one.kind(), left)));
            taken.addAll(one.spans());
        }
        return presence;
    }

    /** What is left of a span without others. */
    private static List<Span> without(Span span, List<Span> taken) {
        List<Span> left = List.of(span);
        for (Span other : taken) {
            List<Span> rest = new ArrayList<>();
            for (Span part : left) {
                Instant before = earlier(part.to(), other.from());
                Instant after = later(part.from(), other.to());
                if (before.isAfter(part.from())) {
                    rest.add(new Span(part.from(), before));
                }
                if (part.to().isAfter(after)) {
                    rest.add(new Span(later(after, before), part.to()));
                }
            }
            left = rest;
        }
        return left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void add(String kind, Span span) {
        Instant from = span.from();
        while (from.isBefore(span.to())) {
            LocalDate day = LocalDate.ofInstant(from, zone);
            Instant to = earlier(span.to(), day.plusDays(1).atStartOfDay(zone).toInstant());
            days.computeIfAbsent(day, key -> new HashMap<>()).merge(kind, Duration.between(from, to), Duration::plus);
            from = to;
        }
    }

    /** How long on which days, by kind; days on which the person was not present are left out. */
    SortedMap<LocalDate, Map<String, Duration>> days() {
        return days;
    }

    /** How long in all, of the kinds that count. */
    static Duration sum(Map<String, Duration> byKind, DosePlan plan) {
        return byKind.entrySet().stream()
                .filter(kind -> plan.counts(kind.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Whole minutes by kind. */
    static Map<String, Object> minutes(Map<String, Duration> byKind) {
        Map<String, Object> minutes = new LinkedHashMap<>();
        byKind.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> minutes.put(kind.getKey(), kind.getValue().toMinutes()));
        return minutes;
    }
}
