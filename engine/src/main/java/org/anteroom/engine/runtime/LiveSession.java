package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.ArrayList;
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
    }

    /** Folds the session from its events. */
    void restore(List<Recorded> events) {
        SessionState state = SessionState.first(host.id(), events.get(0));
        int keptFrom = events.size() - services.resumeEventsMax();
        List<Step> recent = new ArrayList<>();
        for (int i = 1; i < events.size(); i++) {
            SessionState after = state.evolve(events.get(i));
            book.take(state, after, events.get(i));
            if (i >= keptFrom) {
                recent.add(new Step(state, after, events.get(i)));
            }
            state = after;
        }
        host.restore(state, events, recent);
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
