package org.anteroom.engine.session;

import java.util.Optional;

/** The id of what people accept at check-in: {@code cns_} and 128 random bits, or the word of the built-in sentence. */
public record ConsentId(String value) {
    /** What every id of a program's own consent begins with. */
    public static final String PREFIX = "cns_";

    private static final String BUILT_IN_WORD = "telehealth";
    /** The built-in sentence on the limits of telehealth. */
    public static final ConsentId BUILT_IN = new ConsentId(BUILT_IN_WORD);

    public ConsentId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the id of a consent");
        }
    }

    private static boolean isOne(String word) {
        return word.equals(BUILT_IN_WORD) || Ids.isId(word, PREFIX);
    }

    /** The id of this word; empty where it is none. */
    public static Optional<ConsentId> of(String word) {
        return isOne(word) ? Optional.of(new ConsentId(word)) : Optional.empty();
    }

    /** An argument that is such an id. */
    public static Field<ConsentId> field(String name) {
        String pattern = "^(" + BUILT_IN_WORD + "|" + PREFIX + "[A-Za-z0-9_-]{22})$";
        return Field.coded(name, pattern, BUILT_IN_WORD, ConsentId::of, "telehealth, cns_<id>");
    }

    @Override
    public String toString() {
        return value;
    }
}
