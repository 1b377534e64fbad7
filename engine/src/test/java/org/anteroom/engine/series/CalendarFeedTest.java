package org.anteroom.engine.series;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.junit.jupiter.api.Test;

/** Calendars of series, as two libraries of others read them: valid, and at the same times as the engine's. */
class CalendarFeedTest {
    private static final String BITS = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2028-03-01T00:00:00Z");

    private static Series series(String zone, String startsAt, String rule) {
        JsonObject draft = new JsonObject()
                .put("title", "Grief group")
                .put("kind", "group")
                .put("timeZone", zone)
                .put("startsAt", startsAt)
                .put("durationMinutes", 90)
                .put("recurrence", rule);
        Schedule schedule = SeriesReader.schedule(new Fields(draft, ""), draft, 12);
        Person ana = new Person(new Text("p-1001"), new Text("Ana Lopez"), Role.PATIENT);
        return SeriesEvent.made(new ProgramId("prg_" + BITS), "", schedule, new JsonObject(), List.of(ana))
                .first(new SeriesId("ser_" + BITS));
    }

    private static Series set(Series series, String key, boolean cancelled, boolean added, String startsAt) {
        Optional<LocalDateTime> start =
                Optional.of(startsAt).filter(word -> !word.isEmpty()).map(LocalDateTime::parse);
        Deviation deviation = new Deviation(cancelled, added, start, Optional.empty(), 0);
        return SeriesEvent.occurrenceSet(LocalDateTime.parse(key), deviation).after(series);
    }

    private static Series changed(Series series, String from, JsonObject change) {
        return SeriesEvent.changed(
                        series.changedFrom(LocalDateTime.parse(from), was -> SeriesReader.changed(was, change, 12)))
                .after(series);
    }

