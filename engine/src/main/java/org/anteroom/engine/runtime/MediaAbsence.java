package org.anteroom.engine.runtime;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.NoBridgeException;

/** Who goes without sound and picture because no bridge can carry them; each is told once, and once when it is over. */
final class MediaAbsence {
    private final Set<SeatId> without = new HashSet<>();

    /** What to tell a seat whose media could not be begun. */
    Optional<Frame> failed(SeatId seat, Throwable failure) {
        return failure instanceof NoBridgeException && without.add(seat)
                ? Optional.of(SignalFrames.media(false))
                : Optional.empty();
    }

    /** What to tell a seat that is invited to its media. */
    Optional<Frame> invited(SeatId seat) {
        return without.remove(seat) ? Optional.of(SignalFrames.media(true)) : Optional.empty();
    }

    void forget(SeatId seat) {
        without.remove(seat);
    }
}
