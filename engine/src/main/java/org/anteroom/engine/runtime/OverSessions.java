package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.house.SessionView;

/**
 * The sessions that are over and were let go: a few words of each in memory, the rest in the journal, where it is read
 * again when somebody asks. On the front.
 */
final class OverSessions {
    /** One stream at a time and with pauses, so that nobody waits for a read because of it. */
    private static final long CHECK_EVERY_MS = 50;

    private static final int READING_MAX = 16;
    private static final int SUMMARIES_AT_ONCE = 64;

    private final HostServices services;
    private final Map<SessionId, OverSession> sessions = new LinkedHashMap<>();
    private final Map<SessionId, Future<FoldedSession>> reading = new HashMap<>();

    OverSessions(HostServices services) {
        this.services = services;
        services.meters().gauge("anteroom_sessions_over", sessions, Map::size);
    }

    void add(OverSession session) {
        sessions.put(session.id(), session);
    }

    void remove(SessionId id) {
        sessions.remove(id);
    }

    Optional<OverSession> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    Stream<OverSession> of(ProgramId program) {
        return sessions.values().stream().filter(session -> session.program().equals(program));
    }

    /**
     * Reads one again; who asks meanwhile waits for the same. Fails where it cannot be read, and where too many are being
     * read.
     */
    Future<FoldedSession> read(SessionId id) {
        Future<FoldedSession> underWay = reading.get(id);
        if (underWay != null) {
            return underWay;
        }
        if (reading.size() >= READING_MAX) {
            return Future.failedFuture(new IllegalStateException("Too many sessions are being read"));
        }
        Future<FoldedSession> read = services.journal()
                .readAll(SessionForm.stream(id), entries -> FoldedSession.of(id, entries, services.resumeEventsMax()));
        reading.put(id, read);
        // Where it is read already, it must not stay among those that are being read.
        return read.onComplete(ignored -> reading.remove(id));
    }

    /** A session that is over, of which the journal has no summary. */
    record Unsummarized(SessionState state, List<Attended> attended) {
        @Override
        public String toString() {
            return "Unsummarized[" + state.id() + "]";
        }
    }

    /** Keeps a session's summary, for the next start, for lists and for what its people attended. */
    Future<Void> summarize(SessionState state, List<Attended> attended) {
        return services.journal()
                .summarize(
                        SessionForm.stream(state.id()),
                        state.seq(),
                        SessionSummary.of(state, attended).encode());
    }

    /** Keeps summaries one after the other. What fails is done at the next start. */
    void summarizeAll(Queue<Unsummarized> states) {
        Unsummarized next = states.poll();
        if (next != null) {
            summarize(next.state(), next.attended()).onComplete(ignored -> summarizeAll(states));
        }
    }

    /** What lists show of these sessions, in their order: by their summaries, else by their streams. */
    Future<List<Map<String, Object>>> shown(List<SessionId> wanted) {
        List<StreamId> streams = wanted.stream().map(SessionForm::stream).toList();
        return services.journal().summaries(streams).compose(found -> {
            List<Map<String, Object>> shown = new ArrayList<>();
            Future<Void> all = Future.succeededFuture();
            for (int i = 0; i < wanted.size(); i++) {
                SessionId id = wanted.get(i);
                Optional<byte[]> body = found.get(i);
                all = all.compose(ignored -> shown(id, body))
                        .onSuccess(shown::add)
                        .mapEmpty();
            }
            return all.map(ignored -> List.copyOf(shown));
        });
    }

    /** What these sessions count for their people, one after the other: by their summaries, else by their streams. */
    Future<Map<SessionId, List<Attended>>> attended(List<SessionId> wanted) {
        Map<SessionId, List<Attended>> all = new LinkedHashMap<>();
        Future<Void> read = Future.succeededFuture();
        for (int i = 0; i < wanted.size(); i += SUMMARIES_AT_ONCE) {
            List<SessionId> some = wanted.subList(i, Math.min(wanted.size(), i + SUMMARIES_AT_ONCE));
            read = read.compose(ignored -> attended(some, all));
        }
        return read.map(ignored -> all);
    }

    private Future<Void> attended(List<SessionId> some, Map<SessionId, List<Attended>> all) {
        List<StreamId> streams = some.stream().map(SessionForm::stream).toList();
        return services.journal().summaries(streams).compose(found -> {
            Future<Void> read = Future.succeededFuture();
            for (int i = 0; i < some.size(); i++) {
                SessionId id = some.get(i);
                Optional<SessionSummary> summary = found.get(i).flatMap(body -> SessionSummary.decode(id, body));
                read = read.compose(ignored -> summary.map(known -> Future.succeededFuture(known.attended()))
                                .orElseGet(() -> read(id).map(FoldedSession::attended)))
                        .onSuccess(attended -> all.put(id, attended))
                        .mapEmpty();
            }
            return read;
        });
    }

    private Future<Map<String, Object>> shown(SessionId id, Optional<byte[]> body) {
        return body.flatMap(summary -> SessionSummary.decode(id, summary))
                .map(summary -> Future.succeededFuture(summary.shown()))
                .orElseGet(() -> read(id).map(folded -> SessionView.session(folded.state())));
    }

    /** Checks the streams of these sessions one after the other, as a start does those of the others. */
    void check(List<SessionId> ids, Consumer<SessionId> broken) {
        checkNext(new ArrayDeque<>(ids), broken);
    }

    private void checkNext(Queue<SessionId> ids, Consumer<SessionId> broken) {
        SessionId next = ids.poll();
        if (next == null) {
            return;
        }
        services.timers()
                .after(
                        CHECK_EVERY_MS,
                        () -> services.journal()
                                .check(SessionForm.stream(next))
                                .onFailure(failure -> {
                                    if (failure instanceof StreamQuarantinedException) {
                                        broken.accept(next);
                                    }
                                })
                                .onComplete(ignored -> checkNext(ids, broken)));
    }
}
