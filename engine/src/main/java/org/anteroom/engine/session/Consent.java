package org.anteroom.engine.session;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What people accept at check-in, as it is worded now.
 *
 * @param version 1 at first, and one more whenever it is worded anew: who accepted an earlier one is asked again
 * @param name what it is called, in whatever language the program chose
 * @param kinds the kinds of sessions at whose check-in it is asked for
 * @param texts its words by language, one at least
 */
public record Consent(ConsentId id, int version, Text name, List<String> kinds, Map<String, Text> texts) {
    /** What a language is written as, by RFC 5646: {@code en}, {@code es-MX}, {@code zh-Hant-TW}. */
    public static final String LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$";

    private static final Pattern LANGUAGE_PATTERN = Pattern.compile(LANGUAGE);
    private static final String ENGLISH = "en";

    public Consent {
        kinds = List.copyOf(kinds);
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** Whether this word is of the form of a language. */
    public static boolean isLanguage(String word) {
        return LANGUAGE_PATTERN.matcher(word).matches();
    }

    /** The language that is read where nobody says which: English, else the first by its word. */
    public String language() {
        return texts.containsKey(ENGLISH) ? ENGLISH : texts.keySet().iterator().next();
    }

    @Override
    public String toString() {
        return "Consent[" + id + " version " + version + "]";
    }
}
