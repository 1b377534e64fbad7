package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.SeatId;

/** The one active connection of a seat, or of a device that asks for one, as its session sees it. */
public interface SeatLink {
    SeatId seat();

    /** The invite by which the device came, and until when its token holds; empty for a link without a token. */
    default Optional<Pass> pass() {
        return Optional.empty();
    }

    /** Which claim of the seat the device has; empty where it has the seat itself. */
    default Optional<Integer> claim() {
        return Optional.empty();
    }

    /** Gives a device that asked for the seat its token, and ends this link: it comes back by that. */
    default void takeSeat(Pass pass) {}

    /** Gives the device a token that holds until then. A link without a token needs none. */
    default void renew(Instant until) {}

    /**
     * What a token says of the device: the invite that it used, and when the token ends.
     *
     * @param epoch which of the invite's devices it is
     */
    record Pass(InviteId invite, int epoch, Instant expiresAt) {}

    /** Sends a frame, in order; never blocks. A link that cannot keep up closes itself. */
    void send(Frame frame);

    /** Sends frames that belong together, in order: what they are large by is not taken for the reader's slowness. */
    default void sendAll(List<Frame> frames) {
        frames.forEach(this::send);
    }

    /** Says goodbye and closes; nothing is sent after it. */
    void bye(Bye why);
}
