package org.anteroom.engine.session.talk;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.CommandKind.signal;
import static org.anteroom.engine.session.Shape.shape;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Flaws;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Signal;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** What is said: hands, reactions, messages, announcements and notes. */
public final class TalkCommands {
    private static final int SEATS_MAX = Registration.SEATS_MAX;
    private static final int MESSAGE_MAX = 2000;
    private static final int NOTE_MAX = 4000;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL =
            List.of(RaiseHand.KIND, React.KIND, Broadcast.KIND, Chat.KIND, WriteNote.KIND, MessageWaiting.KIND);

    private TalkCommands() {}

    /** Raises or lowers one's hand. */
    public record RaiseHand(boolean on) implements Command {
        static final CommandKind<RaiseHand> KIND = command(
                RaiseHand.class,
                "raiseHand",
                Need.OWN_SEAT,
                shape(Field.flag("on"), RaiseHand::new),
                TalkRules::raiseHand);

        @Override
        public CommandKind<RaiseHand> kind() {
            return KIND;
        }
    }

    /** Shows those in the same place how one takes what happens there. Nothing is journaled. */
    public record React(Reaction what) implements Command {
        private static final int MOST = 3;
        private static final Duration WITHIN = Duration.ofSeconds(5);

        static final CommandKind<React> KIND = signal(
                React.class,
                "react",
                Need.OWN_SEAT,
                shape(Field.word("kind", Reaction.class), React::new),
                TalkRules::react,
                new Signal<>("reaction", react -> Map.of("kind", Words.word(react.what())), MOST, WITHIN));

        @Override
        public CommandKind<React> kind() {
            return KIND;
        }
    }

    /** How somebody reacts. */
    public enum Reaction {
        HEART,
        THUMBS_UP,
        CLAP,
        THANKS
    }

    /** Tells everybody inside something. */
    public record Broadcast(Text text) implements Command {
        static final CommandKind<Broadcast> KIND = command(
                Broadcast.class,
                "broadcast",
                Need.STAFF,
                shape(Field.prose("text", MESSAGE_MAX), Broadcast::new),
                TalkRules::broadcast);

        @Override
        public CommandKind<Broadcast> kind() {
            return KIND;
        }
    }

    /** Writes to a place, to staff, or to a seat. */
    public record Chat(Audience to, Text text) implements Command {
        private static final Field<Audience> TO = Field.coded(
                "to",
                "^(place|staff|" + SeatId.PREFIX + "[A-Za-z0-9_-]{22})$",
                "place",
                Chat::audience,
                "place, staff, a seat's id");
        static final CommandKind<Chat> KIND = command(
                Chat.class,
                "chat",
                Need.OWN_SEAT,
                shape(TO, Field.prose("text", MESSAGE_MAX), Chat::new),
                TalkRules::chat);

        @Override
        public CommandKind<Chat> kind() {
            return KIND;
        }

        private static Optional<Audience> audience(String word) {
            if (Ids.isId(word, SeatId.PREFIX)) {
                return Optional.of(Audience.seat(new SeatId(word)));
            }
            return switch (word) {
                case "place" -> Optional.of(Audience.PLACE);
                case "staff" -> Optional.of(Audience.STAFF);
                default -> Optional.empty();
            };
        }
    }

    /** Writes a note for staff. */
    public record WriteNote(Text text) implements Command {
        static final CommandKind<WriteNote> KIND = command(
                WriteNote.class,
                "note",
                Need.STAFF,
                shape(Field.prose("text", NOTE_MAX), WriteNote::new),
                TalkRules::note);

        @Override
        public CommandKind<WriteNote> kind() {
            return KIND;
        }
    }

    /** Writes to those who wait. */
    public record MessageWaiting(Text text, Optional<List<SeatId>> seats) implements Command {
        static final CommandKind<MessageWaiting> KIND = command(
                MessageWaiting.class,
                "messageWaiting",
                Need.STAFF,
                shape(
                        Field.seats("seats", 1, SEATS_MAX).optional(),
                        Field.prose("text", MESSAGE_MAX),
                        (seats, text) -> new MessageWaiting(text, seats)),
                TalkRules::messageWaiting);

        @Override
        public CommandKind<MessageWaiting> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return seats.flatMap(Flaws::ofSeats);
        }
    }
}
