package org.anteroom.engine.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anteroom.engine.view.Words;

/** Enums by their words. */
final class Enums {
    private Enums() {}

    static <E extends Enum<E>> Optional<E> of(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> Words.word(value).equals(word))
                .findFirst();
    }

    static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::word).collect(Collectors.joining(", "));
    }
}
