package org.anteroom.engine.series;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/** Series as programs write them; they are kept in the same words. */
public final class SeriesReader {
    private static final int CAPACITY_UNBOUND = 1_000_000;
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 2199;

    private SeriesReader() {}

    /** The schedule of a new series; each field is asked of the body. */
    public static Schedule schedule(Fields body, JsonObject json, int capacityMax) {
        return read(body, picked(json), capacityMax, true);
    }

    /** A schedule with what a program changes of it; faults are the change's, for the rest had none. */
    public static Schedule changed(Schedule was, JsonObject change, int capacityMax) {
        JsonObject draft = was.draft().copy().mergeIn(picked(change), true);
        return read(new Fields(draft, ""), draft, capacityMax, true);
    }

    /** A schedule as it was kept: what a rule may be was judged then. */
    static Schedule kept(JsonObject draft) {
        return read(new Fields(draft, ""), draft, CAPACITY_UNBOUND, false);
    }

    private static JsonObject picked(JsonObject json) {
        JsonObject draft = new JsonObject();
        Schedule.FIELDS.stream().filter(json::containsKey).forEach(field -> draft.put(field, json.getValue(field)));
        return draft.copy();
    }

    private static Schedule read(Fields body, JsonObject draft, int capacityMax, boolean isNew) {
        Text title = body.line("title", 200);
        String kind = SessionReader.kind(body);
        ZoneId zone = SessionReader.zone(body, "timeZone");
        LocalDateTime startsAt = localTime(body.at("startsAt"), body.string("startsAt"));
        int minutes = body.number("durationMinutes", 5, 720);
        String rule = body.string("recurrence");
        Recurrence recurrence = isNew ? Recurrence.of(rule, startsAt, zone) : Recurrence.kept(rule, startsAt, zone);
        int capacity = SessionReader.capacity(body, capacityMax);
        Optional<Fields> policy = body.maybeObject("policy");
        policy.ifPresent(fields -> {
            var unused = SessionReader.policy(fields, Policy.DEFAULT);
        });
        Optional<Text> externalId = body.maybeLine("externalId", 200);
        return new Schedule(
                title,
                kind,
                zone,
                startsAt,
                minutes,
                recurrence,
                capacity,
                policy.map(ignored -> draft.getJsonObject("policy").copy()),
                externalId,
                draft);
    }

    /** A local time of whole minutes, without an offset. */
    public static LocalDateTime localTime(String pointer, String word) {
        try {
            LocalDateTime time = word.length() <= 19 ? LocalDateTime.parse(word) : LocalDateTime.MIN;
            if (time.getSecond() == 0 && time.getYear() >= YEAR_MIN && time.getYear() <= YEAR_MAX) {
                return time;
            }
        } catch (DateTimeException e) {
            throw badTime(pointer);
        }
        throw badTime(pointer);
    }

    private static InvalidException badTime(String pointer) {
        return new InvalidException(pointer, "Must be a local time like 2026-12-01T18:00, without an offset.");
    }

    /** A local date. */
    public static LocalDate localDate(String pointer, String word) {
        try {
            LocalDate date = word.length() == 10 ? LocalDate.parse(word) : LocalDate.MIN;
            if (date.getYear() >= YEAR_MIN && date.getYear() <= YEAR_MAX) {
                return date;
            }
        } catch (DateTimeException e) {
            throw badDate(pointer);
        }
        throw badDate(pointer);
    }

    private static InvalidException badDate(String pointer) {
        return new InvalidException(pointer, "Must be a date like 2026-12-01.");
    }

    /** People as they are kept. */
    static JsonObject kept(Person person) {
        JsonObject json = new JsonObject()
                .put("ref", person.ref().value())
                .put("name", person.name().value())
                .put("role", person.role().word());
        person.displayName().ifPresent(name -> json.put("displayName", name.value()));
        return json;
    }
}
