package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionDecider;
import org.anteroom.engine.session.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every session by its id, and those that are quarantined. The only way to reach a session. On one context. */
public final class SessionDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDirectory.class);
    private static final long AUDIT_MS = 1_000;
    private static final Crisis NO_CRISIS_LINE = new Crisis("", "");

    private final HostServices services;
    private final MediaHub media;
    private final ProgramRegistry programs;
    private final Map<SessionId, LiveSession> sessions = new LinkedHashMap<>();
    private final Set<String> quarantined = new HashSet<>();
    private final ConcurrentLinkedQueue<Runnable> folded = new ConcurrentLinkedQueue<>();
    private boolean draining;

    public SessionDirectory(HostServices services, MediaHub media, ProgramRegistry programs) {
        this.services = services;
        this.media = media;
        this.programs = programs;
        services.meters().gauge("anteroom_sessions", sessions, Map::size);
        services.meters().gauge("anteroom_quarantined_streams", quarantined, Set::size);
    }

    /**
     * Folds the journal: programs and sessions as they were. Seats that were connected when the engine stopped are not
     * any more.
     *
     * @param aliveUntil when the engine was last known to run
     */
    public Future<Void> load(Instant aliveUntil) {
        return services.journal().fold(new Fold()).map(ignored -> {
            folded.forEach(Runnable::run);
            folded.clear();
            sessions.values().forEach(session -> guarded(session, () -> restarted(session, aliveUntil)));
            auditEverySecond();
            return null;
        });
    }

    private void auditEverySecond() {
        services.timers().after(AUDIT_MS, () -> {
            if (!draining) {
                auditEverySecond();
                media.audit();
            }
        });
    }

    /** Hears the fold on the journal's thread; what it decodes is taken over on the directory's context. */
    private final class Fold implements FoldListener {
        @Override
        public void onStream(StreamId stream, List<StoredEntry> entries) {
            if (stream.value().startsWith(ProgramId.PREFIX)) {
                folded.add(() -> takeOver(stream, () -> programs.restore(stream, entries)));
            } else if (stream.value().startsWith(SessionId.PREFIX)) {
                try {
                    List<Recorded> events =
                            entries.stream().map(EventCodec::decode).toList();
                    folded.add(() -> takeOver(
                            stream, () -> open(new SessionId(stream.value())).restore(events)));
                } catch (RuntimeException e) {
                    folded.add(() -> undecodable(stream, e));
                }
            }
        }

        @Override
        public void onQuarantined(StreamId stream, String reasonWord, long entryRow) {
            LOG.error("Stream {} is quarantined: {} at row {} of table entry", stream, reasonWord, entryRow);
            folded.add(() -> quarantined.add(stream.value()));
        }

        @Override
        public void onStreamsMissing(long count) {
            LOG.error("{} streams that the journal knew are missing from it", count);
            folded.add(
                    () -> services.meters().counter("anteroom_missing_streams").increment((double) count));
        }
    }

    /** Takes a stream over; one that this release cannot fold is closed alone, and the others are served. */
    private void takeOver(StreamId stream, Runnable restore) {
        try {
            restore.run();
        } catch (RuntimeException e) {
            undecodable(stream, e);
        }
    }

    private void undecodable(StreamId stream, RuntimeException e) {
        LOG.error(
                "Stream {} is quarantined: undecodable ({})",
                stream,
                e.getClass().getSimpleName());
        quarantined.add(stream.value());
        List<LiveSession> half = sessions.values().stream()
                .filter(session -> session.host().id().value().equals(stream.value()))
                .toList();
        half.forEach(session -> {
            session.stop();
            sessions.remove(session.host().id());
        });
    }

    private LiveSession open(SessionId id) {
        LiveSession session = new LiveSession(id, services, media, this::crisis);
        sessions.put(id, session);
        return session;
    }

    private Crisis crisis(ProgramId program) {
        return programs.find(program).map(found -> found.crisis()).orElse(NO_CRISIS_LINE);
    }

    private void restarted(LiveSession session, Instant aliveUntil) {
        session.host()
                .insist(state ->
                        SessionDecider.restarted(state, services.clock().instant()));
        disconnectAll(session, aliveUntil);
    }

    private static void disconnectAll(LiveSession session, Instant aliveUntil) {
        List<SeatId> connected = session.state().seats().values().stream()
                .filter(seat -> seat.connected())
                .map(seat -> seat.id())
                .toList();
        for (SeatId seat : connected) {
            session.host().disconnected(seat, id -> session.feed().isConnected(id), aliveUntil);
        }
    }

    public Optional<LiveSession> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id))
                .filter(session -> session.host().exists());
    }

    /** Whether the session's journal is broken: nothing of it is served. */
    public boolean isQuarantined(SessionId id) {
        return quarantined.contains(id.value());
    }

    /** The sessions of a program. */
    public Stream<LiveSession> of(ProgramId program) {
        return sessions.values().stream()
                .filter(session -> session.host().exists())
                .filter(session -> session.state().program().equals(program));
    }

    /** Makes a session with its first events. */
    public void create(SessionId id, List<Caused> events, Consumer<Outcome> answer) {
        if (draining) {
            answer.accept(new Outcome.Unavailable("The engine restarts. Try again."));
            return;
        }
        if (isQuarantined(id)) {
            answer.accept(new Outcome.Unavailable("This session cannot be served."));
            return;
        }
        if (sessions.containsKey(id)) {
            answer.accept(new Outcome.Unavailable("The same request is under way. Try again."));
            return;
        }
        LiveSession session = open(id);
        session.host().create(events, outcome -> {
            if (!(outcome instanceof Outcome.Done)) {
                sessions.remove(id);
            }
            answer.accept(outcome);
        });
    }

    /** Tells staff of every session who was present for how long; called every few seconds. */
    public void signalAttendance() {
        connected().forEach(session -> guarded(session, () -> session.feed().signalAttendance()));
    }

    /** Runs something for one session; its failure is no other's. */
    private static void guarded(LiveSession session, Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "Session {}: what is done for each session failed",
                    session.host().id(),
                    e);
        }
    }

    private List<LiveSession> connected() {
        return new ArrayList<>(sessions.values())
                .stream().filter(session -> !session.feed().isIdle()).toList();
    }

    /** Says goodbye to everybody and stops the timers; the seats stay as they are. */
    public void drain() {
        draining = true;
        connected().forEach(session -> guarded(session, () -> session.feed().drain()));
        sessions.values().forEach(session -> guarded(session, session::stop));
    }
}
