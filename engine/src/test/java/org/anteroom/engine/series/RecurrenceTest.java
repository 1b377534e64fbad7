package org.anteroom.engine.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.anteroom.engine.wire.InvalidException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules: what they match, what is refused, and that old ones cost no more than new ones. */
class RecurrenceTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final LocalDateTime FIRST = LocalDateTime.parse("2026-12-01T18:00");

    private static Recurrence rule(String text) {
        return Recurrence.of(text, FIRST, DENVER);
    }

    private static List<String> days(String text, String from, String to) {
        return rule(text).between(LocalDateTime.parse(from), LocalDateTime.parse(to)).stream()
                .map(LocalDateTime::toLocalDate)
                .map(LocalDate::toString)
                .toList();
    }

    @Test
    void rule_matchesItsDaysAlone_fromItsFirstTimeOn_asOftenAsItCounts() {
        List<LocalDateTime> all =
                rule("FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=24").between(FIRST.minusYears(1), FIRST.plusYears(2));
        assertThat(all).hasSize(24).startsWith(LocalDateTime.parse("2026-12-02T18:00"));
        assertThat(all.get(23)).isEqualTo(LocalDateTime.parse("2027-01-25T18:00"));
    }

    @Test
    void end_isADate_orATimeOfTheZone_orATimeInUtc() {
        for (String until : List.of("20261215", "20261215T180000", "20261216T010000Z")) {
            assertThat(days("FREQ=WEEKLY;UNTIL=" + until, "2026-12-01T00:00", "2028-01-01T00:00"))
                    .as(until)
                    .containsExactly("2026-12-01", "2026-12-08", "2026-12-15");
        }
        assertThat(days("FREQ=WEEKLY;UNTIL=20261216T005959Z", "2026-12-01T00:00", "2028-01-01T00:00"))
                .containsExactly("2026-12-01", "2026-12-08");
    }

    @Test
    void positions_andEndsOfMonths_areThoseOfTheStandard() {
        assertThat(days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-12-01T00:00", "2027-03-01T00:00"))
                .containsExactly("2026-12-31", "2027-01-29", "2027-02-26");
        assertThat(days("FREQ=MONTHLY;BYMONTHDAY=31", "2026-12-01T00:00", "2027-06-01T00:00"))
                .containsExactly("2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31");
        assertThat(days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-12-01T00:00", "2033-01-01T00:00"))
                .containsExactly("2028-02-29", "2032-02-29");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY",
                "FREQ=DAILY;INTERVAL=3",
                "FREQ=WEEKLY;BYDAY=MO,WE,FR",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO",
                "FREQ=HOURLY;INTERVAL=5",
                "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR",
                "FREQ=MONTHLY;BYMONTHDAY=1,15",
                "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=5",
                "FREQ=DAILY;INTERVAL=3;COUNT=400",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=100"
            })
    void stretchOfYearsLater_isThatOfTheWholeRule(String text) {
        Recurrence rule = rule(text);
        List<LocalDateTime> whole = rule.between(FIRST, FIRST.plusYears(4));
        List<LocalDateTime> pieces = new ArrayList<>();
        for (LocalDateTime from = FIRST; from.isBefore(FIRST.plusYears(4)); from = from.plusDays(97)) {
            LocalDateTime to = from.plusDays(97);
            rule.between(from, to.minusNanos(1)).stream()
                    .filter(time -> !time.isAfter(FIRST.plusYears(4)))
                    .forEach(pieces::add);
        }
        assertThat(pieces).isEqualTo(whole);
        whole.stream().limit(50).forEach(time -> assertThat(rule.matches(time)).isTrue());
        assertThat(rule.matches(FIRST.plusMinutes(1))).isFalse();
    }

    @Test
    void countOfWhatIsLongPast_isThatOfTheWholeRule_inWhateverOrderItIsAskedFor() {
        Recurrence rule = rule("FREQ=DAILY;INTERVAL=2");
        for (int days : List.of(400, 10, 401, 90, 800, 0, 795)) {
            LocalDateTime end = FIRST.plusDays(days).plusMinutes(1);
            assertThat(rule.countBetween(Series.ALWAYS, end))
                    .as("%d days", days)
                    .isEqualTo(days / 2 + 1L);
        }
        LocalDateTime later = FIRST.plusDays(100);
        assertThat(rule.countBetween(later, later.plusDays(100))).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ",
                "FREQ=",
                "WEEKLY",
                "INTERVAL=2",
                "FREQ=SECONDLY",
                "FREQ=MINUTELY",
                "FREQ=SOMETIMES",
                "FREQ=DAILY;BYSECOND=0",
                "FREQ=DAILY;BYMINUTE=0,30",
                "FREQ=DAILY;BYHOUR=24",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=-1",
                "FREQ=DAILY;COUNT=2001",
                "FREQ=DAILY;COUNT=1000000",
                "FREQ=DAILY;COUNT=99999999999",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=1001",
                "FREQ=DAILY;FREQ=WEEKLY",
                "FREQ=DAILY;UNTIL=soon",
                "FREQ=DAILY;UNTIL=20261131",
                "FREQ=DAILY;UNTIL=20200101",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=WEEKLY;BYDAY=1MO",
                "FREQ=WEEKLY;BYSETPOS=1",
                "FREQ=WEEKLY;BYMONTHDAY=1",
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40",
                "FREQ=MONTHLY;BYWEEKNO=1",
                "FREQ=MONTHLY;BYYEARDAY=1",
                "FREQ=MONTHLY;BYMONTHDAY=32",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;BYMONTH=13",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYHOUR=9,9",
                "FREQ=DAILY;BYHOUR=9,09",
                "FREQ=MONTHLY;BYDAY=1MO,+1MO",
                "FREQ=MONTHLY;BYMONTHDAY=1,2,1",
                "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=8,9,10,11",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=8,9,10,11",
                "FREQ=HOURLY;BYHOUR=9;COUNT=2000",
                "FREQ=DAILY;BYMONTHDAY=1;COUNT=2000",
                "RSCALE=GREGORIAN;FREQ=DAILY",
                "RRULE:FREQ=DAILY",
                "FREQ=DAILY\r\nDTSTART:20200101T000000"
            })
    void ruleThatIsNone_orTooOften_orNever_isRefusedAtItsPlace(String text) {
        assertThatThrownBy(() -> rule(text))
                .isInstanceOfSatisfying(
                        InvalidException.class, e -> assertThat(e.pointer()).isEqualTo("/recurrence"));
    }

    @Test
    void timeThatTheClocksSkip_isLaterByTheGap_andOfOneThatTheyShowTwice_itIsTheFirst() {
        assertThat(Occurrence.instant(LocalDateTime.parse("2027-03-14T02:30"), DENVER))
                .isEqualTo(Instant.parse("2027-03-14T09:30:00Z"));
        assertThat(Occurrence.instant(LocalDateTime.parse("2026-11-01T01:30"), DENVER))
                .isEqualTo(Instant.parse("2026-11-01T07:30:00Z"));
        assertThat(Occurrence.instant(LocalDateTime.parse("2027-03-15T18:00"), DENVER))
                .isEqualTo(Instant.parse("2027-03-16T00:00:00Z"));
        assertThat(Occurrence.instant(LocalDateTime.parse("2027-03-12T18:00"), DENVER))
                .isEqualTo(Instant.parse("2027-03-13T01:00:00Z"));
    }
}
