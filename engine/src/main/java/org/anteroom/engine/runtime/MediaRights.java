package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionState;
import org.anteroom.signaling.SourceKind;

/** What a seat may send: by its grants and the policy, and the screen under a lease. */
final class MediaRights {
    private MediaRights() {}

    /** The screen is sent under a lease that runs, even where its end could not be journaled yet. */
    static Set<SourceKind> of(SessionState state, Seat seat, Instant now) {
        EnumSet<SourceKind> kinds = EnumSet.noneOf(SourceKind.class);
        if (seat.grants().microphone()) {
            kinds.add(SourceKind.MICROPHONE);
        }
        if (seat.grants().camera() && state.policy().video() == Policy.Video.AUTO) {
            kinds.add(SourceKind.CAMERA);
        }
        boolean leased =
                seat.lease().filter(lease -> lease.until().isAfter(now)).isPresent();
        if (leased && state.presents(seat.id())) {
            kinds.add(SourceKind.SCREEN);
        }
        return kinds;
    }
}
