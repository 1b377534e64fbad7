package org.anteroom.engine.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * One argument of a command: its name, what its value is, whether it may be left out, and how it is read.
 *
 * @param form what the value is
 * @param required whether a command without it is refused
 * @param reading how the value is read; throws where it is not of its form
 */
public record Field<T>(String name, Form form, boolean required, BiFunction<Arguments, String, T> reading) {
    private static final String ID = "[A-Za-z0-9_-]{22}";
    private static final String SOME_ID = "A".repeat(22);
    private static final Form SEAT =
            new Form.Coded("^" + SeatId.PREFIX + ID + "$", "Must be a seat's id.", SeatId.PREFIX + SOME_ID);

    private static <T> Field<T> field(String name, Form form, BiFunction<Arguments, String, T> reading) {
        return new Field<>(name, form, true, reading);
    }

    public static Field<Boolean> flag(String name) {
        return field(name, new Form.Flag(), Arguments::flag);
    }

    public static Field<Integer> number(String name, int min, int max) {
        return field(name, new Form.Whole(min, max), (args, field) -> args.number(field, min, max));
    }

    /** So many whole numbers. */
    public static Field<List<Integer>> numbers(String name, int size, int min, int max) {
        Form form = new Form.Many(new Form.Whole(min, max), size, size);
        return field(name, form, (args, field) -> args.numbers(field, size, min, max));
    }

    /** A text of one line without markup. */
    public static Field<Text> line(String name, int charsMax) {
        return field(name, new Form.Words(charsMax), (args, field) -> args.line(field, charsMax));
    }

    /** A text of several lines. */
    public static Field<Text> prose(String name, int charsMax) {
        return field(name, new Form.Words(charsMax), (args, field) -> args.prose(field, charsMax));
    }

    /** Texts of one line. */
    public static Field<List<Text>> texts(String name, int min, int max, int charsMax) {
        Form form = new Form.Many(new Form.Words(charsMax), min, max);
        return field(name, form, (args, field) -> args.texts(field, min, max, charsMax));
    }

    /** A value of an enum by its word. */
    public static <E extends Enum<E>> Field<E> word(String name, Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Words::word).toList();
        return field(
                name,
                new Form.OneOf(words),
                (args, field) -> args.word(field, word -> Words.of(type, word), Words.all(type)));
    }

    /**
     * A word of another sort.
     *
     * @param pattern of all that {@code of} takes, and of nothing else
     * @param example a word that it takes
     * @param allowed what a refusal says is allowed
     */
    public static <T> Field<T> coded(
            String name, String pattern, String example, Function<String, Optional<T>> of, String allowed) {
        Form form = new Form.Coded(pattern, "Must be one of " + allowed + ".", example);
        return field(name, form, (args, field) -> args.word(field, of, allowed));
    }

    /** An id with this prefix. */
    public static <T> Field<T> id(String name, String prefix, Function<String, T> of, String allowed) {
        return coded(
                name,
                "^" + prefix + ID + "$",
                prefix + SOME_ID,
                word -> Ids.isId(word, prefix) ? Optional.of(of.apply(word)) : Optional.empty(),
                allowed);
    }

    public static Field<SeatId> seat(String name) {
        return field(name, SEAT, Arguments::seat);
    }

    public static Field<List<SeatId>> seats(String name, int min, int max) {
        return field(name, new Form.Many(SEAT, min, max), (args, field) -> args.seats(field, min, max));
    }

    /** Lists of seats, each of two at least. */
    public static Field<List<List<SeatId>>> groups(String name, int max, int seatsMax) {
        Form form = new Form.Many(new Form.Many(SEAT, 2, seatsMax), 0, max);
        return field(name, form, (args, field) -> args.groups(field, max, seatsMax));
    }

    public static Field<Place> place(String name) {
        String pattern =
                "^(away|waiting|main|breakout:" + BreakoutId.PREFIX + ID + "|hallway:" + HallwayId.PREFIX + ID + ")$";
        return coded(name, pattern, Place.MAIN.word(), Place::of, "main, breakout:<id>");
    }

    /** An object with fields of its own. */
    public static <T> Field<T> object(String name, Shape<T> shape) {
        return field(name, new Form.Group(shape), (args, field) -> shape.read(args.object(field)));
    }

    /** Objects of one shape. */
    public static <T> Field<List<T>> objects(String name, int min, int max, Shape<T> shape) {
        return field(name, new Form.Many(new Form.Group(shape), min, max), (args, field) -> {
            List<? extends Arguments> objects = args.objects(field, min, max);
            return objects.stream().map(shape::read).toList();
        });
    }

    /** Figures of a line. */
    public static Field<Map<String, Object>> figures(String name) {
        return field(name, new Form.Figures(), Arguments::figures);
    }

    /** The field that may be left out, and is empty then. */
    public Field<Optional<T>> optional() {
        return new Field<>(
                name,
                form,
                false,
                (args, field) -> args.has(field) ? Optional.of(reading.apply(args, field)) : Optional.empty());
    }

    /** The field that may be left out, and has this value then. */
    public Field<T> or(T otherwise) {
        return new Field<>(
                name, form, false, (args, field) -> args.has(field) ? reading.apply(args, field) : otherwise);
    }

    /**
     * The field with one more demand, which no form can say.
     *
     * @param holds whether the value goes with the other arguments
     * @param detail what a refusal says
     */
    public Field<T> where(BiPredicate<Arguments, T> holds, String detail) {
        return new Field<>(name, form, required, (args, field) -> {
            T value = reading.apply(args, field);
            if (!holds.test(args, value)) {
                args.refuse(field, detail);
            }
            return value;
        });
    }

    T read(Arguments args) {
        return reading.apply(args, name);
    }
}
