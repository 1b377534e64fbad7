package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/** One session at work: its host, who is connected, and its attendance. */
public final class LiveSession {
    private final SessionHost host;
    private final SessionFeed feed;
    private final AttendanceBook book = new AttendanceBook();
    private final EndWarnings warnings;
    private final HostServices services;

    LiveSession(SessionId id, HostServices services, MediaHub media, CrisisLines crisis) {
        this.services = services;
        host = new SessionHost(services, id);
        host.onCommit(steps -> steps.forEach(step -> book.take(step.before(), step.after(), step.recorded())));
        feed = new SessionFeed(
                host,
                services,
                () -> crisis.of(host.state().program()),
                new MediaReactor(host, services, media),
                this::ledger);
        warnings = new EndWarnings(host, services, feed::toInside);
        host.onCommit(steps -> warnings.follow());
    }

    /** Folds the session from its events. */
    void restore(List<Recorded> events) {
        SessionState state = SessionState.first(host.id(), events.get(0));
        Deque<Step> last = new ArrayDeque<>();
        for (Recorded event : events.subList(1, events.size())) {
            SessionState after = state.evolve(event);
            book.take(state, after, event);
            last.addLast(new Step(state, after, event));
            if (last.size() > services.resumeEventsMax()) {
                last.removeFirst();
            }
            state = after;
        }
        // Nobody comes back to a session that is over.
        host.restore(state, events, state.phase().isOver() ? List.of() : List.copyOf(last));
        warnings.follow();
    }

    /** Stops the timers; what is queued still ends. */
    void stop() {
        host.stop();
        warnings.stop();
        feed.landing().stop();
    }

    public SessionHost host() {
        return host;
    }

    public SessionFeed feed() {
        return feed;
    }

    public SessionState state() {
        return host.state();
    }

    /** The attendance as of now; of an ended session, as of its end. */
    public Ledger ledger() {
        Instant now = services.clock().instant();
        return book.ledger(state(), state().endedAt().orElse(now));
    }

    /** The crisis line of a program. */
    interface CrisisLines {
        Crisis of(ProgramId program);
    }
}
