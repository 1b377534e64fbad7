package org.anteroom.engine.session.door;

import java.util.Optional;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatDevices;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.Turn;

/** How staff end the devices by which people come. */
final class DeviceRules {
    private DeviceRules() {}

    /**
     * Ends a device: its pass holds no longer, and the link by which it came opens nothing any more, so that it does not
     * come back by that either. A device that was signed out already loses its link all the same.
     */
    static Decision end(Turn turn, DoorCommands.EndDevice command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        Optional<SeatId> caller = turn.callingSeat().map(Seat::id);
        boolean own = caller.filter(command.seat()::equals).isPresent();
        boolean byFacilitator =
                turn.callingSeat().map(self -> self.role() == Role.FACILITATOR).orElse(true);
        if (seat.filter(known -> known.role() == Role.FACILITATOR).isPresent() && !own && !byFacilitator) {
            return Turn.forbidden("Only a facilitator may end a facilitator's device.");
        }
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        Optional<Invite> invite = SeatDevices.invites(turn.state(), command.seat())
                .filter(one -> one.device()
                        .filter(device -> device.number() == command.device())
                        .isPresent())
                .findFirst();
        if (invite.isEmpty()) {
            boolean was = command.device() > 0
                    && command.device()
                            < SeatDevices.next(turn.state().invites().values(), command.seat());
            return was
                    ? Turn.conflict("Another device came by the link of that one since.")
                    : Turn.notFound("That seat has no such device.");
        }
        if (own && isAsking(turn, invite.get())) {
            return Turn.conflict("To sign this device out, leave.");
        }
        if (!invite.get().revoked()) {
            turn.add(new CoreEvents.InviteRevoked(invite.get().id()));
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
