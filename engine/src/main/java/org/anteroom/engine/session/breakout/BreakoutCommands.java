package org.anteroom.engine.session.breakout;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Flaws;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Shape;
import org.anteroom.engine.session.Text;

/** What is asked about breakout rooms, and from within them. */
public final class BreakoutCommands {
    private static final int SEATS_MAX = Registration.SEATS_MAX;
    private static final int ROOMS_MAX = 16;
    private static final int SECONDS_MAX = 4 * 3600;
    private static final int RULES_MAX = 64;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(
            PlanBreakouts.KIND,
            OpenBreakouts.KIND,
            ExtendBreakouts.KIND,
            CloseBreakouts.KIND,
            Assign.KIND,
            GoTo.KIND,
            AskForHelp.KIND,
            AnswerHelp.KIND);

    private BreakoutCommands() {}

    /** A room as somebody asks for it, before it has an id. */
    public record RoomDraft(Text name, Optional<Text> task, List<SeatId> seats, Optional<Integer> limit) {
        private static final Shape<RoomDraft> SHAPE = shape(
                Field.line("name", 80),
                Field.prose("task", 1000).optional(),
                Field.seats("seats", 0, SEATS_MAX).or(List.of()),
                Field.number("limit", 1, SEATS_MAX).optional(),
                RoomDraft::new);

        public RoomDraft {
            seats = List.copyOf(seats);
        }

        boolean isOverfull() {
            return limit.filter(most -> most < seats.size()).isPresent();
        }
    }

    /** Plans breakout rooms. */
    public record PlanBreakouts(
            BreakoutPlan.Mode mode,
            List<RoomDraft> rooms,
            Optional<Integer> roomCount,
            Optional<Integer> seconds,
            Optional<BreakoutPlan.Latecomers> latecomers,
            BreakoutPlan.Rules rules)
            implements Command {
        private static final Field<List<RoomDraft>> ROOMS =
                Field.objects("rooms", 1, ROOMS_MAX, RoomDraft.SHAPE).or(List.of());
        private static final Field<Optional<Integer>> ROOM_COUNT = Field.number("roomCount", 1, ROOMS_MAX)
                .where(
                        (args, count) -> !args.has(ROOMS.name()) || args.elements(ROOMS.name()) == count,
                        "Must be the number of rooms that are named.")
                .optional();
        static final CommandKind<PlanBreakouts> KIND = command(
                PlanBreakouts.class,
                "planBreakouts",
                Need.STAFF,
                shape(
                        ROOMS,
                        ROOM_COUNT,
                        Field.word("mode", BreakoutPlan.Mode.class),
                        Field.number("seconds", 1, SECONDS_MAX).optional(),
                        Field.word("latecomers", BreakoutPlan.Latecomers.class).optional(),
                        Field.groups("keepApart", RULES_MAX, SEATS_MAX).or(List.of()),
                        Field.groups("pairWith", RULES_MAX, SEATS_MAX).or(List.of()),
                        PlanBreakouts::of),
                PlanRules::plan);

        @Override
        public CommandKind<PlanBreakouts> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            List<SeatId> named =
                    rooms.stream().flatMap(room -> room.seats().stream()).toList();
            if (new HashSet<>(named).size() != named.size()) {
                return Optional.of("Each seat goes to one room.");
            }
            if (count() < 1 && mode != BreakoutPlan.Mode.PODS) {
                return Optional.of("Say how many rooms, or name them.");
            }
            return Flaws.where(rooms.stream().anyMatch(RoomDraft::isOverfull), "A room has more seats than its limit.");
        }

        /** How many rooms are asked for. */
        public int count() {
            return roomCount.orElse(rooms.size());
        }

        private static PlanBreakouts of(
                List<RoomDraft> rooms,
                Optional<Integer> roomCount,
                BreakoutPlan.Mode mode,
                Optional<Integer> seconds,
                Optional<BreakoutPlan.Latecomers> latecomers,
                List<List<SeatId>> keepApart,
                List<List<SeatId>> pairWith) {
            BreakoutPlan.Rules rules = new BreakoutPlan.Rules(keepApart, pairWith);
            return new PlanBreakouts(mode, rooms, roomCount, seconds, latecomers, rules);
        }
    }

    /** Opens the planned rooms. */
    public record OpenBreakouts() implements Command {
        static final CommandKind<OpenBreakouts> KIND = command(
                OpenBreakouts.class, "openBreakouts", Need.STAFF, shape(OpenBreakouts::new), BreakoutRules::open);

        @Override
        public CommandKind<OpenBreakouts> kind() {
            return KIND;
        }
    }

    /** Keeps the rooms open longer. */
    public record ExtendBreakouts(int seconds) implements Command {
        static final CommandKind<ExtendBreakouts> KIND = command(
                ExtendBreakouts.class,
                "extendBreakouts",
                Need.STAFF,
                shape(Field.number("seconds", 1, SECONDS_MAX), ExtendBreakouts::new),
                BreakoutRules::extend);

        @Override
        public CommandKind<ExtendBreakouts> kind() {
            return KIND;
        }
    }

    /** Brings everybody back, after a countdown. */
    public record CloseBreakouts(Optional<Integer> countdownSeconds) implements Command {
        static final CommandKind<CloseBreakouts> KIND = command(
                CloseBreakouts.class,
                "closeBreakouts",
                Need.STAFF,
                shape(Field.number("countdownSeconds", 0, 3600).optional(), CloseBreakouts::new),
                BreakoutRules::close);

        @Override
        public CommandKind<CloseBreakouts> kind() {
            return KIND;
        }
    }

    /** Moves a seat that is inside. */
    public record Assign(SeatId seat, Place to) implements Command {
        static final CommandKind<Assign> KIND = command(
                Assign.class,
                "assign",
                Need.STAFF,
                shape(Field.seat("seat"), Field.place("to"), Assign::new),
                BreakoutRules::assign);

        @Override
        public CommandKind<Assign> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return Flaws.where(
                    to.kind() != Place.Kind.MAIN && to.kind() != Place.Kind.BREAKOUT,
                    "Assign to main or to a breakout.");
        }
    }

    /** Moves oneself. */
    public record GoTo(Place place) implements Command {
        static final CommandKind<GoTo> KIND =
                command(GoTo.class, "goTo", Need.OWN_SEAT, shape(Field.place("place"), GoTo::new), BreakoutRules::goTo);

        @Override
        public CommandKind<GoTo> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return Flaws.where(!place.isInside(), "Go to main or to a breakout.");
        }
    }

    /** Calls staff into a breakout. */
    public record AskForHelp() implements Command {
        static final CommandKind<AskForHelp> KIND =
                command(AskForHelp.class, "askForHelp", Need.OWN_SEAT, shape(AskForHelp::new), HelpRules::ask);

        @Override
        public CommandKind<AskForHelp> kind() {
            return KIND;
        }
    }

    /** Answers a breakout's call. */
    public record AnswerHelp(BreakoutId breakout) implements Command {
        static final CommandKind<AnswerHelp> KIND = command(
                AnswerHelp.class,
                "answerHelp",
                Need.STAFF,
                shape(Field.id("breakout", BreakoutId.PREFIX, BreakoutId::new, "the breakouts' ids"), AnswerHelp::new),
                HelpRules::answer);

        @Override
        public CommandKind<AnswerHelp> kind() {
            return KIND;
        }
    }
}
