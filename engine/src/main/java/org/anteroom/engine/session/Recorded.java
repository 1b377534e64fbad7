package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event with its place in the session's order.
 *
 * @param seq the session's sequence, from 1
 * @param command the command that caused it, where one did: its id is answered as the first time
 * @param answer what the acknowledgement of that command said beside its sequence
 */
public record Recorded(
        long seq, Instant at, Actor by, Optional<CommandRef> command, Map<String, Object> answer, SessionEvent event) {
    public Recorded {
        answer = Map.copyOf(answer);
    }

    /** An event whose command, if there was one, was answered with nothing but its sequence. */
    public Recorded(long seq, Instant at, Actor by, Optional<CommandRef> command, SessionEvent event) {
        this(seq, at, by, command, Map.of(), event);
    }

    /**
     * A command as a caller named it.
     *
     * @param caller a seat's id or {@code program}
     * @param id the caller's own id of the command
     */
    public record CommandRef(String caller, String id) {
        private static final String PROGRAM = "program";
        private static final String KEY = "key:";

        /** A program's call with an id of its own. */
        public static CommandRef ofProgram(String id) {
            return new CommandRef(PROGRAM, "id:" + id);
        }

        /** A program's call under an idempotency key: another body under the same key is another call. */
        public static CommandRef keyed(String key, String body) {
            return new CommandRef(PROGRAM, KEY + key + ":" + body);
        }

        /** How the ids of all calls under its idempotency key begin; empty where it has none. */
        public Optional<String> keyPrefix() {
            return caller.equals(PROGRAM) && id.startsWith(KEY)
                    ? Optional.of(id.substring(0, id.indexOf(':', KEY.length()) + 1))
                    : Optional.empty();
        }
    }
}
