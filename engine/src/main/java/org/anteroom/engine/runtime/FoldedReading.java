package org.anteroom.engine.runtime;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;

/** A session that is over, read from its journal for one look at it: nobody is connected, no device is known. */
record FoldedReading(FoldedSession session) implements SessionReading {
    @Override
    public SessionState state() {
        return session.state();
    }

    @Override
    public Presence presence() {
        return Presence.NONE;
    }

    @Override
    public List<Map<String, Object>> devices(SeatId seat) {
        return List.of();
    }

    @Override
    public Ledger ledger() {
        SessionState state = session.state();
        return session.book().ledger(state, state.endedAt().orElseGet(state::lastAt));
    }

    @Override
    public Stream<CommandRef> answeredCommands(String caller, String prefix) {
        return Stream.empty();
    }
}
