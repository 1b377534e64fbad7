package org.anteroom.engine.session.screen;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.SeatId;

/** What is asked about screens. */
public final class ScreenCommands {
    private static final int SECONDS_MAX = 4 * 3600;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(
            RequestShare.KIND, GrantShare.KIND, DenyShare.KIND, RevokeShare.KIND, StartShare.KIND, StopShare.KIND);

    private ScreenCommands() {}

    /** Asks for the screen. */
    public record RequestShare() implements Command {
        static final CommandKind<RequestShare> KIND = command(
                RequestShare.class, "requestShare", Need.OWN_SEAT, shape(RequestShare::new), ShareRules::request);

        @Override
        public CommandKind<RequestShare> kind() {
            return KIND;
        }
    }

    /** Gives a lease, or a longer one; may end the lease of whoever presents in that place. */
    public record GrantShare(SeatId seat, Optional<Integer> seconds, boolean takeOver) implements Command {
        static final CommandKind<GrantShare> KIND = command(
                GrantShare.class,
                "grantShare",
                Need.STAFF,
                shape(
                        Field.seat("seat"),
                        Field.number("seconds", 1, SECONDS_MAX).optional(),
                        Field.flag("takeOver").or(false),
                        GrantShare::new),
                ShareRules::grant);

        @Override
        public CommandKind<GrantShare> kind() {
            return KIND;
        }
    }

    /** Answers a request: not now. */
    public record DenyShare(SeatId seat) implements Command {
        static final CommandKind<DenyShare> KIND = command(
                DenyShare.class, "denyShare", Need.STAFF, shape(Field.seat("seat"), DenyShare::new), ShareRules::deny);

        @Override
        public CommandKind<DenyShare> kind() {
            return KIND;
        }
    }

    /** Takes a lease back. */
    public record RevokeShare(SeatId seat) implements Command {
        static final CommandKind<RevokeShare> KIND = command(
                RevokeShare.class,
                "revokeShare",
                Need.STAFF,
                shape(Field.seat("seat"), RevokeShare::new),
                ShareRules::revoke);

        @Override
        public CommandKind<RevokeShare> kind() {
            return KIND;
        }
    }

    /** Presents, under a lease. */
    public record StartShare() implements Command {
        static final CommandKind<StartShare> KIND =
                command(StartShare.class, "startShare", Need.OWN_SEAT, shape(StartShare::new), ShareRules::start);

        @Override
        public CommandKind<StartShare> kind() {
            return KIND;
        }
    }

    /** Stops presenting; the lease stays. */
    public record StopShare() implements Command {
        static final CommandKind<StopShare> KIND =
                command(StopShare.class, "stopShare", Need.OWN_SEAT, shape(StopShare::new), ShareRules::stop);

        @Override
        public CommandKind<StopShare> kind() {
            return KIND;
        }
    }
}
