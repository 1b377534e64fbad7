package org.anteroom.engine.session;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of events: the record's name in kebab case. */
final class EventNames {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return HUMP.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
        }
    };

    private EventNames() {}

    static String of(Class<?> event) {
        return NAMES.get(event);
    }
}
