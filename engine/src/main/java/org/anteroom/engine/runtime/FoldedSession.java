package org.anteroom.engine.runtime;

import java.util.List;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/**
 * A session folded from its journal, event by event: what a session at work needs of them, and nothing of the rest. Made
 * on any one thread.
 */
final class FoldedSession {
    private final AttendanceBook book = new AttendanceBook();
    private final AnsweredCommands answered = new AnsweredCommands();
    private final RecentSteps steps;
    private SessionState state;

    private FoldedSession(SessionId id, Recorded first, int stepsMax) {
        steps = new RecentSteps(stepsMax);
        state = SessionState.first(id, first);
        answer(first);
    }

    /**
     * Folds a session.
     *
     * @param stepsMax how many of its last steps are kept for who comes back
     * @throws RuntimeException where the entries are no session's that this release can read
     */
    static FoldedSession of(SessionId id, List<StoredEntry> entries, int stepsMax) {
        FoldedSession folded = new FoldedSession(id, EventCodec.decode(entries.get(0)), stepsMax);
        for (StoredEntry entry : entries.subList(1, entries.size())) {
            folded.take(EventCodec.decode(entry));
        }
        if (folded.state.phase().isOver()) {
            // Nobody comes back to a session that is over.
            folded.steps.clear();
        }
        return folded;
    }

    private void take(Recorded event) {
        SessionState after = state.evolve(event);
        book.take(state, after, event);
        steps.add(new Step(state, after, event));
        state = after;
        answer(event);
    }

    private void answer(Recorded event) {
        event.command().ifPresent(command -> answered.keep(command, new Outcome.Done(event.seq(), event.answer())));
    }

    SessionState state() {
        return state;
    }

    AttendanceBook book() {
        return book;
    }

    AnsweredCommands answered() {
        return answered;
    }

    /** The last steps, which whoever takes the session over goes on with. */
    RecentSteps steps() {
        return steps;
    }
}
