package org.anteroom.engine.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Recorded.CommandRef;

/** The last answers by command id, so that a repeated id is answered as the first time and does nothing twice. */
final class AnsweredCommands {
    private static final int KEPT_MAX = 4096;

    private static final Outcome OTHER_BODY =
            new Outcome.Refused(Refusal.CONFLICT, "This Idempotency-Key was used with another body.");

    private final Map<CommandRef, Outcome> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CommandRef, Outcome> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** What a command was answered before; a refusal where its idempotency key was used with another body. */
    Optional<Outcome> of(CommandRef command) {
        return Optional.ofNullable(answers.get(command))
                .or(() -> command.keyPrefix()
                        .filter(key -> of(command.caller(), key).findAny().isPresent())
                        .map(key -> OTHER_BODY));
    }

    /** The commands of this caller whose id begins so. */
    Stream<CommandRef> of(String caller, String prefix) {
        return answers.keySet().stream()
                .filter(ref -> ref.caller().equals(caller) && ref.id().startsWith(prefix));
    }

    void keep(CommandRef command, Outcome outcome) {
        answers.put(command, outcome);
    }
}
