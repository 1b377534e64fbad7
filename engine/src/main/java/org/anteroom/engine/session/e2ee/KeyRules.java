package org.anteroom.engine.session.e2ee;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.Turn;

/** The rules of public keys. That signatures are good was found before: rules know no cryptography. */
public final class KeyRules {
    private KeyRules() {}

    /** A seat says which key its device has. */
    public static Decision device(Turn turn, String key) {
        Optional<Decision> refusal = refusal(turn);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        turn.add(new KeyEvents.DeviceSet(turn.self().id(), key));
        return turn.accept();
    }

    /**
     * A seat posts keys for the stays to come.
     *
     * @param device the key that signed them
     */
    public static Decision stays(Turn turn, String device, List<SeatKeys.Stay> keys) {
        Optional<Decision> refusal = refusal(turn);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!has(turn.self(), device)) {
            return Turn.conflict("Another device of this seat came meanwhile.");
        }
        turn.add(new KeyEvents.StaysPosted(turn.self().id(), keys));
        return turn.accept();
    }

    /**
     * Staff inside vouch for another seat's device.
     *
     * @param byKey the key that signed it
     */
    public static Decision vouch(Turn turn, SeatId seat, String key, String byKey, String sig) {
        Optional<Decision> refusal = refusal(turn);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Seat self = turn.self();
        if (!self.isStaff() || self.isRemovedStaff()) {
            return Turn.forbidden("Only staff may vouch for a device.");
        }
        Optional<Seat> other = turn.state().seat(seat);
        if (other.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (!self.isInside()) {
            return Turn.conflict("Devices are vouched for from inside.");
        }
        if (seat.equals(self.id()) || !has(self, byKey) || !has(other.get(), key)) {
            return Turn.conflict("Another device came meanwhile.");
        }
        // Two of the team may see the same newcomer at once; one word for them is enough.
        boolean vouched = other.get()
                .keys()
                .vouch()
                .filter(known -> turn.state()
                        .seat(known.by())
                        .filter(by -> by.isStaff() && has(by, known.byKey()))
                        .isPresent())
                .isPresent();
        if (!vouched) {
            turn.add(new KeyEvents.DeviceVouched(seat, key, self.id(), byKey, sig));
        }
        return turn.accept();
    }

    private static boolean has(Seat seat, String key) {
        return seat.keys().device().filter(key::equals).isPresent();
    }

    private static Optional<Decision> refusal(Turn turn) {
        Optional<Seat> self = turn.callingSeat();
        if (self.isEmpty()) {
            return Optional.of(Turn.unknownSeat());
        }
        if (self.get().banned() || self.get().denied()) {
            return Optional.of(Turn.forbidden("Your team has ended your part in this session."));
        }
        if (turn.state().phase().isOver()) {
            return Optional.of(Turn.conflict("The session is over."));
        }
        return turn.state().policy().e2ee() == Policy.E2ee.OFF
                ? Optional.of(Turn.conflict("This session is not encrypted from page to page."))
                : Optional.empty();
    }
}
