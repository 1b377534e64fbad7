package org.anteroom.engine.journal;

import java.util.regex.Pattern;

/** The name of one stream: {@code sys}, or a prefix of three letters and a random part such as {@code ses_..}. */
public record StreamId(String value) {
    private static final Pattern SHAPE = Pattern.compile("sys|[a-z]{3}_[A-Za-z0-9_-]{1,64}");

    public StreamId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("Not a stream id (" + value.length() + " characters)");
        }
    }

    /** Whether a stream may be named so. */
    public static boolean isValid(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
