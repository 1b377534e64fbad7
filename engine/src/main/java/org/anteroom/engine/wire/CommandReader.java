package org.anteroom.engine.wire;

import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;

/** Commands from their names and arguments, by the shapes that their features declare. */
public final class CommandReader {
    private CommandReader() {}

    /** Whether this release knows a command of this name. */
    public static boolean knows(String name) {
        return Features.command(name).isPresent();
    }

    /** The command; throws {@link InvalidException} where the name or an argument is not what it has to be. */
    public static Command read(String name, Fields args) {
        CommandKind<?> kind =
                Features.command(name).orElseThrow(() -> new InvalidException("/name", "There is no such command."));
        return kind.shape().read(args);
    }
}
