package org.anteroom.engine.session;

import java.util.List;

/** What the value of an argument is, as data: documents are written by it, and readers are checked against it. */
public sealed interface Form {
    /** True or false. */
    record Flag() implements Form {}

    /** A whole number, both bounds in. */
    record Whole(long min, long max) implements Form {}

    /** A text that shows something. */
    record Words(int charsMax) implements Form {}

    /** One of these words. */
    record OneOf(List<String> words) implements Form {
        public OneOf {
            words = List.copyOf(words);
        }
    }

    /**
     * A word of this pattern.
     *
     * @param refusal the sentence that refuses another one
     * @param example one that is of the pattern
     */
    record Coded(String pattern, String refusal, String example) implements Form {}

    /** A list, both bounds in. */
    record Many(Form of, int min, int max) implements Form {}

    /** An object with fields of its own. */
    record Group(Shape<?> shape) implements Form {}

    /** Figures of a line, whichever the client has. */
    record Figures() implements Form {}
}
