package org.anteroom.engine.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.anteroom.engine.session.Arguments;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/**
 * A strict reader of one JSON object. Each field is asked for once; {@link #done} refuses what nobody asked for. Every
 * failure is an {@link InvalidException} that points to the field.
 */
public final class Fields implements Arguments {
    private final JsonObject json;
    private final String pointer;
    private final Set<String> asked = new LinkedHashSet<>();

    public Fields(JsonObject json, String pointer) {
        this.json = json;
        this.pointer = pointer;
    }

    /** Where a field stands, as a JSON Pointer. */
    public String at(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    /** The whole object, for readers that take any field. */
    JsonObject json() {
        return json;
    }

    @Override
    public boolean has(String field) {
        asked.add(field);
        return json.containsKey(field);
    }

    /** The names of all fields, for objects whose fields somebody else names. */
    public Set<String> names() {
        return json.fieldNames();
    }

    /** Says that a field is known, without reading it. */
    public void known(String field) {
        asked.add(field);
    }

    /** Refuses fields that were not asked for. */
    @Override
    public void done() {
        for (String field : json.fieldNames()) {
            if (!asked.contains(field)) {
                String shown = field.length() <= 40 && field.chars().allMatch(c -> c > 32 && c < 127) ? field : "?";
                throw new InvalidException(at(shown), "Unknown field.");
            }
        }
    }

    public String string(String field) {
        return value(field, String.class, "a text");
    }

    public Optional<String> maybeString(String field) {
        return maybe(field, this::string);
    }

    @Override
    public boolean flag(String field) {
        return value(field, Boolean.class, "true or false");
    }

    public boolean flag(String field, boolean otherwise) {
        return has(field) ? flag(field) : otherwise;
    }

    @Override
    public int number(String field, int min, int max) {
        return (int) whole(field, min, max);
    }

    public long whole(String field, long min, long max) {
        Number number = value(field, Number.class, "a whole number");
        boolean whole = number instanceof Integer || number instanceof Long;
        if (!whole || number.longValue() < min || number.longValue() > max) {
            throw new InvalidException(at(field), "Must be a whole number from " + min + " to " + max + ".");
        }
        return number.longValue();
    }

    public int number(String field, int min, int max, int otherwise) {
        return has(field) ? number(field, min, max) : otherwise;
    }

    /** A number, whole or not; none that is beyond all numbers. */
    public double figure(String field, double min, double max) {
        double figure = value(field, Number.class, "a number").doubleValue();
        if (Double.isNaN(figure) || figure < min || figure > max) {
            throw new InvalidException(at(field), "Must be a number from " + (long) min + " to " + (long) max + ".");
        }
        return figure;
    }

    @Override
    public Text line(String field, int charsMax) {
        return Texts.line(at(field), string(field), charsMax);
    }

    @Override
    public Text prose(String field, int charsMax) {
        return Texts.prose(at(field), string(field), charsMax);
    }

    public Optional<Text> maybeLine(String field, int charsMax) {
        return maybe(field, name -> line(name, charsMax));
    }

    /** A time by ISO-8601 with an offset. */
    public Instant time(String field) {
        try {
            Instant time = OffsetDateTime.parse(string(field)).toInstant();
            if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("2200-01-01T00:00:00Z"))) {
                throw new InvalidException(at(field), "Must be a time between 1970 and 2200.");
            }
            return time;
        } catch (DateTimeParseException e) {
            throw new InvalidException(at(field), "Must be a time like 2026-01-31T15:00:00Z.");
        }
    }

    /** One of some words. */
    @Override
    public <T> T word(String field, Function<String, Optional<T>> of, String allowed) {
        return of.apply(string(field))
                .orElseThrow(() -> new InvalidException(at(field), "Must be one of " + allowed + "."));
    }

    /** A value of an enum by its word. */
    public <E extends Enum<E>> E word(String field, Class<E> type) {
        return word(field, word -> Words.of(type, word), Words.all(type));
    }

    public <E extends Enum<E>> E word(String field, Class<E> type, E otherwise) {
        return has(field) ? word(field, type) : otherwise;
    }

    @Override
    public Fields object(String field) {
        return new Fields(value(field, JsonObject.class, "an object"), at(field));
    }

    public Optional<Fields> maybeObject(String field) {
        return maybe(field, this::object);
    }

    /** A list, each element read with its pointer. */
    public <T> List<T> list(String field, int min, int max, BiFunction<Object, String, T> read) {
        return elements(value(field, JsonArray.class, "a list"), at(field), min, max, read);
    }

    @Override
    public List<List<SeatId>> groups(String field, int max, int seatsMax) {
        return lists(field, max, seatsMax, Fields::seat);
    }

    /** A list of lists, each of two elements at least. */
    public <T> List<List<T>> lists(String field, int max, int elementsMax, BiFunction<Object, String, T> read) {
        return list(field, 0, max, (element, where) -> {
            if (element instanceof JsonArray array) {
                return elements(array, where, 2, elementsMax, read);
            }
            throw new InvalidException(where, "Must be a list.");
        });
    }

    @Override
    public int elements(String field) {
        return json.getValue(field) instanceof JsonArray array ? array.size() : 0;
    }

    @Override
    public Map<String, Object> figures(String field) {
        return HealthSummary.read(object(field));
    }

    @Override
    public void refuse(String field, String detail) {
        throw new InvalidException(at(field), detail);
    }

    private static <T> List<T> elements(
            JsonArray array, String where, int min, int max, BiFunction<Object, String, T> read) {
        if (array.size() < min || array.size() > max) {
            throw new InvalidException(where, "Must have " + min + " to " + max + " elements.");
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object element = array.getValue(i);
            if (element == null) {
                throw new InvalidException(where + "/" + i, "Must not be null.");
            }
            elements.add(read.apply(element, where + "/" + i));
        }
        return elements;
    }

    /** A list of texts of one line. */
    @Override
    public List<Text> texts(String field, int min, int max, int charsMax) {
        return list(field, min, max, (element, where) -> text(element, where, charsMax));
    }

    /** A text of one line that is an element of a list. */
    static Text text(Object element, String where, int charsMax) {
        if (element instanceof String words) {
            return Texts.words(where, words, charsMax);
        }
        throw new InvalidException(where, "Must be a text.");
    }

    /** A list of objects. */
    @Override
    public List<Fields> objects(String field, int min, int max) {
        return list(field, min, max, (element, where) -> {
            if (element instanceof JsonObject object) {
                return new Fields(object, where);
            }
            throw new InvalidException(where, "Must be an object.");
        });
    }

    @Override
    public SeatId seat(String field) {
        return seat(string(field), at(field));
    }

    @Override
    public List<SeatId> seats(String field, int min, int max) {
        return list(field, min, max, (element, where) -> seat(element, where));
    }

    /** A seat's id; for lists of them. */
    static SeatId seat(Object value, String where) {
        if (value instanceof String word && Ids.isId(word, SeatId.PREFIX)) {
            return new SeatId(word);
        }
        throw new InvalidException(where, "Must be a seat's id.");
    }

    /** A list of whole numbers of exactly this size. */
    @Override
    public List<Integer> numbers(String field, int size, int min, int max) {
        return list(field, size, size, (element, where) -> {
            if (element instanceof Integer number && number >= min && number <= max) {
                return number;
            }
            throw new InvalidException(where, "Must be a whole number from " + min + " to " + max + ".");
        });
    }

    private <T> Optional<T> maybe(String field, Function<String, T> read) {
        return has(field) ? Optional.of(read.apply(field)) : Optional.empty();
    }

    private <T> T value(String field, Class<T> type, String what) {
        asked.add(field);
        Object value = json.getValue(field);
        if (value == null) {
            String detail = json.containsKey(field) ? "Must not be null." : "Is missing; it must be " + what + ".";
            throw new InvalidException(at(field), detail);
        }
        if (!type.isInstance(value)) {
            throw new InvalidException(at(field), "Must be " + what + ".");
        }
        return type.cast(value);
    }
}
