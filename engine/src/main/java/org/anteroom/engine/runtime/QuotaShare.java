package org.anteroom.engine.runtime;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.program.Quotas.Kind;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionState;

/** What one session takes of its program's quotas: itself and its seats, until it is over. On the front, as the quotas are. */
final class QuotaShare {
    /** No number of seats. */
    static final int UNKNOWN = -2;

    private static final int OVER = -1;

    private final Quotas quotas;
    private Optional<ProgramId> program = Optional.empty();
    private int sessions;
    private int seats;

    QuotaShare(Quotas quotas) {
        this.quotas = quotas;
    }

    /** Takes room for a session that is being made. */
    void reserve(List<Caused> events) {
        if (events.get(0).event() instanceof CoreEvents.SessionCreated created) {
            take(created.program(), 1, events.size() - 1);
        }
    }

    /** What the quotas count of a session: another number is another share. Any thread. */
    static int seats(SessionState state) {
        return state.phase().isOver() ? OVER : state.seats().size();
    }

    /** Keeps up with the session. */
    void follow(SessionState state) {
        int counted = seats(state);
        take(state.program(), counted == OVER ? 0 : 1, Math.max(0, counted));
    }

    /** Gives everything back. */
    void release() {
        program.ifPresent(of -> take(of, 0, 0));
    }

    private void take(ProgramId of, int sessionsNow, int seatsNow) {
        program = Optional.of(of);
        quotas.add(of, Kind.SESSIONS, sessionsNow - sessions);
        quotas.add(of, Kind.SEATS, seatsNow - seats);
        sessions = sessionsNow;
        seats = seatsNow;
    }
}
