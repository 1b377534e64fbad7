package org.anteroom.engine.session.door;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.List;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Need;

/** What staff say to devices that ask to take seats over. */
public final class ClaimCommands {
    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(AnswerClaim.KIND);

    private ClaimCommands() {}

    /**
     * Lets a device that asks take its seat over, or not.
     *
     * @param claim its number
     */
    public record AnswerClaim(int claim, boolean allow) implements Command {
        static final CommandKind<AnswerClaim> KIND = command(
                AnswerClaim.class,
                "answerClaim",
                Need.STAFF,
                shape(Field.number("claim", 1, ClaimRules.ALL_MAX), Field.flag("allow"), AnswerClaim::new),
                ClaimRules::answer);

        @Override
        public CommandKind<AnswerClaim> kind() {
            return KIND;
        }
    }
}
