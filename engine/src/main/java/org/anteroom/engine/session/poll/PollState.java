package org.anteroom.engine.session.poll;

import java.util.Optional;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Slice;

/** The polls of a session: one that is open, or none. */
public record PollState(Optional<Poll> open) {
    static final PollState NONE = new PollState(Optional.empty());
    static final Slice<PollState> SLICE = new Slice<>(PollState.class, NONE);

    /** The polls of this session. */
    public static PollState of(SessionState state) {
        return state.slice(SLICE);
    }
}
