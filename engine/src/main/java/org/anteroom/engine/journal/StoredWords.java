package org.anteroom.engine.journal;

import java.util.Locale;

/**
 * How values are written on disk. What was written once is read for ever: a constant that is renamed keeps its word here,
 * whatever frames and documents call it then.
 */
final class StoredWords {
    private StoredWords() {}

    /** An enum's word: {@code ONE_DEVICE} is {@code one-device}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
