package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.house.SessionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every session by its id, and those that are quarantined. The only way to reach a session: asynchronously, so that it could
 * be somewhere else. One that is over is let go a
 * while later, and read again from the journal when somebody asks. On one context.
 */
public final class SessionDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDirectory.class);
    private static final long AUDIT_MS = 1_000;
    private static final Crisis NO_CRISIS_LINE = new Crisis("", "");

    private final HostServices services;
    private final MediaHub media;
    private final ProgramRegistry programs;
    private final Map<SessionId, LiveSession> sessions = new LinkedHashMap<>();
    private final OverSessions over;
    private final Quarantined quarantined;
    private final Retirement retirement;
    private boolean draining;

    public SessionDirectory(HostServices services, MediaHub media, ProgramRegistry programs) {
        this.services = services;
        this.media = media;
        this.programs = programs;
        over = new OverSessions(services);
        quarantined = new Quarantined(services.journal());
        retirement = new Retirement(services, over, this::letGo);
        services.meters().gauge("anteroom_sessions", sessions, Map::size);
        services.meters().gauge("anteroom_quarantined_streams", quarantined, Quarantined::size);
    }

    /**
     * Folds the journal: programs and sessions as they were. Seats that were connected when the engine stopped are not
     * any more. Sessions that are over are not read where the journal has their summary; their chains are checked in the
     * background then.
     *
     * @param aliveUntil when the engine was last known to run
     */
    public Future<Void> load(Instant aliveUntil) {
        SessionFold fold = new SessionFold(services.resumeEventsMax());
        return services.journal().fold(fold).compose(ignored -> {
            takeOver(fold);
            sessions.values().forEach(session -> guarded(session, () -> restarted(session, aliveUntil)));
            over.summarizeAll(fold.unsummarized());
            over.check(fold.summarized(), this::broken);
            auditEverySecond();
            return quarantined.findOwners();
        });
    }

    private void auditEverySecond() {
        services.timers().after(AUDIT_MS, () -> {
            if (!draining) {
                auditEverySecond();
                media.audit();
                sessions.values().forEach(session -> session.host().lookAtClock());
            }
        });
    }

    private void takeOver(SessionFold fold) {
        fold.quarantined().forEach(stream -> quarantined.add(stream.value()));
        fold.undecodable().forEach(this::undecodable);
        fold.programs().forEach((stream, entries) -> takeOver(stream, () -> programs.restore(stream, entries)));
        fold.sessions()
                .forEach(session -> takeOver(
                        SessionForm.stream(session.state().id()),
                        () -> open(session.state().id()).restore(session)));
        fold.over().forEach(over::add);
        programs.audit().found(fold.trails());
        services.meters().counter("anteroom_missing_streams").increment((double) fold.missing());
        services.meters().counter("anteroom_journal_heads_changed").increment(fold.headsChanged() ? 1 : 0);
    }

    /** A session that is over is not what was written; nothing of it is served any more. */
    private void broken(SessionId id) {
        over.find(id).ifPresent(session -> {
            LOG.error("Stream {} is quarantined: its check failed", id);
            quarantined.add(id, session.program());
            over.remove(id);
            Optional.ofNullable(sessions.remove(id)).ifPresent(live -> {
                live.stop();
                retirement.drop(live);
            });
        });
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
            session.share().release();
            sessions.remove(session.host().id());
        });
    }

    private LiveSession open(SessionId id) {
        LiveSession session = new LiveSession(id, services, media, this::crisis, new QuotaShare(programs.quotas()));
        session.host().onCommit(steps -> retirement.follow(session));
        sessions.put(id, session);
        return session;
    }

    private Crisis crisis(ProgramId program) {
        return programs.find(program).map(found -> found.crisis()).orElse(NO_CRISIS_LINE);
    }

    /**
     * What the clock reads, where the journal of each live session knows of the clock and of whose lines are lost: after a
     * crash it says until when the others were here. Empty where one does not yet.
     */
    public Optional<Instant> hereUntil() {
        boolean said =
                sessions.values().stream().allMatch(session -> session.host().isSaid());
        return Optional.of(services.clock().instant()).filter(now -> said);
    }

    private void restarted(LiveSession session, Instant aliveUntil) {
        Instant lastAt = session.state().lastAt();
        Instant alive = sinceTheLastStep(session.ledger().clockSteps(), aliveUntil);
        session.host().restarted(lastAt.isAfter(alive) ? lastAt : alive);
    }

    /** A mark from before the clock was set back, which the journal knows of, by the clock as it is after that. */
    private static Instant sinceTheLastStep(List<AttendanceBook.ClockStep> steps, Instant aliveUntil) {
        if (steps.isEmpty()) {
            return aliveUntil;
        }
        AttendanceBook.ClockStep last = steps.get(steps.size() - 1);
        boolean before = last.by().isNegative()
                && aliveUntil.isAfter(last.at())
                && !aliveUntil.isAfter(last.at().minus(last.by()));
        return before ? aliveUntil.plus(last.by()) : aliveUntil;
    }

    /** The session, where it is not over, or was not for long. */
    Optional<LiveSession> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id))
                .filter(session -> session.host().exists());
    }

    /** The session, where it is over and was let go. */
    Optional<OverSession> findOver(SessionId id) {
        return over.find(id).filter(session -> !sessions.containsKey(id));
    }

    /** What there is of a session, for whoever comes with its id and is no program. */
    public Future<Standing> standing(SessionId id) {
        return Future.succeededFuture(find(id).map(session ->
                        Standing.of(Standing.Kind.AT_WORK, session.state().program()))
                .or(() -> findOver(id).map(session -> Standing.of(Standing.Kind.OVER, session.program())))
                .orElseGet(() -> Standing.of(isQuarantined(id) ? Standing.Kind.QUARANTINED : Standing.Kind.NONE)));
    }

    /** A connection's way to a session. */
    public SessionLine line(SessionId id) {
        return new SessionLine(this, id);
    }

    /**
     * The session of this program, read again where it was let go; empty where the program has none of this id. Fails
     * where it cannot be read now, and with {@link SessionQuarantinedException} where it is not served.
     */
    public Future<Optional<SessionRef>> reach(SessionId id, ProgramId program) {
        return quarantined.isOf(id, program)
                ? Future.failedFuture(new SessionQuarantinedException(id))
                : loaded(id, program).map(found -> found.map(session -> new SessionRef(this, id, program)));
    }

    /** The same as it is at work. */
    Future<Optional<LiveSession>> loaded(SessionId id, ProgramId program) {
        Optional<LiveSession> known = find(id);
        if (known.isPresent()) {
            return Future.succeededFuture(
                    known.filter(session -> session.state().program().equals(program)));
        }
        if (over.find(id).filter(session -> session.program().equals(program)).isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return over.read(id).map(folded -> Optional.of(reopened(id, folded))).onFailure(failure -> {
            if (failure instanceof StreamQuarantinedException) {
                broken(id);
            }
        });
    }

    private LiveSession reopened(SessionId id, FoldedSession folded) {
        return find(id).orElseGet(() -> {
            LiveSession session = open(id);
            session.restore(folded);
            retirement.reopened(session);
            return session;
        });
    }

    private void letGo(LiveSession session) {
        SessionId id = session.host().id();
        if (sessions.get(id) == session) {
            session.stop();
            sessions.remove(id);
            over.add(OverSession.of(session.state()));
        }
    }

    /** Whether the session's journal is broken: nothing of it is served. */
    boolean isQuarantined(SessionId id) {
        return quarantined.holds(id);
    }

    /** The sessions of a program, at work or let go. */
    public Future<List<ListedSession>> listed(ProgramId program) {
        return Future.succeededFuture(Stream.concat(
                        of(program).map(session -> ListedSession.of(session.state())),
                        overOf(program).map(ListedSession::of))
                .toList());
    }

    /** What lists show of these sessions, in their order; fails where one that was let go cannot be read now. */
    public Future<List<Map<String, Object>>> show(List<ListedSession> page) {
        List<SessionId> letGo = page.stream()
                .filter(one -> one.state().isEmpty())
                .map(ListedSession::id)
                .toList();
        return over.shown(letGo).map(read -> {
            Iterator<Map<String, Object>> next = read.iterator();
            return page.stream()
                    .map(one -> one.state().map(SessionView::session).orElseGet(next::next))
                    .toList();
        });
    }

    /** The sessions of a program that are over and were let go. */
    Stream<OverSession> overOf(ProgramId program) {
        return over.of(program).filter(session -> !sessions.containsKey(session.id()));
    }

    /** What lists show of sessions that were let go, in their order; fails where one cannot be read now. */
    Future<List<Map<String, Object>>> shown(List<OverSession> wanted) {
        return over.shown(wanted.stream().map(OverSession::id).toList());
    }

    /** The sessions of a program that were not let go. */
    Stream<LiveSession> of(ProgramId program) {
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
        if (sessions.containsKey(id) || over.find(id).isPresent()) {
            answer.accept(new Outcome.Unavailable("The same request is under way. Try again."));
            return;
        }
        LiveSession session = open(id);
        // From here on it counts, so that calls at the same time do not pass the bound together.
        session.share().reserve(events);
        session.host().create(events, outcome -> {
            if (!(outcome instanceof Outcome.Done)) {
                session.share().release();
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
        retirement.stop();
        connected().forEach(session -> guarded(session, () -> session.feed().drain()));
        sessions.values().forEach(session -> guarded(session, session::stop));
    }
}
