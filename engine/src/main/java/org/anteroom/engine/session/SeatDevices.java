package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.SessionState.Invite;

/** The devices that came by the links of a seat, and how staff end one. Each link is one device's at a time. */
public final class SeatDevices {
    private SeatDevices() {}

    /**
     * A device as staff tell it from the others of its seat.
     *
     * @param number 1, 2, .. in the order in which the seat's devices first used a link; none is given twice
     * @param kind empty where the browser did not say
     * @param firstUsedAt when it used its link
     */
    public record Device(int number, Optional<DeviceKind> kind, Instant firstUsedAt) {}

    /**
     * The invites by which devices came to this seat, in the order of the devices' numbers: those by which one holds a
     * pass, and those from which it was signed out and that open the seat again.
     */
    public static List<Invite> of(SessionState state, SeatId seat, Instant now) {
        boolean over = state.phase().isOver();
        return invites(state, seat)
                .filter(invite -> !over && !invite.revoked() && invite.device().isPresent())
                .filter(invite -> invite.used() || Registration.opens(state, invite, now))
                .sorted(Comparator.comparingInt(SeatDevices::number))
                .toList();
    }

    private static Stream<Invite> invites(SessionState state, SeatId seat) {
        return state.invites().values().stream().filter(invite -> invite.seat().equals(seat));
    }

    private static int number(Invite invite) {
        return invite.device().map(Device::number).orElse(0);
    }

    /** The number of the device that uses a link of this seat next. The last one given always stands in some invite. */
    static int next(Collection<Invite> invites, SeatId seat) {
        return 1
                + invites.stream()
                        .filter(invite -> invite.seat().equals(seat))
                        .mapToInt(SeatDevices::number)
                        .max()
                        .orElse(0);
    }

    /**
     * Ends a device: its pass holds no longer, and the link by which it came opens nothing any more, so that it does not
     * come back by that either. A device that was signed out already loses its link all the same.
     */
    static Decision end(Turn turn, Command.EndDevice command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        Optional<SeatId> caller = turn.callingSeat().map(Seat::id);
        boolean own = caller.filter(command.seat()::equals).isPresent();
        boolean byFacilitator =
                turn.callingSeat().map(self -> self.role() == Role.FACILITATOR).orElse(true);
        if (seat.filter(known -> known.role() == Role.FACILITATOR).isPresent() && !own && !byFacilitator) {
            return Turn.forbidden("Only a facilitator may end a facilitator's device.");
        }
        if (seat.isEmpty()) {
            return WaitingRules.unknownSeat();
        }
        Optional<Invite> invite = invites(turn.state(), command.seat())
                .filter(one -> one.device()
                        .filter(device -> device.number() == command.device())
                        .isPresent())
                .findFirst();
        if (invite.isEmpty()) {
            boolean was = command.device() > 0
                    && command.device() < next(turn.state().invites().values(), command.seat());
            return was
                    ? Turn.conflict("Another device came by the link of that one since.")
                    : Turn.notFound("That seat has no such device.");
        }
        if (own && isAsking(turn, invite.get())) {
            return Turn.conflict("To sign this device out, leave.");
        }
        if (!invite.get().revoked()) {
            turn.add(new SessionEvent.InviteRevoked(invite.get().id()));
        }
        return turn.accept();
    }

    private static boolean isAsking(Turn turn, Invite invite) {
        return turn.caller()
                .device()
                .filter(device -> device.invite().equals(invite.id()) && device.epoch() == invite.epoch())
                .isPresent();
    }
}
