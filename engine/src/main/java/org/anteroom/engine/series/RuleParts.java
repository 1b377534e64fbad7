package org.anteroom.engine.series;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.engine.wire.InvalidException;

/** The parts of a recurrence rule (RFC 5545, 3.3.10), in upper case, each once, and found to go together. Immutable. */
final class RuleParts {
    private static final String POINTER = "/recurrence";
    private static final int COUNT_MAX = 2_000;
    private static final int INTERVAL_MAX = 1_000;
    /** How many hours a rule may name where one of its steps is a month or a year of days. */
    private static final int HOURS_MAX = 3;

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

    private final Map<String, String> parts;

    private RuleParts(Map<String, String> parts) {
        this.parts = parts;
    }

    /**
     * Reads the parts of a rule.
     *
     * @throws InvalidException where they are none, or do not go together
     */
    static RuleParts of(String text) {
        RuleParts read = new RuleParts(split(text));
        read.check();
        return read;
    }

    static InvalidException bad(String detail) {
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

    private void check() {
        String frequency = frequency();
        if (!FREQUENCIES.contains(frequency)) {
            throw bad("FREQ must be one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY.");
        }
        if (has("COUNT") && has("UNTIL")) {
            throw bad("Must not have both COUNT and UNTIL.");
        }
        checkNumber("COUNT", COUNT_MAX);
        checkNumber("INTERVAL", INTERVAL_MAX);
        if (value("BYMINUTE").contains(",")) {
            throw bad("BYMINUTE must be one minute: nothing recurs more than once an hour.");
        }
        boolean hasOther = parts.keySet().stream().anyMatch(name -> name.startsWith("BY") && !name.equals("BYSETPOS"));
        if (has("BYSETPOS") && !hasOther) {
            throw bad("BYSETPOS needs another BY.. part.");
        }
        boolean numbered = value("BYDAY").chars().anyMatch(Character::isDigit);
        boolean inMonths = frequency.equals("MONTHLY") || (frequency.equals("YEARLY") && !has("BYWEEKNO"));
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
        if (has(name) && !frequencies.contains(frequency)) {
            throw bad(name + " does not go with FREQ=" + frequency + ".");
        }
    }

    /** Refuses what one step of the rule would cost too much by: values that stand twice, and hours of each day of a year. */
    void checkSteps() {
        parts.forEach((name, list) -> {
            List<String> values = List.of(list.split(",", -1));
            boolean twice = values.stream().map(RuleParts::plain).distinct().count() != values.size();
            if (name.startsWith("BY") && twice) {
                throw bad(name + " must name each value once.");
            }
        });
        boolean ofMonths = Set.of("MONTHLY", "YEARLY").contains(frequency());
        if (ofMonths && value("BYHOUR").split(",", -1).length > HOURS_MAX) {
            throw bad("BYHOUR may name " + HOURS_MAX + " hours with FREQ=MONTHLY and FREQ=YEARLY.");
        }
    }

    /** A value without what it can be written with in vain. */
    private static String plain(String value) {
        return value.strip().replaceFirst("^[+]", "").replaceFirst("^(-?)0+(?=[0-9])", "$1");
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    private String value(String name) {
        return parts.getOrDefault(name, "");
    }

    String frequency() {
        return value("FREQ");
    }

    int interval() {
        return Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
    }

    /** How often it matches where it counts. */
    Optional<Integer> count() {
        return Optional.ofNullable(parts.get("COUNT")).map(Integer::valueOf);
    }

    Optional<String> until() {
        return Optional.ofNullable(parts.get("UNTIL"));
    }

    /** The rule with this end in place of its own. */
    String ending(String word) {
        return endless() + ";UNTIL=" + word;
    }

    /** The rule without its end. */
    String endless() {
        return parts.entrySet().stream()
                .filter(part -> !part.getKey().equals("COUNT") && !part.getKey().equals("UNTIL"))
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(";"));
    }

    @Override
    public String toString() {
        return "RuleParts" + parts.keySet();
    }
}
