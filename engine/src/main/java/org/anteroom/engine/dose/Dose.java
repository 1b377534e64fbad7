package org.anteroom.engine.dose;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.session.Obj;

/** What a person had of their dose: seconds are summed a day and a week, and cut to minutes once. Pure. */
public final class Dose {
    private Dose() {}

    /** Between which times sessions count for these days, with the weeks that they are of. */
    public static Attended.Span stretch(DosePlan plan, LocalDate from, LocalDate to) {
        return new Attended.Span(
                plan.weekOf(from).atStartOfDay(plan.zone()).toInstant(),
                plan.weekOf(to).plusDays(7).atStartOfDay(plan.zone()).toInstant());
    }

    /**
     * The days from one to another, both included, and their weeks, whole.
     *
     * @param sessions what counts for this person: all that touch these weeks
     */
    public static Map<String, Object> account(
            String ref, DosePlan plan, LocalDate from, LocalDate to, Collection<Attended> sessions) {
        Presence presence = Presence.of(sessions, plan.zone());
        TreeSet<LocalDate> days = new TreeSet<>(presence.days().keySet());
        // Who was to be there and did not come has a day of no minutes.
        sessions.forEach(one -> days.add(LocalDate.ofInstant(one.startsAt(), plan.zone())));
        List<Map<String, Object>> dayItems = days.stream()
                .filter(day -> !day.isBefore(from) && !day.isAfter(to))
                .map(day -> day(plan, day, presence.days().getOrDefault(day, Map.of())))
                .toList();
        TreeSet<LocalDate> weeks = new TreeSet<>();
        days.forEach(day -> weeks.add(plan.weekOf(day)));
        List<Map<String, Object>> weekItems = weeks.stream()
                .filter(week -> !week.isBefore(plan.weekOf(from)) && !week.isAfter(plan.weekOf(to)))
                .map(week -> week(plan, week, presence))
                .toList();
        List<Map<String, Object>> sessionItems = sessions.stream()
                .sorted(Comparator.comparing(Attended::startsAt)
                        .thenComparing(one -> one.session().value()))
                .filter(one -> isWithin(one, plan, from, to))
                .map(one -> session(plan, one))
                .toList();
        return Obj.of("ref", ref)
                .with("timeZone", plan.zone().getId())
                .with("days", dayItems)
                .with("weeks", weekItems)
                .with("sessions", sessionItems)
                .map();
    }

    private static boolean isWithin(Attended one, DosePlan plan, LocalDate from, LocalDate to) {
        LocalDate day = LocalDate.ofInstant(one.startsAt(), plan.zone());
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private static Map<String, Object> day(DosePlan plan, LocalDate day, Map<String, Duration> byKind) {
        long minutes = Presence.sum(byKind, plan).toMinutes();
        Obj item = Obj.of("date", day.toString()).with("minutes", minutes).with("byKind", Presence.minutes(byKind));
        plan.dayMinutes().ifPresent(planned -> against(item, planned, minutes, true));
        return item.map();
    }

    private static Map<String, Object> week(DosePlan plan, LocalDate start, Presence presence) {
        List<Duration> days = new ArrayList<>();
        presence.days()
                .subMap(start, start.plusDays(7))
                .values()
                .forEach(byKind -> days.add(Presence.sum(byKind, plan)));
        long minutes = days.stream().reduce(Duration.ZERO, Duration::plus).toMinutes();
        long attended = days.stream().filter(day -> day.toMinutes() > 0).count();
        Obj item =
                Obj.of("week", DosePlan.label(start)).with("minutes", minutes).with("days", attended);
        boolean onEnoughDays = plan.weekDays().map(wanted -> attended >= wanted).orElse(true);
        plan.weekMinutes().ifPresent(planned -> against(item, planned, minutes, onEnoughDays));
        return item.map();
    }

    private static void against(Obj item, int planned, long minutes, boolean otherwise) {
        item.put("planned", planned);
        item.put("met", minutes >= planned && otherwise);
        item.put("short", Math.max(0, planned - minutes));
    }

    private static Map<String, Object> session(DosePlan plan, Attended one) {
        return Obj.of("session", one.session().value())
                .with("date", LocalDate.ofInstant(one.startsAt(), plan.zone()).toString())
                .with("kind", one.kind())
                .with("creditedMinutes", one.creditedMinutes())
                .with("late", one.late())
                .with("leftEarly", one.leftEarly())
                .map();
    }

    /** What staff read of a person in a live session: of today and of this week; empty where nothing is planned. */
    public static Optional<Map<String, Object>> now(DosePlan plan, Instant now, Collection<Attended> sessions) {
        if (plan.dayMinutes().isEmpty() && plan.weekMinutes().isEmpty()) {
            return Optional.empty();
        }
        LocalDate today = LocalDate.ofInstant(now, plan.zone());
        LocalDate week = plan.weekOf(today);
        Presence presence = Presence.of(sessions, plan.zone());
        Duration inWeek = presence.days().subMap(week, week.plusDays(7)).values().stream()
                .map(byKind -> Presence.sum(byKind, plan))
                .reduce(Duration.ZERO, Duration::plus);
        Duration onDay = Presence.sum(presence.days().getOrDefault(today, Map.of()), plan);
        return Optional.of(Obj.of("dayMinutes", onDay.toMinutes())
                .with("dayPlanned", plan.dayMinutes())
                .with("weekMinutes", inWeek.toMinutes())
                .with("weekPlanned", plan.weekMinutes())
                .map());
    }
}
