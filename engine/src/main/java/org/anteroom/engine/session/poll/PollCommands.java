package org.anteroom.engine.session.poll;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Flaws;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Text;

/** What is asked about polls. */
public final class PollCommands {
    private static final int QUESTION_MAX = 300;
    private static final int OPTIONS_MAX = 10;
    private static final int OPTION_MAX = 120;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(OpenPoll.KIND, Vote.KIND, ClosePoll.KIND);

    private PollCommands() {}

    /** Asks everybody inside a question. */
    public record OpenPoll(Text question, List<Text> options, boolean anonymous) implements Command {
        static final CommandKind<OpenPoll> KIND = command(
                OpenPoll.class,
                "openPoll",
                Need.STAFF,
                shape(
                        Field.prose("question", QUESTION_MAX),
                        Field.texts("options", 2, OPTIONS_MAX, OPTION_MAX),
                        Field.flag("anonymous"),
                        OpenPoll::new),
                PollRules::open);

        @Override
        public CommandKind<OpenPoll> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return Flaws.where(new HashSet<>(options).size() != options.size(), "Each option stands once.");
        }
    }

    /** Answers the open poll; the choice is an option's index from 0. */
    public record Vote(int choice) implements Command {
        static final CommandKind<Vote> KIND = command(
                Vote.class,
                "vote",
                Need.OWN_SEAT,
                shape(Field.number("choice", 0, OPTIONS_MAX - 1), Vote::new),
                PollRules::vote);

        @Override
        public CommandKind<Vote> kind() {
            return KIND;
        }
    }

    /** Ends the open poll; the others read the result where it is shared. */
    public record ClosePoll(boolean share) implements Command {
        static final CommandKind<ClosePoll> KIND = command(
                ClosePoll.class, "closePoll", Need.STAFF, shape(Field.flag("share"), ClosePoll::new), PollRules::close);

        @Override
        public CommandKind<ClosePoll> kind() {
            return KIND;
        }
    }
}