    private static Set<Instant> reckoned(Series series) {
        return series.between(BEGIN, END).stream()
                .filter(one -> !one.cancelled())
                .map(Occurrence::startsAt)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the other library makes of it: masters without what is excepted, and exceptions that take place. */
    private static Set<Instant> read(Series series) {
        ICalendar calendar = Biweekly.parse(CalendarFeed.of(series)).first();
        assertThat(calendar.validate(ICalVersion.V2_0).toString()).isEmpty();
        Set<Instant> all = new TreeSet<>();
        Set<Instant> excepted = new HashSet<>();
        for (VEvent event : calendar.getEvents()) {
            boolean cancelled = event.getStatus() != null && event.getStatus().isCancelled();
            if (event.getRecurrenceId() != null) {
                excepted.add(event.getRecurrenceId().getValue().toInstant());
            }
            if (event.getRecurrenceId() == null) {
                TimeZone zone = calendar.getTimezoneInfo()
                        .getTimezone(event.getDateStart())
                        .getTimeZone();
                dates(event, zone).forEach(date -> all.add(date));
            } else if (!cancelled) {
                all.add(event.getDateStart().getValue().toInstant());
            }
        }
        Set<Instant> moved = calendar.getEvents().stream()
                .filter(event -> event.getRecurrenceId() != null)
                .filter(event -> event.getStatus() == null)
                .map(event -> event.getDateStart().getValue().toInstant())
                .collect(Collectors.toSet());
        all.removeIf(one -> excepted.contains(one) && !moved.contains(one));
        return all;
    }

    private static Set<Instant> dates(VEvent event, TimeZone zone) {
        Set<Instant> dates = new TreeSet<>();
        for (Iterator<Date> all = event.getDateIterator(zone); all.hasNext(); ) {
            Instant date = all.next().toInstant();
            if (!date.isBefore(END)) {
                break;
            }
            dates.add(date);
        }
        return dates;
    }

    private static void validate(Series series) {
        try {
            Calendar calendar = new CalendarBuilder().build(new StringReader(CalendarFeed.of(series)));
            assertThat(calendar.validate(true).getEntries()).isEmpty();
        } catch (IOException | ParserException e) {
            throw new AssertionError(CalendarFeed.of(series), e);
        }
    }

    @Test
    void seriesWithAllThatMayHappen_isReadAtTheSameTimes() {
        Series series = series("America/Denver", "2026-12-01T18:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR");
        series = set(series, "2026-12-04T18:00", true, false, "");
        series = set(series, "2026-12-07T18:00", false, false, "2026-12-07T19:30");
        series = set(series, "2026-12-08T10:00", false, true, "");
        series = set(series, "2026-12-09T10:00", true, true, "");
        series = changed(
                series,
                "2027-02-01T00:00",
                new JsonObject().put("startsAt", "2027-02-02T17:00").put("recurrence", "FREQ=WEEKLY;BYDAY=TU"));
        series = set(series, "2027-03-16T17:00", false, false, "2027-03-17T17:00");
        assertThat(read(series)).isEqualTo(reckoned(series));
        validate(series);
        series = SeriesEvent.ended(LocalDateTime.parse("2027-06-01T00:00")).after(series);
        assertThat(read(series)).isEqualTo(reckoned(series)).hasSizeGreaterThan(40);
        validate(series);
        assertThat(CalendarFeed.of(series))
                .contains("VTIMEZONE", "RRULE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "SUMMARY:Appointment")
                .doesNotContain("Grief", "Ana", "p-1001", "group");
        assertThat(CalendarFeed.of(series).lines()).allMatch(line -> line.length() <= 75);
        assertThat(CalendarFeed.of(series)).isEqualTo(CalendarFeed.of(series));
    }

    @Test
    void rulesThatCountOrEnd_doSoInTheCalendarToo_alsoWhenTheyAreCut() {
        for (String rule : List.of(
                "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=24",
                "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301",
                "FREQ=DAILY;INTERVAL=3;UNTIL=20270301T010000Z",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")) {
            Series series = series("Europe/Berlin", "2026-12-01T18:00", rule);
            assertThat(read(series)).as(rule).isEqualTo(reckoned(series));
            validate(series);
            Series later = changed(series, "2027-01-05T00:00", new JsonObject().put("durationMinutes", 45));
            assertThat(read(later)).as(rule).isEqualTo(reckoned(later)).isEqualTo(reckoned(series));
            validate(later);
        }
    }

    @Test
    void zones_changeTheirClocksInTheCalendarAsInTheEngine() {
        for (String zone : List.of("America/Denver", "America/Santiago", "Asia/Kolkata", "Asia/Jerusalem", "UTC")) {
            Series series = series(zone, "2026-12-01T12:00", "FREQ=DAILY");
            assertThat(read(series)).as(zone).isEqualTo(reckoned(series));
        }
    }

    /** Some of them change by half an hour, by lists, or count their winter as saving. */
    @Test
    void clocksOfEveryKind_areDescribedHourByHour() throws IOException, ParserException {
        for (String name : List.of(
                "America/Denver",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Asia/Jerusalem",
                "Europe/Dublin",
                "Africa/Casablanca",
                "Pacific/Chatham",
                "UTC")) {
            Series series = series(name, "2026-12-01T12:00", "FREQ=DAILY");
            validate(series);
            Calendar calendar = new CalendarBuilder().build(new StringReader(CalendarFeed.of(series)));
            NavigableMap<Instant, ZoneOffset> changes =
                    changes(calendar.<VTimeZone>getComponents("VTIMEZONE").get(0));
            ZoneId zone = ZoneId.of(name);
            for (Instant at = BEGIN; at.isBefore(END); at = at.plusSeconds(1_800)) {
                assertThat(changes.floorEntry(at).getValue())
                        .as(name + " at " + at)
                        .isEqualTo(zone.getRules().getOffset(at));
            }
        }
    }

    /** From when on the clocks of a described zone show which offset. */
    private static NavigableMap<Instant, ZoneOffset> changes(VTimeZone zone) {
        NavigableMap<Instant, ZoneOffset> changes = new TreeMap<>();
        for (Observance observance : zone.getObservances()) {
            LocalDateTime first = LocalDateTime.parse(
                    observance.getRequiredProperty("DTSTART").getValue(),
                    DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss"));
            ZoneOffset before =
                    observance.<TzOffsetFrom>getRequiredProperty("TZOFFSETFROM").getOffset();
            ZoneOffset after =
                    observance.<TzOffsetTo>getRequiredProperty("TZOFFSETTO").getOffset();
            List<LocalDateTime> times = observance
                    .getProperty("RRULE")
                    .map(rule -> new Recur<LocalDateTime>(rule.getValue()).getDates(first, first, first.plusYears(5)))
                    .orElseGet(() -> List.of(first));
            times.forEach(time -> changes.put(time.toInstant(before), after));
        }
        return changes;
    }
}
