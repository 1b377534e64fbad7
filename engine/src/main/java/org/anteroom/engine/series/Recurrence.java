package org.anteroom.engine.series;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.fortuna.ical4j.model.Recur;
import org.anteroom.engine.wire.InvalidException;

/**
 * A recurrence rule (RFC 5545, 3.3.10) in local time: which local times it matches, from its first one on. What a rule may
 * cost is bounded: it matches at most once an hour, ends within some thousand times where it counts, matches something
 * within some years of its start, and is asked about a bounded stretch of time.
 *
 * <p>The first one is a bound and gives the time of day; it is an occurrence where the rule matches it.
 */
public final class Recurrence {
    static final int CHARS_MAX = 500;

    /** Of what is further back than this it is counted once how often it matched. */
    private static final int COUNTED_ANEW_DAYS = 20;
    /** How far from its start a rule has to match something. */
    private static final int FIRST_YEARS_MAX = 12;

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);

    private final String text;
    private final RuleParts parts;
    private final LocalDateTime first;
    private final Optional<LocalDateTime> until;
    private final Recur<LocalDateTime> recur;
    /** The same without its count, for which it would have to be followed from its first time on. */
    private final Recur<LocalDateTime> endless;

    private Optional<LocalDateTime> last = Optional.empty();
    private LocalDateTime countedFrom = LocalDateTime.MIN;
    private LocalDateTime countedTo = LocalDateTime.MIN;
    private long counted;

    private Recurrence(String text, LocalDateTime first, ZoneId zone) {
        this.text = text;
        this.first = first;
        parts = RuleParts.of(text);
        until = parts.until().map(word -> until(word, zone));
        recur = read(until.map(LOCAL::format).map(parts::ending).orElse(text));
        endless = parts.count().isPresent() ? read(parts.endless()) : recur;
    }

    /**
     * Reads a rule.
     *
     * @param first the local time before which nothing is matched
     * @throws InvalidException where it is none, matches too often, or nothing within years
     */
    public static Recurrence of(String text, LocalDateTime first, ZoneId zone) {
        if (text.length() > CHARS_MAX) {
            throw RuleParts.bad("Must have at most " + CHARS_MAX + " characters.");
        }
        Recurrence rule = new Recurrence(text, first, zone);
        rule.checkCost();
        if (rule.earliest().isEmpty()) {
            throw RuleParts.bad("Must match a time within " + FIRST_YEARS_MAX + " years of startsAt.");
        }
        return rule;
    }

    /** A rule that was read before, and found to match something then. */
    static Recurrence kept(String text, LocalDateTime first, ZoneId zone) {
        return new Recurrence(text, first, zone);
    }

    /** What a rule costs is bounded by what one of its steps comes to, and by how far it is followed until it has counted. */
    private void checkCost() {
        parts.checkSteps();
        if (isFollowedForFewYears()
                && parts.count().filter(count -> all().size() < count).isPresent()) {
            throw RuleParts.bad("COUNT must be reached within " + countYearsMax() + " years of startsAt.");
        }
    }

    private boolean isFollowedForFewYears() {
        return Set.of("HOURLY", "DAILY").contains(parts.frequency());
    }

    /** For how long a rule that counts is followed. */
    private int countYearsMax() {
        return switch (parts.frequency()) {
            case "HOURLY" -> 2;
            case "DAILY" -> 20;
            default -> 100;
        };
    }

    /** The last local time that may match: of a date its end, of a time in UTC what the zone's clocks show then. */
    private static LocalDateTime until(String word, ZoneId zone) {
        try {
            if (word.length() == 8) {
                return LocalDate.parse(word, DateTimeFormatter.BASIC_ISO_DATE).atTime(LocalTime.of(23, 59, 59));
            }
            boolean utc = word.endsWith("Z");
            LocalDateTime time = LocalDateTime.parse(utc ? word.substring(0, word.length() - 1) : word, LOCAL);
            return utc ? LocalDateTime.ofInstant(time.toInstant(ZoneOffset.UTC), zone) : time;
        } catch (DateTimeParseException e) {
            throw RuleParts.bad("UNTIL must be a date like 20270301 or a time like 20270301T180000Z.");
        }
    }

    private static Recur<LocalDateTime> read(String rule) {
        try {
            return new Recur<>(rule, false);
        } catch (RuntimeException e) {
            throw RuleParts.bad("Must be an RFC 5545 recurrence rule.");
        }
    }

    /** The rule as it was given. */
    public String text() {
        return text;
    }

    Optional<LocalDateTime> until() {
        return until;
    }

    /** The first time that it matches. */
    Optional<LocalDateTime> earliest() {
        return earliestFrom(first);
    }

    /** The first time that it matches from some time on, within some years of that. */
    Optional<LocalDateTime> earliestFrom(LocalDateTime time) {
        LocalDateTime from = time.isBefore(first) ? first : time;
        // In stretches that grow, so that usual rules cost a week and odd ones are bounded all the same.
        for (int days : List.of(8, 62, 400, 1_500, 366 * FIRST_YEARS_MAX - 1_970)) {
            List<LocalDateTime> some = between(from, from.plusDays(days));
            if (!some.isEmpty()) {
                return Optional.of(some.get(0));
            }
            from = from.plusDays(days);
        }
        return Optional.empty();
    }

    /** The last time that it matches before another, within some years. */
    Optional<LocalDateTime> lastBefore(LocalDateTime time) {
        LocalDateTime to = time.minusMinutes(1);
        for (int days : List.of(8, 62, 400, 1_500)) {
            List<LocalDateTime> some = between(to.minusDays(days), to);
            if (!some.isEmpty()) {
                return Optional.of(some.get(some.size() - 1));
            }
        }
        return Optional.empty();
    }

    /** Whether it ends after so many times. */
    boolean counts() {
        return parts.count().isPresent();
    }

    /** The last time of a rule that counts; found once. On one thread. */
    Optional<LocalDateTime> last() {
        if (last.isEmpty() && counts()) {
            List<LocalDateTime> all = all();
            last = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        }
        return last;
    }

    /** What a rule that counts matches. */
    private List<LocalDateTime> all() {
        return found(recur, first, first, first.plusYears(countYearsMax()));
    }

    /**
     * How often it matches from one time on and before another. What is long past is counted once for each first time, so that
     * rules of years cost no more than new ones. On one thread.
     */
    long countBetween(LocalDateTime from, LocalDateTime end) {
        if (!countedFrom.equals(from)) {
            countedFrom = from;
            countedTo = from;
            counted = 0;
        }
        LocalDateTime near = end.minusDays(COUNTED_ANEW_DAYS);
        if (near.isAfter(countedTo)) {
            counted += countNow(countedTo, near);
            countedTo = near;
        }
        return end.isBefore(countedTo) ? countNow(from, end) : counted + countNow(countedTo, end);
    }

    private long countNow(LocalDateTime from, LocalDateTime end) {
        return between(from, end.minusMinutes(1)).size();
    }

    /** The rule with this end in place of its own. */
    String ending(String word) {
        return parts.ending(word);
    }

    /** Whether a local time is one of its own. */
    boolean matches(LocalDateTime time) {
        return between(time, time).contains(time);
    }

    /** The local times that it matches between two, both included, in order. */
    public List<LocalDateTime> between(LocalDateTime from, LocalDateTime to) {
        LocalDateTime begin = from.isBefore(first) ? first : from;
        if (begin.isAfter(to) || (counts() && last().isEmpty())) {
            return List.of();
        }
        LocalDateTime end =
                until.or(this::last).filter(last -> last.isBefore(to)).orElse(to);
        return begin.isAfter(end) ? List.of() : found(endless, seed(begin), begin, end);
    }

    private static List<LocalDateTime> found(
            Recur<LocalDateTime> rule, LocalDateTime seed, LocalDateTime begin, LocalDateTime end) {
        return List.copyOf(new TreeSet<>(rule.getDates(seed, begin, end)));
    }

    /**
     * Where the search begins: near what is asked for, by whole steps of the rule, so that a rule of years costs no more than
     * a new one.
     */
    private LocalDateTime seed(LocalDateTime begin) {
        Optional<Duration> unit = switch (parts.frequency()) {
            case "HOURLY" -> Optional.of(Duration.ofHours(1));
            case "DAILY" -> Optional.of(Duration.ofDays(1));
            case "WEEKLY" -> Optional.of(Duration.ofDays(7));
            default -> Optional.empty();
        };
        if (unit.isEmpty()) {
            return first;
        }
        Duration step = unit.get().multipliedBy(parts.interval());
        long steps = ChronoUnit.SECONDS.between(first, begin) / step.toSeconds() - 1;
        return steps > 0 ? first.plus(step.multipliedBy(steps)) : first;
    }

    @Override
    public String toString() {
        return "Recurrence[" + parts + "]";
    }
}
