package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionDecider;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of one session. Everything that may change it takes its turn here, one after the other: decide on
 * the state, append to the journal, and only once that is on disk change the state, answer, and tell the listeners.
 *
 * <p>All methods are called on the sessions' context, and everything here happens on it.
 */
public final class SessionHost {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHost.class);
    private static final int PENDING_MAX = 512;
    private static final long TIMER_MAX_MS = 24 * 3600 * 1000L;
    private static final long RETRY_MS = 1_000;

    private final HostServices services;
    private final SessionId id;
    private final SessionStream stream;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private RecentSteps steps;
    private AnsweredCommands answered = new AnsweredCommands();
    private final List<Consumer<List<Step>>> listeners = new ArrayList<>();
    private Optional<SessionState> state = Optional.empty();
    private boolean busy;
    private boolean taking;
    /** What the journal of this session knows of steps of the clock, since this process began. */
    private long steppedMs;
    /** How much of who lost their lines the journal does not know yet. */
    private int unsaid;
    /** What the journal has to learn of a restart before anything else. */
    private Optional<Function<Instant, Decision>> restart = Optional.empty();

    private boolean isQuarantined;

    private Optional<Timers.Timer> timer = Optional.empty();

    /**
     * Something that waits for its turn.
     *
     * @param ofClock whether it is what tells the journal that the clock was set
     */
    private record Pending(
            Function<Instant, Decision> decide,
            Optional<CommandRef> command,
            boolean ofClock,
            Consumer<Outcome> answer) {
        Pending(Function<Instant, Decision> decide, Optional<CommandRef> command, Consumer<Outcome> answer) {
            this(decide, command, false, answer);
        }
    }

    SessionHost(HostServices services, SessionId id) {
        this.services = services;
        this.id = id;
        this.stream = new SessionStream(services.journal(), id);
        this.steps = new RecentSteps(services.resumeEventsMax());
        this.steppedMs = services.clockWatch().steppedMs();
    }

    /** Takes over a session that was folded from its journal; its last steps serve those who come back. */
    void restore(FoldedSession folded) {
        state = Optional.of(folded.state());
        steps = folded.steps();
        answered = folded.answered();
        schedule();
    }

    /** Whether nothing is under way or waits. */
    boolean isQuiet() {
        return !busy && pending.isEmpty();
    }

    public SessionId id() {
        return id;
    }

    /** The session as it is on disk. Only between {@link #create} and its answer is there none. */
    public SessionState state() {
        return state.orElseThrow(() -> new IllegalStateException("The session is being made"));
    }

    boolean exists() {
        return state.isPresent();
    }

    /** The commands of this caller that were answered and whose id begins so. */
    public Stream<CommandRef> answeredCommands(String caller, String prefix) {
        return answered.of(caller, prefix);
    }

    /** Tells of every commit, in order, after the answer to who asked. */
    void onCommit(Consumer<List<Step>> listener) {
        listeners.add(listener);
    }

    /** The events after a sequence that are still kept, in order; empty where some of them are not. */
    public Optional<List<Step>> since(long seq) {
        if (seq > state().seq() || seq < 0) {
            return Optional.empty();
        }
        if (seq == state().seq()) {
            return Optional.of(List.of());
        }
        return steps.since(seq);
    }

    /** The last messages and notes, in order, for a page that was loaded again. */
    List<Step> talk() {
        return steps.talk();
    }

    /** Makes the session with its first events, where an earlier try did not make it. */
    void create(List<Caused> events, Consumer<Outcome> answer) {
        enqueue(new Pending(now -> new Accepted(exists() ? List.of() : events, Map.of()), Optional.empty(), answer));
    }

    /** Asks a command. A command id that was answered before is answered the same again; a signal's is not kept. */
    public void command(Caller caller, Optional<CommandRef> ref, Command command, Consumer<Outcome> answer) {
        enqueue(new Pending(
                now -> SessionDecider.decide(state(), caller, now, command, services.chance()),
                ref.filter(given -> !command.isSignal()),
                answer));
    }

    /** Asks something else of the session: the function decides on the state of its turn. */
    public void ask(Function<SessionState, Decision> decide, Consumer<Outcome> answer) {
        enqueue(new Pending(now -> decide.apply(state()), Optional.empty(), answer));
    }

    /** Brings the seat's connection in the journal in line with what is true when its turn comes. */
    void connection(SeatId seat, Function<SeatId, Boolean> isConnected, Consumer<Outcome> answer) {
        enqueue(new Pending(
                now -> SessionDecider.connection(state(), seat, isConnected.apply(seat), now, Optional.empty()),
                Optional.empty(),
                answer));
    }

    /**
     * Asks something that has to be: again and again, until it is kept. It is decided anew each time, so that what is no
     * longer so is not done.
     */
    void insist(Function<SessionState, Decision> decide) {
        insist(decide, () -> {});
    }

    private void insist(Function<SessionState, Decision> decide, Runnable done) {
        ask(decide, outcome -> {
            if (outcome instanceof Outcome.Unavailable) {
                services.timers().after(RETRY_MS, () -> insist(decide, done));
            } else {
                done.run();
            }
        });
    }

    /** Sees to it that the journal learns that a seat's line was lost just now, however long it refuses. */
    void disconnected(SeatId seat, Function<SeatId, Boolean> isConnected) {
        Instant lost = journaledTime();
        long known = steppedMs;
        unsaid++;
        insist(
                now -> disconnection(
                        seat,
                        isConnected.apply(seat),
                        lost,
                        known,
                        services.clock().instant()),
                () -> unsaid--);
    }

    /** That a line was lost, decided when the journal takes it: what the clock was set by since is no part of when. */
    private Decision disconnection(SeatId seat, boolean connected, Instant lost, long known, Instant at) {
        Instant since = lost.plusMillis(steppedMs - known);
        Optional<Instant> earlier = Optional.of(since).filter(when -> when.isBefore(at));
        return SessionDecider.connection(state(), seat, connected, at, earlier);
    }

    /**
     * Sees to it that the journal learns of a restart: of all lines that were lost, and of a clock that reads earlier than
     * it did, which was set back meanwhile by as much at least.
     *
     * @param last what the clock read when an engine last ran
     */
    void restarted(Instant last) {
        long behindMs = Duration.between(services.clock().instant(), last).toMillis();
        if (behindMs >= ClockWatch.STEP_MS_MIN) {
            steppedMs += behindMs;
        }
        long known = steppedMs;
        restart = Optional.of(now -> {
            long stepMs = clockStep();
            Instant lost = last.plusMillis(steppedMs - known + stepMs);
            return SessionDecider.restarted(state(), stepMs, now, lost);
        });
        sayRestarted();
    }

    private void sayRestarted() {
        enqueue(restartFirst(outcome -> {
            if (outcome instanceof Outcome.Unavailable) {
                services.timers().after(RETRY_MS, this::sayRestarted);
            }
        }));
    }

    /** The turn in which the journal learns of the restart: nothing else happens before it. */
    private Pending restartFirst(Consumer<Outcome> then) {
        return new Pending(
                now -> restart.map(due -> due.apply(now)).orElseGet(() -> new Accepted(List.of(), Map.of())),
                Optional.empty(),
                true,
                outcome -> {
                    if (!(outcome instanceof Outcome.Unavailable)) {
                        restart = Optional.empty();
                    }
                    then.accept(outcome);
                });
    }

    /**
     * Whether the journal knows whose lines are lost, and of the clock: then who else is in it was here until now. Of a
     * session that can be kept no longer nothing is waited for.
     */
    boolean isSaid() {
        return isQuarantined || (restart.isEmpty() && unsaid == 0 && clockStep() == 0);
    }

    /** Sees to it that the journal learns that the clock was set, also while nothing else happens. */
    void lookAtClock() {
        if (clockStep() != 0 && restart.isEmpty()) {
            enqueue(stepFirst(outcome -> {}));
        }
    }

    /** By how much the clock was set since the journal learned of it; of a session that is over this is nobody's matter. */
    long clockStep() {
        boolean counts = state.filter(now -> !now.phase().isOver()).isPresent();
        return counts ? services.clockWatch().steppedMs() - steppedMs : 0;
    }

    /**
     * What the clock reads, without what it was set by and the journal does not know yet: what was granted for a while, and
     * who was here until when, go by it.
     */
    public Instant journaledTime() {
        return services.clock().instant().minusMillis(clockStep());
    }

    /** The turn in which the journal learns of the clock: what is due, and what holds, is decided after it. */
    private Pending stepFirst(Consumer<Outcome> then) {
        return new Pending(
                now -> {
                    long step = clockStep();
                    Caused stepped = new Caused(Actor.POLICY, new SessionEvent.ClockStepped(step));
                    return new Accepted(step == 0 ? List.of() : List.of(stepped), Map.of());
                },
                Optional.empty(),
                true,
                then);
    }

    private void enqueue(Pending next) {
        Optional<Outcome> before = next.command().flatMap(answered::of);
        if (before.isPresent()) {
            next.answer().accept(before.get());
        } else if (pending.size() >= PENDING_MAX) {
            next.answer().accept(new Outcome.Unavailable("The session is very busy. Try again."));
        } else {
            pending.add(next);
            take();
        }
    }

    private void take() {
        if (taking) {
            return;
        }
        taking = true;
        try {
            while (!busy && !pending.isEmpty()) {
                Pending next = pending.remove();
                guarded("a turn", () -> turn(next));
            }
        } finally {
            taking = false;
        }
    }

    /** Runs something of the session whose failure must not keep the rest from happening. */
    private void guarded(String what, Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            services.meters().counter("anteroom_session_failures").increment();
            LOG.error("Session {}: {} failed", id, what, e);
        }
    }

    private void turn(Pending next) {
        Optional<Outcome> before = next.command().flatMap(answered::of);
        if (before.isPresent()) {
            next.answer().accept(before.get());
            return;
        }
        if (!next.ofClock() && (restart.isPresent() || clockStep() != 0)) {
            turn(first(outcome -> {
                if (outcome instanceof Outcome.Done) {
                    pending.addFirst(next);
                } else {
                    answer(next, outcome);
                }
            }));
            return;
        }
        Instant now = services.clock().instant();
        Decision decision;
        try {
            decision = next.decide().apply(now);
        } catch (RuntimeException e) {
            LOG.error("Session {}: a rule failed", id, e);
            next.answer().accept(new Outcome.Unavailable("Something on our side did not work."));
            return;
        }
        if (decision instanceof Decision.Refused refused) {
            finish(next, new Outcome.Refused(refused.code(), refused.detail()));
        } else if (decision instanceof Accepted accepted && !accepted.events().isEmpty()) {
            append(next, now, accepted);
        } else {
            finish(next, new Outcome.Done(state().seq(), ((Accepted) decision).answer()));
        }
    }

    private Pending first(Consumer<Outcome> then) {
        return restart.isPresent() ? restartFirst(then) : stepFirst(then);
    }

    private void finish(Pending next, Outcome outcome) {
        next.command().ifPresent(command -> answered.keep(command, outcome));
        answer(next, outcome);
    }

    private void answer(Pending next, Outcome outcome) {
        guarded("an answer", () -> next.answer().accept(outcome));
    }

    private void append(Pending next, Instant now, Accepted accepted) {
        busy = true;
        stream.append(numbered(accepted, now, next.command())).onComplete(written -> {
            busy = false;
            if (written.failed()) {
                isQuarantined |= written.cause() instanceof StreamQuarantinedException;
                LOG.warn(
                        "Session {}: an append failed: {}",
                        id,
                        written.cause().getClass().getSimpleName());
                answer(next, new Outcome.Unavailable("This could not be kept. Try again."));
            } else {
                guarded("a commit", () -> written(next, written.result(), accepted.answer()));
            }
            take();
        });
    }

    private void written(Pending next, SessionStream.Written written, Map<String, Object> answer) {
        if (written.ours()) {
            List<Step> committed = evolve(written.events());
            finish(next, new Outcome.Done(state().seq(), answer));
            publish(committed);
            return;
        }
        // An earlier append is on disk that was said to be lost: it is true, and this one is decided anew after it.
        for (Recorded event : written.events()) {
            event.command().ifPresent(command -> answered.keep(command, new Outcome.Done(event.seq(), event.answer())));
        }
        publish(evolve(written.events()));
        pending.addFirst(next);
    }

    private List<Recorded> numbered(Accepted accepted, Instant now, Optional<CommandRef> command) {
        long seq = state.map(SessionState::seq).orElse(0L);
        List<Recorded> events = new ArrayList<>();
        for (Caused one : accepted.events()) {
            seq++;
            events.add(new Recorded(seq, now, one.by(), command, accepted.answer(), one.event()));
        }
        return events;
    }

    private List<Step> evolve(List<Recorded> events) {
        List<Step> committed = new ArrayList<>();
        for (Recorded event : events) {
            SessionState after =
                    state.map(before -> before.evolve(event)).orElseGet(() -> SessionState.first(id, event));
            committed.add(new Step(state.orElse(after), after, event));
            state = Optional.of(after);
            if (event.event() instanceof SessionEvent.ClockStepped stepped) {
                steppedMs += stepped.millis();
            }
        }
        committed.forEach(steps::add);
        return committed;
    }

    private void publish(List<Step> committed) {
        listeners.forEach(listener -> guarded("a listener", () -> listener.accept(committed)));
        schedule();
    }

    /** Sets the timer to what is due next. */
    private void schedule() {
        stop();
        SessionDecider.nextDue(state()).ifPresent(due -> {
            long delay = due.toEpochMilli() - services.clock().instant().toEpochMilli() + 1;
            tickIn(Math.min(Math.max(1, delay), TIMER_MAX_MS));
        });
    }

    private void tickIn(long delayMs) {
        timer = Optional.of(services.timers().set(delayMs, this::tick));
    }

    private void tick() {
        timer = Optional.empty();
        enqueue(new Pending(now -> SessionDecider.tick(state(), now), Optional.empty(), outcome -> {
            if (outcome instanceof Outcome.Done && timer.isEmpty()) {
                schedule();
            } else if (outcome instanceof Outcome.Unavailable) {
                stop();
                tickIn(RETRY_MS);
            }
        }));
    }

    /** Stops the timers; what is queued still ends. */
    void stop() {
        timer.ifPresent(Timers.Timer::cancel);
        timer = Optional.empty();
    }
}
