package org.anteroom.engine.runtime;

import org.anteroom.engine.session.SeatId;

/** The one active connection of a seat, as its session sees it. */
public interface SeatLink {
    SeatId seat();

    /** Sends a frame, in order; never blocks. A link that cannot keep up closes itself. */
    void send(Frame frame);

    /** Says goodbye and closes; nothing is sent after it. */
    void bye(String code, String detail);
}
