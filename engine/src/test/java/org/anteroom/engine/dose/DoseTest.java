package org.anteroom.engine.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.attendance.Attended.Span;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Minutes that add up: by hand for single cases, and against a count of seconds over a year. */
class DoseTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final Text REF = new Text("p-1");

    private static DosePlan plan(ZoneId zone, DayOfWeek weekStarts) {
        return new DosePlan(zone, weekStarts, Optional.of(180), Optional.of(540), Optional.of(3), Set.of());
    }

    private static SessionId session(int number) {
        return new SessionId(String.format("ses_%022d", number));
    }

    private static Attended attended(int number, String kind, Span... spans) {
        return new Attended(session(number), REF, kind, spans[0].from(), true, 0, false, false, List.of(spans));
    }

    private static Span local(String from, String to) {
        return new Span(
                LocalDateTime.parse(from).atZone(DENVER).toInstant(),
                LocalDateTime.parse(to).atZone(DENVER).toInstant());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> account, String field) {
        return (List<Map<String, Object>>) account.getOrDefault(field, List.of());
    }

    private static Map<String, Object> account(DosePlan plan, String from, String to, Attended... sessions) {
        return Dose.account("p-1", plan, LocalDate.parse(from), LocalDate.parse(to), List.of(sessions));
    }

    @Test
    void dayAndWeek_areSummedInSeconds_andCutOnce() {
        Map<String, Object> account = account(
                plan(DENVER, DayOfWeek.MONDAY),
                "2026-12-01",
                "2026-12-02",
                attended(1, "group", local("2026-12-01T09:00:00", "2026-12-01T10:30:40")),
                attended(2, "individual", local("2026-12-01T11:00:00", "2026-12-01T12:27:40")),
                attended(3, "group", local("2026-12-02T09:00:00", "2026-12-02T12:00:40")),
                attended(4, "group", local("2026-12-04T09:00:00", "2026-12-04T09:00:59")));
        assertThat(items(account, "days"))
                .containsExactly(
                        Map.of(
                                "date",
                                "2026-12-01",
                                "minutes",
                                178L,
                                "byKind",
                                Map.of("group", 90L, "individual", 87L),
                                "planned",
                                180,
                                "met",
                                false,
                                "short",
                                2L),
                        Map.of(
                                "date",
                                "2026-12-02",
                                "minutes",
                                180L,
                                "byKind",
                                Map.of("group", 180L),
                                "planned",
                                180,
                                "met",
                                true,
                                "short",
                                0L));
        assertThat(items(account, "weeks"))
                .containsExactly(Map.of(
                        "week", "2026-W49", "minutes", 359L, "days", 2L, "planned", 540, "met", false, "short", 181L));
        assertThat(items(account, "sessions")).hasSize(3);
    }

    @Test
    void sessionAcrossMidnight_countsOnBothDays_andDaysMayHave23Or25Hours() {
        Map<String, Object> account = account(
                plan(DENVER, DayOfWeek.MONDAY),
                "2026-03-07",
                "2026-11-02",
                attended(1, "group", local("2026-03-07T23:00:00", "2026-03-08T04:00:00")),
                attended(2, "group", local("2026-10-31T23:30:00", "2026-11-01T03:00:00")));
        assertThat(items(account, "days").stream().map(day -> day.get("minutes")))
                // Until four in spring are three hours, until three in autumn are four.
                .containsExactly(60L, 180L, 30L, 240L);
    }

    @Test
    void whoIsInTwoSessionsAtOnce_countsOnce_forTheOneThatCameFirst() {
        Map<String, Object> account = account(
                plan(DENVER, DayOfWeek.SUNDAY),
                "2026-12-06",
                "2026-12-06",
                attended(1, "individual", local("2026-12-06T09:30:00", "2026-12-06T11:00:00")),
                attended(
                        2,
                        "group",
                        local("2026-12-06T09:00:00", "2026-12-06T10:00:00"),
                        local("2026-12-06T10:10:00", "2026-12-06T10:20:00")));
        assertThat(items(account, "days").get(0))
                .containsEntry("minutes", 120L)
                .containsEntry("byKind", Map.of("group", 70L, "individual", 50L));
        // The Sunday begins the week whose Thursday is of week 50.
        assertThat(items(account, "weeks").get(0)).containsEntry("week", "2026-W50");
    }

    @Test
    void kindsThatDoNotCount_areShown_andAreNoPartOfTheDose() {
        DosePlan groups = new DosePlan(
                DENVER, DayOfWeek.MONDAY, Optional.of(60), Optional.empty(), Optional.empty(), Set.of("group"));
        Map<String, Object> account = account(
                groups,
                "2026-12-01",
                "2026-12-01",
                attended(1, "orientation", local("2026-12-01T09:00:00", "2026-12-01T10:00:00")));
        assertThat(items(account, "days").get(0))
                .containsEntry("minutes", 0L)
                .containsEntry("byKind", Map.of("orientation", 60L))
                .containsEntry("met", false);
        assertThat(items(account, "weeks").get(0)).doesNotContainKey("planned");
    }

    /** A year of 12 series and 60 people in 3 zones: no-shows, lost lines, moved sessions, two sessions at once. */
    @Test
    @Tag("slow")
    void yearOfAProgram_isThatOfACountOfSeconds() {
        long seed = Optional.ofNullable(System.getProperty("anteroom.seed"))
                .map(Long::parseLong)
                .orElseGet(System::nanoTime);
        Random random = new Random(seed);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        List<ZoneId> zones = List.of(DENVER, ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"));
        for (int person = 0; person < 60; person++) {
            ZoneId zone = zones.get(person % 3);
            DosePlan plan = plan(zone, person % 2 == 0 ? DayOfWeek.MONDAY : DayOfWeek.SUNDAY);
            List<Attended> sessions = year(random, start, person);
            Map<String, Object> account =
                    Dose.account("p-1", plan, LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), sessions);
            compare(account, count(sessions, start, zone), plan, "person " + person + ", seed " + seed);
        }
    }

    private static List<Attended> year(Random random, Instant start, int person) {
        List<Attended> sessions = new ArrayList<>();
        for (int series = 0; series < 3; series++) {
            String kind = List.of("group", "individual", "psychiatry").get(series);
            // Each of the 12 series has its own hour; some are late enough for midnight.
            int hour = ((person + series * 5) % 12) * 2;
            for (int day = 2; day < 362; day += 2 + random.nextInt(2)) {
                Instant planned = start.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
                Instant begins = random.nextInt(20) == 0 ? planned.plus(Duration.ofMinutes(30)) : planned;
                if (random.nextInt(20) > 0) {
                    sessions.add(present(random, sessions.size(), kind, begins));
                }
            }
        }
        return sessions;
    }

    /** Ninety minutes with lines that are lost. */
    private static Attended present(Random random, int number, String kind, Instant begins) {
        List<Span> spans = new ArrayList<>();
        Instant from = begins.plusSeconds(random.nextInt(900));
        Instant end = begins.plusSeconds(5_400L - random.nextInt(600));
        while (from.isBefore(end)) {
            Instant to = from.plusSeconds(600L + random.nextInt(7_200));
            spans.add(new Span(from, to.isBefore(end) ? to : end));
            from = to.plusSeconds(30L + random.nextInt(300));
        }
        return attended(number, kind, spans.toArray(Span[]::new));
    }

    /** Each second by itself: whether anybody counted it, and which day the zone's clocks show in it. */
    private static Map<LocalDate, Integer> count(List<Attended> sessions, Instant start, ZoneId zone) {
        BitSet seconds = new BitSet();
        sessions.forEach(one -> one.spans().forEach(span -> {
            int to = (int) Duration.between(start, span.to()).toSeconds();
            for (int at = (int) Duration.between(start, span.from()).toSeconds(); at < to; at++) {
                seconds.set(at);
            }
        }));
        Map<Long, Integer> days = new TreeMap<>();
        // Clocks change on half hours.
        int offset = 0;
        int known = -1;
        for (int at = seconds.nextSetBit(0); at >= 0; at = seconds.nextSetBit(at + 1)) {
            if (at / 1_800 != known) {
                known = at / 1_800;
                offset = zone.getRules().getOffset(start.plusSeconds(at)).getTotalSeconds();
            }
            days.merge(Math.floorDiv(start.getEpochSecond() + at + offset, 86_400L), 1, Integer::sum);
        }
        Map<LocalDate, Integer> dated = new TreeMap<>();
        days.forEach((day, count) -> dated.put(LocalDate.ofEpochDay(day), count));
        return dated;
    }

    private static void compare(
            Map<String, Object> account, Map<LocalDate, Integer> seconds, DosePlan plan, String what) {
        Map<String, Long> days = new LinkedHashMap<>();
        items(account, "days").stream()
                .filter(day -> !Objects.equals(day.get("minutes"), 0L) || !Objects.equals(day.get("byKind"), Map.of()))
                .forEach(day -> days.put((String) day.get("date"), (Long) day.get("minutes")));
        Map<String, Long> expected = new LinkedHashMap<>();
        Map<String, Integer> weeks = new TreeMap<>();
        seconds.forEach((day, count) -> {
            expected.put(day.toString(), count / 60L);
            weeks.merge(week(day, plan), count, Integer::sum);
        });
        assertThat(days).as(what).isEqualTo(expected);
        Map<String, Long> shown = new LinkedHashMap<>();
        items(account, "weeks").forEach(week -> shown.put((String) week.get("week"), (Long) week.get("minutes")));
        Map<String, Long> inMinutes = new LinkedHashMap<>();
        weeks.forEach((week, count) -> inMinutes.put(week, count / 60L));
        assertThat(shown).as(what).containsAllEntriesOf(inMinutes);
    }

    /** Reckoned another way: a week that starts on Sunday is the ISO week of the next day. */
    private static String week(LocalDate day, DosePlan plan) {
        LocalDate iso = plan.weekStarts() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
        return String.format(
                "%d-W%02d", iso.get(IsoFields.WEEK_BASED_YEAR), iso.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
