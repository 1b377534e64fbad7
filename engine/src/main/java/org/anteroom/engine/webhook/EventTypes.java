package org.anteroom.engine.webhook;

import java.util.List;

/** The types of events that webhooks are told of. */
public final class EventTypes {
    /** Asked for by hand; every webhook takes it. */
    public static final String TEST = "webhook.test";

    static final String DISABLED = "webhook.disabled";
    static final String QUARANTINED = "journal.quarantined";
    static final String FINAL = "attendance.final";

    /** All that a webhook may ask for. */
    public static final List<String> ALL = List.of(
            "session.created",
            "session.opened",
            "session.started",
            "session.ended",
            "session.sealed",
            "session.cancelled",
            "seat.waiting",
            "seat.admitted",
            "seat.denied",
            "seat.moved",
            "seat.left",
            "seat.returned",
            "share.started",
            "share.ended",
            "breakouts.opened",
            "breakouts.closed",
            "alert.raised",
            "alert.acknowledged",
            "check-in.completed",
            "check-in.alert",
            FINAL,
            QUARANTINED,
            DISABLED);

    private EventTypes() {}

    /** Whether this is a type, {@code *}, or the beginning of types and {@code .*}. */
    public static boolean isPattern(String pattern) {
        return ALL.stream().anyMatch(type -> matches(pattern, type));
    }

    static boolean matches(String pattern, String type) {
        return pattern.equals("*")
                || pattern.equals(type)
                || (pattern.endsWith(".*") && type.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
