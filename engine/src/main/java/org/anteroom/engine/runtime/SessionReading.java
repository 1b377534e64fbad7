package org.anteroom.engine.runtime;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;

/** What can be read of a session at one moment. Not to be kept: what it answers is, for that does not change. */
public interface SessionReading {
    /** The session as it is on disk. */
    SessionState state();

    /** What is known of the connections beside the session's events. */
    Presence presence();

    /** The devices of one seat, in the order of their numbers. */
    List<Map<String, Object>> devices(SeatId seat);

    /** The attendance as of now; of an ended session, as of its end. */
    Ledger ledger();

    /** The commands of this caller that were answered and whose id begins so. */
    Stream<CommandRef> answeredCommands(String caller, String prefix);
}
