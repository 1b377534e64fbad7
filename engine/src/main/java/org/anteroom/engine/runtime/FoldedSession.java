package org.anteroom.engine.runtime;

import java.util.List;
import org.anteroom.engine.aggregate.Change;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Attended;
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
    private final Folded<SessionState> folded;

    private FoldedSession(SessionId id, List<StoredEntry> entries, int stepsMax) {
        steps = new RecentSteps(stepsMax);
        folded = Folded.of(new SessionForm(id), entries, this::take);
    }

    /**
     * Folds a session.
     *
     * @param stepsMax how many of its last steps are kept for who comes back
     * @throws RuntimeException where the entries are no session's that this release can read
     */
    static FoldedSession of(SessionId id, List<StoredEntry> entries, int stepsMax) {
        FoldedSession session = new FoldedSession(id, entries, stepsMax);
        if (session.state().phase().isOver()) {
            // Nobody comes back to a session that is over.
            session.steps.clear();
        }
        return session;
    }

    private void take(Change<SessionState, Recorded> change) {
        Recorded event = change.event();
        change.before().ifPresent(before -> {
            book.take(before, change.after(), event);
            steps.add(new Step(before, change.after(), event));
        });
        answer(event);
    }

    private void answer(Recorded event) {
        event.command().ifPresent(command -> answered.keep(command, new Outcome.Done(event.seq(), event.answer())));
    }

    Folded<SessionState> folded() {
        return folded;
    }

    SessionState state() {
        return folded.state();
    }

    AttendanceBook book() {
        return book;
    }

    /** What a session that is over counts for its people. */
    List<Attended> attended() {
        return book.ledger(state(), state().endedAt().orElse(state().lastAt())).attended();
    }

    AnsweredCommands answered() {
        return answered;
    }

    /** The last steps, which whoever takes the session over goes on with. */
    RecentSteps steps() {
        return steps;
    }
}
