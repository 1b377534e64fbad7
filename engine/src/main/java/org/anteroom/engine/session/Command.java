package org.anteroom.engine.session;

import java.util.Optional;

/**
 * Something that somebody asks of a session. Commands ask; the decider answers with events or a refusal.
 *
 * <p>Each is a record in the package of its feature, which declares there its name, who may ask it, its arguments and its
 * rule: see {@link CommandKind}.
 */
public interface Command {
    /** What is declared of commands of this kind: the same object for each of them. */
    CommandKind<?> kind();

    /** The command's name in frames. */
    default String name() {
        return kind().name();
    }

    /** What is wrong with the command itself, whoever asks it and however the session stands; empty where nothing is. */
    default Optional<String> flaw() {
        return Optional.empty();
    }

    /** Whether it only tells something and never changes the session, so that nobody has to remember that it was said. */
    default boolean isSignal() {
        return kind().isSignal();
    }
}
