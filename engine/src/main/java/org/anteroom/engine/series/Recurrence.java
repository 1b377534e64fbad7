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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Recur;
import org.anteroom.engine.wire.InvalidException;

/**
 * A recurrence rule (RFC 5545, 3.3.10) in local time: which local times it matches, from its first one on. What a rule may
 * cost is bounded: it matches at most once an hour, ends within {@value #COUNT_MAX} times where it counts, matches something
 * within some years of its start, and is asked about a bounded stretch of time.
 *
 * <p>The first one is a bound and gives the time of day; it is an occurrence where the rule matches it.
 */
public final class Recurrence {
    static final int COUNT_MAX = 2_000;
    static final int CHARS_MAX = 500;

    private static final int COUNT_YEARS_MAX = 100;
    private static final int INTERVAL_MAX = 1_000;
    /** How far from its start a rule has to match something. */
    private static final int FIRST_YEARS_MAX = 12;

    private static final String POINTER = "/recurrence";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);
    private static final Set<String> FREQUENCIES = Set.of("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final Set<String> PARTS = Set.of(
            "FREQ",
            "UNTIL",
            "COUNT",
            "INTERVAL",
            "BYHOUR",
            "BYMINUTE",
            "BYDAY",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYMONTH",
            "BYSETPOS",
            "WKST");

    private final String text;
    private final Map<String, String> parts;
    private final LocalDateTime first;
    private final Optional<LocalDateTime> until;
    private final Recur<LocalDateTime> recur;
    private Optional<LocalDateTime> last = Optional.empty();

    private Recurrence(String text, LocalDateTime first, ZoneId zone) {
        this.text = text;
        this.first = first;
        parts = split(text);
        checkParts();
        until = Optional.ofNullable(parts.get("UNTIL")).map(word -> until(word, zone));
        recur = read();
    }

    /**
     * Reads a rule.
     *
     * @param first the local time before which nothing is matched
     * @throws InvalidException where it is none, matches too often, or nothing within years
     */
    public static Recurrence of(String text, LocalDateTime first, ZoneId zone) {
        if (text.length() > CHARS_MAX) {
            throw bad("Must have at most " + CHARS_MAX + " characters.");
        }
        Recurrence rule = new Recurrence(text, first, zone);
        if (rule.earliest().isEmpty()) {
            throw bad("Must match a time within " + FIRST_YEARS_MAX + " years of startsAt.");
        }
        return rule;
    }

    /** A rule that was read before, and found to match something then. */
    static Recurrence kept(String text, LocalDateTime first, ZoneId zone) {
        return new Recurrence(text, first, zone);
    }

    private static InvalidException bad(String detail) {
        return new InvalidException(POINTER, detail);
    }

    private static Map<String, String> split(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
            if (!PARTS.contains(name) || part.substring(equals + 1).isBlank()) {
                throw bad(
                        "Must be an RFC 5545 rule of FREQ, UNTIL, COUNT, INTERVAL, WKST and BY.. parts, without BYSECOND.");
            }
            if (parts.put(name, part.substring(equals + 1).toUpperCase(Locale.ROOT)) != null) {
                throw bad("Must hold each part once.");
            }
        }
        return parts;
    }

    private void checkParts() {
        String frequency = parts.getOrDefault("FREQ", "");
        if (!FREQUENCIES.contains(frequency)) {
            throw bad("FREQ must be one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY.");
        }
        if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
            throw bad("Must not have both COUNT and UNTIL.");
        }
        checkNumber("COUNT", COUNT_MAX);
        checkNumber("INTERVAL", INTERVAL_MAX);
        if (parts.getOrDefault("BYMINUTE", "").contains(",")) {
            throw bad("BYMINUTE must be one minute: nothing recurs more than once an hour.");
        }
        boolean hasOther = parts.keySet().stream().anyMatch(name -> name.startsWith("BY") && !name.equals("BYSETPOS"));
        if (parts.containsKey("BYSETPOS") && !hasOther) {
            throw bad("BYSETPOS needs another BY.. part.");
        }
        boolean numbered = parts.getOrDefault("BYDAY", "").chars().anyMatch(Character::isDigit);
        boolean inMonths =
                frequency.equals("MONTHLY") || (frequency.equals("YEARLY") && !parts.containsKey("BYWEEKNO"));
        if (numbered && !inMonths) {
            throw bad("BYDAY may have numbers with FREQ=MONTHLY and FREQ=YEARLY alone.");
        }
        checkOnly("BYWEEKNO", Set.of("YEARLY"), frequency);
        checkOnly("BYYEARDAY", Set.of("YEARLY", "HOURLY"), frequency);
        checkOnly("BYMONTHDAY", Set.of("HOURLY", "DAILY", "MONTHLY", "YEARLY"), frequency);
    }

    private void checkNumber(String name, int max) {
        String word = parts.getOrDefault(name, "1");
        if (!word.matches("[0-9]{1,7}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > max) {
            throw bad(name + " must be a whole number from 1 to " + max + ".");
        }
    }

    private void checkOnly(String name, Set<String> frequencies, String frequency) {
        if (parts.containsKey(name) && !frequencies.contains(frequency)) {
            throw bad(name + " does not go with FREQ=" + frequency + ".");
        }
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
            throw bad("UNTIL must be a date like 20270301 or a time like 20270301T180000Z.");
        }
    }

    private Recur<LocalDateTime> read() {
        try {
            return new Recur<>(until.map(LOCAL::format).map(this::ending).orElse(text), false);
        } catch (RuntimeException e) {
            throw bad("Must be an RFC 5545 recurrence rule.");
        }
    }

    private static String written(Map<String, String> parts) {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(";"));
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
        return parts.containsKey("COUNT");
    }

    /** The last time of a rule that counts; found once. On one thread. */
    Optional<LocalDateTime> last() {
        if (last.isEmpty() && counts()) {
            List<LocalDateTime> all = between(first, first.plusYears(COUNT_YEARS_MAX));
            last = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        }
        return last;
    }

    /** The rule with this end in place of its own. */
    String ending(String word) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.remove("COUNT");
        all.put("UNTIL", word);
        return written(all);
    }

    /** Whether a local time is one of its own. */
    boolean matches(LocalDateTime time) {
        return between(time, time).contains(time);
    }

    /** The local times that it matches between two, both included, in order. */
    public List<LocalDateTime> between(LocalDateTime from, LocalDateTime to) {
        LocalDateTime begin = from.isBefore(first) ? first : from;
        LocalDateTime end = until.filter(last -> last.isBefore(to)).orElse(to);
        if (begin.isAfter(end)) {
            return List.of();
        }
        Map<LocalDateTime, Boolean> found = new TreeMap<>();
        recur.getDates(seed(begin), begin, end).forEach(time -> found.put(time, true));
        return List.copyOf(found.keySet());
    }

    /**
     * Where the search begins: near what is asked for, by whole steps of the rule, so that a rule of years costs no more than
     * a new one. A rule that counts is followed from its start.
     */
    private LocalDateTime seed(LocalDateTime begin) {
        Optional<Duration> unit = switch (parts.getOrDefault("FREQ", "")) {
            case "HOURLY" -> Optional.of(Duration.ofHours(1));
            case "DAILY" -> Optional.of(Duration.ofDays(1));
            case "WEEKLY" -> Optional.of(Duration.ofDays(7));
            default -> Optional.empty();
        };
        if (unit.isEmpty() || parts.containsKey("COUNT")) {
            return first;
        }
        Duration step = unit.get().multipliedBy(Integer.parseInt(parts.getOrDefault("INTERVAL", "1")));
        long steps = ChronoUnit.SECONDS.between(first, begin) / step.toSeconds() - 1;
        return steps > 0 ? first.plus(step.multipliedBy(steps)) : first;
    }

    @Override
    public String toString() {
        return "Recurrence[" + Arrays.toString(parts.keySet().toArray()) + "]";
    }
}
