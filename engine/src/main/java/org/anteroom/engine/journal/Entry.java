package org.anteroom.engine.journal;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One thing to record in a stream.
 *
 * @param seq its number in the stream; the first is 1, the next one more
 * @param type a short word in kebab-case; stored in the clear, so never personal
 * @param body JSON, personal; sealed on disk and never printed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(long seq, String type, byte[] body) {
    private static final int TYPE_LENGTH_MAX = 48;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public Entry {
        if (seq < 1) {
            throw new IllegalArgumentException("The first entry of a stream has seq 1");
        }
        if (type.length() > TYPE_LENGTH_MAX || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("A type is a kebab-case word of at most 48 characters");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry that
                && seq == that.seq
                && type.equals(that.type)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(seq) * 31 + type.hashCode()) * 31 + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "Entry[seq=" + seq + ", type=" + type + ", " + body.length + " bytes]";
    }
}
