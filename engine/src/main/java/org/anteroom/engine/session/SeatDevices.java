package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.SessionState.Invite;

/** The devices that came by the links of a seat. Each link is one device's at a time. */
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

    /** The invites of this seat. */
    public static Stream<Invite> invites(SessionState state, SeatId seat) {
        return state.invites().values().stream().filter(invite -> invite.seat().equals(seat));
    }

    private static int number(Invite invite) {
        return invite.device().map(Device::number).orElse(0);
    }

    /** The number of the device that uses a link of this seat next. The last one given always stands in some invite. */
    public static int next(Collection<Invite> invites, SeatId seat) {
        return 1
                + invites.stream()
                        .filter(invite -> invite.seat().equals(seat))
                        .mapToInt(SeatDevices::number)
                        .max()
                        .orElse(0);
    }
}
