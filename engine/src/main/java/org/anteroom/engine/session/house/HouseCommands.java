package org.anteroom.engine.session.house;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.CommandKind.signal;
import static org.anteroom.engine.session.Shape.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;

/** What is asked of the session itself, and of what its seats may send. */
public final class HouseCommands {
    private static final int REASON_MAX = 500;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(
            Start.KIND,
            Extend.KIND,
            End.KIND,
            ChangeRole.KIND,
            Mute.KIND,
            MuteAll.KIND,
            StopCamera.KIND,
            AskForLess.KIND,
            DeclineLess.KIND,
            Allow.KIND,
            Disallow.KIND,
            ReportHealth.KIND);

    private HouseCommands() {}

    /** Starts the session. */
    public record Start() implements Command {
        static final CommandKind<Start> KIND =
                command(Start.class, "start", Need.STAFF, shape(Start::new), SessionRules::start);

        @Override
        public CommandKind<Start> kind() {
            return KIND;
        }
    }

    /** Moves the planned end. */
    public record Extend(int minutes) implements Command {
        static final CommandKind<Extend> KIND = command(
                Extend.class,
                "extend",
                Need.STAFF,
                shape(Field.number("minutes", 1, 240), Extend::new),
                SessionRules::extend);

        @Override
        public CommandKind<Extend> kind() {
            return KIND;
        }
    }

    /** Ends the session for everybody. */
    public record End(Optional<Text> reason) implements Command {
        static final CommandKind<End> KIND = command(
                End.class,
                "end",
                Need.STAFF,
                shape(Field.prose("reason", REASON_MAX).optional(), End::new),
                SessionRules::end);

        @Override
        public CommandKind<End> kind() {
            return KIND;
        }
    }

    /** Gives a seat another role. */
    public record ChangeRole(SeatId seat, Role role) implements Command {
        static final CommandKind<ChangeRole> KIND = command(
                ChangeRole.class,
                "changeRole",
                Need.FACILITATOR,
                shape(Field.seat("seat"), Field.word("role", Role.class), ChangeRole::new),
                SeatRules::changeRole);

        @Override
        public CommandKind<ChangeRole> kind() {
            return KIND;
        }
    }

    /** Takes the microphone's grant. */
    public record Mute(SeatId seat) implements Command {
        static final CommandKind<Mute> KIND = command(
                Mute.class,
                "mute",
                Need.STAFF,
                shape(Field.seat("seat"), Mute::new),
                (turn, mute) -> SeatRules.grant(turn, mute.seat(), Grants.What.MICROPHONE, false));

        @Override
        public CommandKind<Mute> kind() {
            return KIND;
        }
    }

    /** Takes the microphone's grant of everybody inside who is not staff. */
    public record MuteAll() implements Command {
        static final CommandKind<MuteAll> KIND =
                command(MuteAll.class, "muteAll", Need.STAFF, shape(MuteAll::new), SeatRules::muteAll);

        @Override
        public CommandKind<MuteAll> kind() {
            return KIND;
        }
    }

    /** Takes the camera's grant. */
    public record StopCamera(SeatId seat) implements Command {
        static final CommandKind<StopCamera> KIND = command(
                StopCamera.class,
                "stopCamera",
                Need.STAFF,
                shape(Field.seat("seat"), StopCamera::new),
                (turn, stop) -> SeatRules.grant(turn, stop.seat(), Grants.What.CAMERA, false));

        @Override
        public CommandKind<StopCamera> kind() {
            return KIND;
        }
    }

    /** Asks a person to leave out the others' pictures for a clearer sound, or takes that back. */
    public record AskForLess(SeatId seat, boolean on) implements Command {
        static final CommandKind<AskForLess> KIND = command(
                AskForLess.class,
                "askForLess",
                Need.STAFF,
                shape(Field.seat("seat"), Field.flag("on"), AskForLess::new),
                SeatRules::askForLess);

        @Override
        public CommandKind<AskForLess> kind() {
            return KIND;
        }
    }

    /** Takes the others' pictures all the same, after staff asked to leave them out. */
    public record DeclineLess() implements Command {
        static final CommandKind<DeclineLess> KIND = command(
                DeclineLess.class, "declineLess", Need.OWN_SEAT, shape(DeclineLess::new), SeatRules::declineLess);

        @Override
        public CommandKind<DeclineLess> kind() {
            return KIND;
        }
    }

    /** Gives a grant. */
    public record Allow(SeatId seat, Grants.What what) implements Command {
        static final CommandKind<Allow> KIND = command(
                Allow.class,
                "allow",
                Need.STAFF,
                shape(Field.seat("seat"), Field.word("what", Grants.What.class), Allow::new),
                (turn, allow) -> SeatRules.grant(turn, allow.seat(), allow.what(), true));

        @Override
        public CommandKind<Allow> kind() {
            return KIND;
        }
    }

    /** Takes a grant. */
    public record Disallow(SeatId seat, Grants.What what) implements Command {
        static final CommandKind<Disallow> KIND = command(
                Disallow.class,
                "disallow",
                Need.STAFF,
                shape(Field.seat("seat"), Field.word("what", Grants.What.class), Disallow::new),
                (turn, disallow) -> SeatRules.grant(turn, disallow.seat(), disallow.what(), false));

        @Override
        public CommandKind<Disallow> kind() {
            return KIND;
        }
    }

    /** Says how the own line is. Nothing is journaled. */
    public record ReportHealth(Map<String, Object> summary) implements Command {
        static final CommandKind<ReportHealth> KIND = signal(
                ReportHealth.class, "reportHealth", Need.OWN_SEAT, shape(Field.figures("summary"), ReportHealth::new));

        @Override
        public CommandKind<ReportHealth> kind() {
            return KIND;
        }
    }
}
