package org.anteroom.engine.settings;

import java.time.DayOfWeek;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.dose.DosePlan;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/** Plans of doses as programs write them. */
public final class DoseReader {
    private static final int DAY_MINUTES_MAX = 1_440;
    private static final int WEEK_MINUTES_MAX = 10_080;
    private static final int KINDS_MAX = 6;

    private DoseReader() {}

    /** The plan of a program. */
    public static DosePlan program(Fields body) {
        return read(body, DosePlan.NONE, true);
    }

    /** The plan of a person: what it leaves out of zone and week is the program's; its minutes are its own. */
    public static DosePlan person(Fields body, DosePlan program) {
        return read(body, program, false);
    }

    private static DosePlan read(Fields body, DosePlan was, boolean needsZone) {
        DosePlan plan = new DosePlan(
                needsZone || body.has("timeZone") ? SessionReader.zone(body, "timeZone") : was.zone(),
                body.has("weekStarts")
                        ? body.word("weekStarts", DoseReader::weekStart, "monday, sunday")
                        : was.weekStarts(),
                body.maybeObject("day").map(DoseReader::day),
                Optional.empty(),
                Optional.empty(),
                body.has("kinds") ? kinds(body) : Set.of());
        Optional<Fields> week = body.maybeObject("week");
        body.done();
        return week.map(fields -> withWeek(plan, fields)).orElse(plan);
    }

    private static Optional<DayOfWeek> weekStart(String word) {
        return Optional.ofNullable(
                Map.of("monday", DayOfWeek.MONDAY, "sunday", DayOfWeek.SUNDAY).get(word));
    }

    private static int day(Fields body) {
        int minutes = body.number("minutes", 1, DAY_MINUTES_MAX);
        body.done();
        return minutes;
    }

    private static DosePlan withWeek(DosePlan plan, Fields body) {
        int minutes = body.number("minutes", 1, WEEK_MINUTES_MAX);
        Optional<Integer> days = body.has("days") ? Optional.of(body.number("days", 1, 7)) : Optional.empty();
        body.done();
        return new DosePlan(
                plan.zone(), plan.weekStarts(), plan.dayMinutes(), Optional.of(minutes), days, plan.kinds());
    }

    private static Set<String> kinds(Fields body) {
        return new LinkedHashSet<>(body.list("kinds", 1, KINDS_MAX, (element, where) -> {
            if (element instanceof String word && SessionReader.isKind(word)) {
                return word;
            }
            throw new InvalidException(
                    where, "Must be one of group, individual, psychiatry, family, case-management, orientation.");
        }));
    }

    /** A plan as programs read it; nothing of one that plans nothing. */
    public static Map<String, Object> shown(DosePlan plan) {
        if (plan.equals(DosePlan.NONE)) {
            return Map.of();
        }
        return Obj.of("timeZone", plan.zone().getId())
                .with("weekStarts", plan.weekStarts().name().toLowerCase(Locale.ROOT))
                .with("day", plan.dayMinutes().map(minutes -> Map.of("minutes", minutes)))
                .with(
                        "week",
                        plan.weekMinutes()
                                .map(minutes -> Obj.of("minutes", minutes)
                                        .with("days", plan.weekDays())
                                        .map()))
                .with(
                        "kinds",
                        Optional.of(plan.kinds().stream().sorted().toList()).filter(kinds -> !kinds.isEmpty()))
                .map();
    }
}
