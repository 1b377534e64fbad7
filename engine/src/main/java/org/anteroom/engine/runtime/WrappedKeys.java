package org.anteroom.engine.runtime;

import java.util.List;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;

/**
 * A sender's key, wrapped for others in its place. The engine cannot open it.
 *
 * @param epoch the sequence of the last change of who is in the place, as the sender knows it
 * @param kid the key's number in frames
 * @param roster digest of the seats and keys that the sender saw in the place
 * @param sig by the sender's device
 */
public record WrappedKeys(Place place, long epoch, long kid, String roster, List<One> to, String sig) {
    /** The key, wrapped for one seat by HPKE (RFC 9180). */
    public record One(SeatId seat, String enc, String ct) {}

    public WrappedKeys {
        to = List.copyOf(to);
    }
}
