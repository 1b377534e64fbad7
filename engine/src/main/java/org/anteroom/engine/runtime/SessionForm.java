package org.anteroom.engine.runtime;

import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/** How one session is written and folded; its events carry their own sequence. */
record SessionForm(SessionId id) implements Form<SessionState, Recorded> {
    /** The stream of a session has its name. */
    static StreamId stream(SessionId id) {
        return new StreamId(id.value());
    }

    @Override
    public Entry encode(long seq, Recorded event) {
        return EventCodec.encode(event);
    }

    @Override
    public Recorded decode(StoredEntry entry) {
        return EventCodec.decode(entry);
    }

    @Override
    public SessionState begin(Recorded first) {
        return SessionState.first(id, first);
    }

    @Override
    public SessionState evolve(SessionState state, Recorded event) {
        return state.evolve(event);
    }
}
