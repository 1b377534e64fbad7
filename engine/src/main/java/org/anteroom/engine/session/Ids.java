package org.anteroom.engine.session;

import java.util.regex.Pattern;

/** The form of ids: a prefix of four characters and 22 characters of base64url, which hold 128 bits. */
public final class Ids {
    private static final Pattern FORM = Pattern.compile("[a-z]{3}_[A-Za-z0-9_-]{22}");

    private Ids() {}

    /** Whether the value is an id with this prefix. */
    public static boolean isId(String value, String prefix) {
        return value.startsWith(prefix) && FORM.matcher(value).matches();
    }

    static void check(String value, String prefix) {
        if (!isId(value, prefix)) {
            throw new IllegalArgumentException("Not an id that begins with " + prefix);
        }
    }
}
