package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;

/** The decider's answer to a command: events, or a refusal. A refusal is an answer, not an exception. */
public sealed interface Decision {
    /**
     * The command is accepted.
     *
     * @param events by whom what happened, in order; empty where nothing had to change
     * @param answer what the acknowledgement says beside its sequence
     */
    record Accepted(List<Caused> events, Map<String, Object> answer) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** Accepted, and nothing has to change. */
    static Decision nothing() {
        return new Accepted(List.of(), Map.of());
    }

    /** The command is refused. Nothing is journaled. */
    record Refused(Refusal code, String detail) implements Decision {}

    /** An event and who caused it. */
    record Caused(Actor by, SessionEvent event) {}

    /** The reject codes that rules give, in the order in which they are judged. */
    enum Refusal {
        INVALID,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        CAPACITY;

        /** The code's word in frames and problem documents. */
        public String word() {
            return switch (this) {
                case INVALID -> "invalid";
                case FORBIDDEN -> "forbidden";
                case NOT_FOUND -> "not-found";
                case CONFLICT -> "conflict";
                case CAPACITY -> "capacity";
            };
        }
    }
}
