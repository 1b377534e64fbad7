package org.anteroom.engine.runtime;

import java.util.List;
import org.anteroom.engine.session.SeatId;

/** The one active connection of a seat, as its session sees it. */
public interface SeatLink {
    SeatId seat();

    /** Sends a frame, in order; never blocks. A link that cannot keep up closes itself. */
    void send(Frame frame);

    /** Sends frames that belong together, in order: what they are large by is not taken for the reader's slowness. */
    default void sendAll(List<Frame> frames) {
        frames.forEach(this::send);
    }

    /** Says goodbye and closes; nothing is sent after it. */
    void bye(String code, String detail);
}
