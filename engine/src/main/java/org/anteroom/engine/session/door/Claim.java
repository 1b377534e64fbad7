package org.anteroom.engine.session.door;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.DeviceKind;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent.ClaimEnd;

/**
 * A device that asks to take a seat over by a link that another device uses.
 *
 * @param number 1, 2, .. in the order in which the session's devices asked; none is given twice
 * @param deviceHash what stands for the id that its browser keeps, where it has one
 * @param kind what it is, where its browser says
 * @param allowed which of its link's devices it became, once staff allowed it
 * @param end how it stopped asking otherwise
 */
public record Claim(
        int number,
        SeatId seat,
        InviteId invite,
        Optional<String> deviceHash,
        Optional<DeviceKind> kind,
        Instant askedAt,
        Optional<Integer> allowed,
        Optional<ClaimEnd> end) {

    /** Whether it was not answered and did not go. */
    boolean isOpen() {
        return allowed.isEmpty() && end.isEmpty();
    }

    boolean isOf(InviteId link) {
        return invite.equals(link);
    }

    boolean isBy(Optional<String> device) {
        return device.isPresent() && device.equals(deviceHash);
    }

    Claim allowed(int epoch) {
        return new Claim(number, seat, invite, deviceHash, kind, askedAt, Optional.of(epoch), end);
    }

    Claim ended(ClaimEnd how) {
        return new Claim(number, seat, invite, deviceHash, kind, askedAt, allowed, Optional.of(how));
    }
}
