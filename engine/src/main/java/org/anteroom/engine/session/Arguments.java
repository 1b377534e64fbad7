package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arguments of a command as they come, read strictly by name. Each of these methods throws where the field is missing
 * or is not what it has to be; the exception points to the field.
 */
public interface Arguments {
    boolean has(String field);

    boolean flag(String field);

    int number(String field, int min, int max);

    /** A text of one line without markup. */
    Text line(String field, int charsMax);

    /** A text of several lines. */
    Text prose(String field, int charsMax);

    /** Texts of one line. */
    List<Text> texts(String field, int min, int max, int charsMax);

    /** One of some words. */
    <T> T word(String field, Function<String, Optional<T>> of, String allowed);

    SeatId seat(String field);

    List<SeatId> seats(String field, int min, int max);

    /** Lists of seats, each of two at least. */
    List<List<SeatId>> groups(String field, int max, int seatsMax);

    /** So many whole numbers. */
    List<Integer> numbers(String field, int size, int min, int max);

    Arguments object(String field);

    List<? extends Arguments> objects(String field, int min, int max);

    /** How many elements the list of this field has; 0 where it is no list. */
    int elements(String field);

    /** Figures of a line, by name; those that are not known are left out. */
    Map<String, Object> figures(String field);

    /** Refuses a field that was read. */
    void refuse(String field, String detail);

    /** Refuses fields that nobody asked for. */
    void done();
}
