package org.anteroom.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The public keys of a seat's device in a session that is encrypted from page to page; {@code docs/e2ee.md} says what they
 * are for. All of it is base64url without padding; nothing of it is secret, and the rules do not look into it.
 *
 * @param since the sequence at which the seat had its first device; empty for who never had one
 * @param device the device's ECDSA key
 * @param vouch by whom it is vouched for, with that key
 * @param posted keys for the stays to come, at most {@link #STAYS_MAX}
 * @param stay the key of this stay, while the seat is inside and had one posted
 */
public record SeatKeys(
        OptionalLong since, Optional<String> device, Optional<Vouch> vouch, List<Stay> posted, Optional<Stay> stay) {
    /** How many keys for stays to come are kept of one seat. */
    public static final int STAYS_MAX = 4;

    /** A seat without a device. */
    public static final SeatKeys NONE =
            new SeatKeys(OptionalLong.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /** A signature of staff over a seat and its device's key, by the key that {@code by} had then. */
    public record Vouch(SeatId by, String byKey, String sig) {}

    /** A key that others wrap theirs for, while its seat stays in one place; {@code sig} is the device's. */
    public record Stay(String id, String hpke, String sig) {}

    public SeatKeys {
        posted = List.copyOf(posted);
    }

    /** The seat has this device now, which begins anew: what was posted before is forgotten. */
    SeatKeys device(String key, long seq) {
        OptionalLong first = since.isPresent() ? since : OptionalLong.of(seq);
        boolean same = device.filter(key::equals).isPresent();
        return new SeatKeys(first, Optional.of(key), same ? vouch : Optional.empty(), List.of(), Optional.empty());
    }

    SeatKeys vouched(Vouch by) {
        return new SeatKeys(since, device, Optional.of(by), posted, stay);
    }

    /** These keys are posted in place of those that no stay took yet. */
    SeatKeys posted(List<Stay> keys, boolean inside) {
        SeatKeys now = new SeatKeys(since, device, vouch, keys, stay);
        return inside && stay.isEmpty() ? now.at(true) : now;
    }

    /** The seat is in another place: a stay there takes the next key. */
    SeatKeys at(boolean inside) {
        if (!inside || posted.isEmpty()) {
            return new SeatKeys(since, device, vouch, posted, Optional.empty());
        }
        List<Stay> left = new ArrayList<>(posted);
        Stay next = left.remove(0);
        return new SeatKeys(since, device, vouch, left, Optional.of(next));
    }
}
