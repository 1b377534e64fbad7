package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.house.SessionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every session by its id, and those that are quarantined. The only way to reach a session: asynchronously, so that it could
 * be somewhere else. One that is over is let go a while later, and read again from the journal when somebody asks. On the front;
 * each session is given a loop when it is made or loaded, and lives there until it is let go.
 */
public final class SessionDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDirectory.class);
    private static final long AUDIT_MS = 1_000;
    private static final Crisis NO_CRISIS_LINE = new Crisis("", "");

    private final HostServices services;
    private final MediaHub media;
    private final ProgramRegistry programs;
    private final Loops loops;
    private final Map<SessionId, LiveSession> sessions = new LinkedHashMap<>();
    private final OverSessions over;
    private final Quarantined quarantined;
    private final Retirement retirement;
    private final Map<String, BiConsumer<StreamId, List<StoredEntry>>> others = new LinkedHashMap<>();
    private BiConsumer<ProgramId, SessionId> closed = (program, session) -> {};
    private boolean draining;

    /** Of sessions that live on the front. */
    public SessionDirectory(HostServices services, MediaHub media, ProgramRegistry programs) {
        this(services, media, programs, Loops.onFront());
    }

    /** @param loops where sessions live */
    public SessionDirectory(HostServices services, MediaHub media, ProgramRegistry programs, Loops loops) {
        this.loops = loops;
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
     * Hands the streams whose names begin so to somebody else, whole, when the journal is folded; before that is. One that
     * has a summary is over, and is not read.
     *
     * @param restore one that it throws at is closed alone
     */
    public void alsoRestore(String prefix, BiConsumer<StreamId, List<StoredEntry>> restore) {
        others.put(prefix, restore);
    }

    /** Says who is told of each session that is not served any more, those that a start finds among them; before {@link #load}. */
    public void onQuarantine(BiConsumer<ProgramId, SessionId> told) {
        closed = told;
    }

    /**
     * Folds the journal: programs and sessions as they were. Seats that were connected when the engine stopped are not
     * any more. Sessions that are over are not read where the journal has their summary; their chains are checked in the
     * background then.
     *
     * @param aliveUntil when the engine was last known to run
     */
    public Future<Void> load(Instant aliveUntil) {
        SessionFold fold = new SessionFold(services.resumeEventsMax(), others.keySet());
        return services.journal()
                .fold(fold)
                .compose(ignored -> takeOver(fold))
                .compose(ignored -> each(session -> restarted(session, aliveUntil)))
                .compose(ignored -> {
                    over.summarizeAll(fold.unsummarized());
                    over.check(fold.summarized(), this::broken);
                    auditEverySecond();
                    return quarantined.findOwners().onSuccess(known -> quarantined.tell(closed));
                });
    }

    private void auditEverySecond() {
        services.timers().after(AUDIT_MS, () -> {
            if (!draining) {
                auditEverySecond();
                media.audit();
                var unused = each(session -> session.host().lookAtClock());
            }
        });
    }

    private Future<Void> takeOver(SessionFold fold) {
        fold.quarantined().forEach(stream -> quarantined.add(stream.value()));
        fold.undecodable().forEach(this::undecodable);
        fold.programs().forEach((stream, entries) -> takeOver(stream, () -> programs.restore(stream, entries)));
        fold.others().forEach((stream, entries) -> takeOver(stream, () -> restoreOther(stream, entries)));
        List<Future<Void>> restored =
                fold.sessions().stream().map(this::restore).toList();
        fold.over().forEach(over::add);
        programs.audit().found(fold.trails());
        services.meters().counter("anteroom_missing_streams").increment((double) fold.missing());
        services.meters().counter("anteroom_journal_heads_changed").increment(fold.headsChanged() ? 1 : 0);
        return Future.join(restored).mapEmpty();
    }

    private void restoreOther(StreamId stream, List<StoredEntry> entries) {
        others.forEach((prefix, restore) -> {
            if (stream.value().startsWith(prefix)) {
                restore.accept(stream, entries);
            }
        });
    }

    /** Takes a session over; one that cannot be is closed alone. */
    private Future<Void> restore(FoldedSession folded) {
        SessionId id = folded.state().id();
        LiveSession session = open(id, folded.state().program());
        return session.call(() -> {
                    session.restore(folded);
                    return Future.<Void>succeededFuture();
                })
                .recover(failure -> {
                    undecodable(SessionForm.stream(id), failure);
                    return Future.succeededFuture();
                });
    }

    /** A session that is over is not what was written; nothing of it is served any more. */
    private void broken(SessionId id) {
        over.find(id).ifPresent(session -> {
            LOG.error("Stream {} is quarantined: its check failed", id);
            quarantined.add(id, session.program());
            closed.accept(session.program(), id);
            over.remove(id);
            Optional.ofNullable(sessions.get(id)).ifPresent(live -> {
                remove(live);
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

    private void undecodable(StreamId stream, Throwable e) {
        LOG.error(
                "Stream {} is quarantined: undecodable ({})",
                stream,
                e.getClass().getSimpleName());
        quarantined.add(stream.value());
        List<LiveSession> half = sessions.values().stream()
                .filter(session -> session.id().value().equals(stream.value()))
                .toList();
        half.forEach(session -> {
            session.share().release();
            remove(session);
        });
    }

    private void remove(LiveSession session) {
        session.tell(session::stop);
        sessions.remove(session.id());
        loops.give(session.loop());
    }

    private LiveSession open(SessionId id, ProgramId program) {
        QuotaShare share = new QuotaShare(programs.quotas());
        HostServices there = services.on(loops.take());
        LiveSession session = new LiveSession(id, there, media, crisis(program), share, retirement::follow);
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
    public Future<Optional<Instant>> hereUntil() {
        // Read before they are asked: what happens while they are is later than that.
        Instant now = services.clock().instant();
        Set<LiveSession> unsaid = new HashSet<>(sessions.values());
        return look(session -> session.host().isSaid(), (session, said) -> {
                    if (said) {
                        unsaid.remove(session);
                    }
                })
                .map(ignored -> Optional.of(now).filter(read -> unsaid.isEmpty()));
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
                .filter(session -> session.published().isPresent());
    }

    private Optional<SessionState> state(SessionId id) {
        return find(id).flatMap(LiveSession::published);
    }

    /** The session, where it is over and was let go. */
    Optional<OverSession> findOver(SessionId id) {
        return over.find(id).filter(session -> !sessions.containsKey(id));
    }

    /** What there is of a session, for whoever comes with its id and is no program. */
    public Future<Standing> standing(SessionId id) {
        return Future.succeededFuture(state(id)
                .map(state -> Standing.of(Standing.Kind.AT_WORK, state.program()))
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
            return Future.succeededFuture(known.filter(session -> isOf(session, program)));
        }
        if (over.find(id).filter(session -> session.program().equals(program)).isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return over.read(id)
                .compose(folded -> reopened(id, folded))
                .map(Optional::of)
                .onFailure(failure -> brokenIfQuarantined(id, failure));
    }

    /**
     * Reads something of a session of this program, without keeping in memory one that is over: for whoever goes through
     * many. Empty where the program has none of this id; fails as {@link #reach} does.
     *
     * @param read called on the session's loop, or on the front
     */
    public <T> Future<Optional<T>> glance(SessionId id, ProgramId program, Function<SessionReading, T> read) {
        if (quarantined.isOf(id, program)) {
            return Future.failedFuture(new SessionQuarantinedException(id));
        }
        if (find(id).isPresent()
                || findOver(id)
                        .filter(session -> session.program().equals(program))
                        .isEmpty()) {
            return reach(id, program)
                    .compose(found -> found.map(session -> session.read(read).map(Optional::of))
                            .orElseGet(() -> Future.succeededFuture(Optional.empty())));
        }
        return over.read(id)
                .map(folded -> Optional.of(read.apply(new FoldedReading(folded))))
                .onFailure(failure -> brokenIfQuarantined(id, failure));
    }

    private void brokenIfQuarantined(SessionId id, Throwable failure) {
        if (failure instanceof StreamQuarantinedException) {
            broken(id);
        }
    }

    private Future<LiveSession> reopened(SessionId id, FoldedSession folded) {
        LiveSession known = sessions.get(id);
        if (known != null) {
            // Whoever asked at the same time opened it: words to it come after its restoring.
            return known.look(session -> session);
        }
        LiveSession session = open(id, folded.state().program());
        return session.look(live -> {
                    live.restore(folded);
                    return live;
                })
                .onSuccess(retirement::reopened)
                .onFailure(failure -> remove(session));
    }

    private void letGo(LiveSession session) {
        if (sessions.get(session.id()) == session) {
            remove(session);
            over.add(OverSession.of(session.published().orElseThrow()));
        }
    }

    /** Whether the session's journal is broken: nothing of it is served. */
    boolean isQuarantined(SessionId id) {
        return quarantined.holds(id);
    }

    /** The sessions of a program, at work or let go. */
    public Future<List<ListedSession>> listed(ProgramId program) {
        return Future.succeededFuture(Stream.concat(
                        of(program)
                                .flatMap(session -> session.published().stream())
                                .map(ListedSession::of),
                        overOf(program).map(ListedSession::of))
                .toList());
    }

    /** The sessions of a series of this program, at work or let go. */
    public Future<List<ListedSession>> ofSeries(ProgramId program, SeriesId series) {
        return listed(program)
                .map(all -> all.stream().filter(one -> one.isOf(series)).toList());
    }

    /** Those of them that were not let go. */
    public List<SessionState> atWork(ProgramId program, SeriesId series) {
        return of(program)
                .flatMap(session -> session.published().stream())
                .filter(state -> state.plan()
                        .series()
                        .filter(of -> of.series().equals(series))
                        .isPresent())
                .toList();
    }

    /** What the sessions at work of this program count for their people as of now. */
    public Future<Map<SessionId, List<Attended>>> attendedAtWork(ProgramId program) {
        Map<SessionId, List<Attended>> all = new LinkedHashMap<>();
        List<Future<Void>> looked = of(program)
                .filter(session -> session.published()
                        .filter(state -> state.phase() != Phase.SCHEDULED && state.phase() != Phase.CANCELLED)
                        .isPresent())
                .map(session -> session.look(live -> live.ledger().attended())
                        .onSuccess(attended -> all.put(session.id(), attended))
                        .<Void>mapEmpty())
                .toList();
        return Future.join(looked).map(ignored -> all);
    }

    /**
     * What sessions of this program that were let go count for their people; of those that were to begin between two times.
     *
     * @param known is asked of each first, and those that it knows are left out
     */
    public Future<Map<SessionId, List<Attended>>> attendedOver(
            ProgramId program, Instant from, Instant to, Predicate<SessionId> known) {
        return over.attended(overOf(program)
                .filter(session -> session.phase() != Phase.CANCELLED
                        && !session.startsAt().isBefore(from)
                        && session.startsAt().isBefore(to)
                        && !known.test(session.id()))
                .map(OverSession::id)
                .toList());
    }

    /** The programs that have a session with people in it. */
    public Set<ProgramId> programsAtWork() {
        return sessions.values().stream()
                .flatMap(session -> session.published().stream())
                .filter(state -> state.phase() == Phase.OPEN || state.phase() == Phase.LIVE)
                .map(SessionState::program)
                .collect(Collectors.toSet());
    }

    /** Says what staff of a program's sessions read of each patient's dose from now on, by ref. */
    public void tellDoses(ProgramId program, Map<Text, Map<String, Object>> doses) {
        of(program)
                .filter(session -> session.published()
                        .filter(state -> !state.phase().isOver())
                        .isPresent())
                .forEach(session -> session.tell(() -> session.feed().doses(doses)));
    }

    /** Shows whoever is outside of a program's sessions that they are asked to accept something else from now on. */
    public void tellConsents(ProgramId program) {
        of(program)
                .filter(session -> session.published()
                        .filter(state -> !state.phase().isOver())
                        .isPresent())
                .forEach(session -> session.tell(() -> session.feed().consentsChanged()));
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
        return sessions.values().stream().filter(session -> isOf(session, program));
    }

    private static boolean isOf(LiveSession session, ProgramId program) {
        return session.published()
                .filter(state -> state.program().equals(program))
                .isPresent();
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
        LiveSession session = open(id, program(events));
        // From here on it counts, so that calls at the same time do not pass the bound together.
        session.share().reserve(events);
        session.ask(answered -> session.host().create(events, answered))
                .otherwise(new Outcome.Unavailable("Something on our side did not work."))
                .onSuccess(outcome -> {
                    if (!(outcome instanceof Outcome.Done)) {
                        session.share().release();
                        sessions.remove(id);
                        loops.give(session.loop());
                    }
                    answer.accept(outcome);
                });
    }

    private static ProgramId program(List<Caused> events) {
        if (events.get(0).event() instanceof CoreEvents.SessionCreated created) {
            return created.program();
        }
        throw new IllegalArgumentException("The first event of a session makes it");
    }

    /** Tells staff of every session who was present for how long; called every few seconds. */
    public void signalAttendance() {
        var unused = each(session -> {
            if (!session.feed().isIdle()) {
                session.feed().signalAttendance();
            }
        });
    }

    /** Does something for each session on its loop: one way over a loop, however many live there. */
    private Future<Void> each(Consumer<LiveSession> act) {
        return look(
                session -> {
                    act.accept(session);
                    return true;
                },
                (session, ignored) -> {});
    }

    /** Looks at each session on its loop, and tells what was seen on the front. The failure of one is no other's. */
    private <T> Future<Void> look(Function<LiveSession, T> look, BiConsumer<LiveSession, T> seen) {
        Map<Loop, List<LiveSession>> there = sessions.values().stream()
                .collect(Collectors.groupingBy(LiveSession::loop, LinkedHashMap::new, Collectors.toList()));
        List<Future<Void>> looked = new ArrayList<>();
        there.forEach((loop, some) -> looked.add(loop.ask(() -> Future.succeededFuture(looked(some, look)))
                .onSuccess(found -> found.forEach(seen))
                .mapEmpty()));
        return Future.join(looked).mapEmpty();
    }

    private static <T> Map<LiveSession, T> looked(List<LiveSession> sessions, Function<LiveSession, T> look) {
        Map<LiveSession, T> seen = new LinkedHashMap<>();
        for (LiveSession session : sessions) {
            try {
                seen.put(session, look.apply(session));
            } catch (RuntimeException e) {
                LOG.error("Session {}: what is done for each session failed", session.id(), e);
            }
        }
        return seen;
    }

    /** Says goodbye to everybody and stops the timers; the seats stay as they are. Completes when all are told. */
    public Future<Void> drain() {
        draining = true;
        retirement.stop();
        return each(session -> session.feed().drain()).compose(ignored -> each(LiveSession::stop));
    }
}
