package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.Change;
import org.anteroom.engine.aggregate.Owner;
import org.anteroom.engine.aggregate.Turn;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session at work: the {@link Aggregate} that is its single writer, with what decides in its turns. A command is
 * answered once, also when it is asked again; what is due at a time is done then; and the journal learns of restarts and of
 * steps of the clock before anything else happens.
 *
 * <p>All methods are called on the session's loop, and everything here happens on it, but for {@link #published}.
 */
public final class SessionHost {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHost.class);
    private static final int PENDING_MAX = 512;
    private static final long TIMER_MAX_MS = 24 * 3600 * 1000L;
    private static final long RETRY_MS = 1_000;

    private final HostServices services;
    private final SessionId id;
    private final Aggregate<SessionState, Recorded> aggregate;
    private final JournaledClock clock;
    private RecentSteps steps;
    private AnsweredCommands answered = new AnsweredCommands();
    private Optional<Timers.Timer> timer = Optional.empty();
    /** The state as it is on disk, for other threads to read: it never changes, and is another one after each commit. */
    private volatile Optional<SessionState> published = Optional.empty();

    private Consumer<SessionState> mover = state -> {};

    SessionHost(HostServices services, SessionId id) {
        this.services = services;
        this.id = id;
        this.aggregate = new Aggregate<>(
                services.journal(), SessionForm.stream(id), new SessionForm(id), new Commits(), PENDING_MAX);
        this.steps = new RecentSteps(services.resumeEventsMax());
        this.clock = new JournaledClock(services, aggregate::state);
    }

    /** Takes over a session that was folded from its journal; its last steps serve those who come back. */
    void restore(FoldedSession folded) {
        aggregate.restore(folded.folded());
        published = aggregate.state();
        steps = folded.steps();
        answered = folded.answered();
        schedule();
    }

    /** Whether nothing is under way or waits. */
    boolean isQuiet() {
        return aggregate.isQuiet();
    }

    /** How many turns wait for the one that is under way. */
    int waiting() {
        return aggregate.waiting();
    }

    public SessionId id() {
        return id;
    }

    /** The session as it is on disk. Only between {@link #create} and its answer is there none. */
    public SessionState state() {
        return aggregate.state().orElseThrow(() -> new IllegalStateException("The session is being made"));
    }

    /** The same for the front; empty until its first events are on disk. Any thread. */
    Optional<SessionState> published() {
        return published;
    }

    /** Is told of each new state before anybody is answered. */
    void onMove(Consumer<SessionState> then) {
        mover = then;
    }

    boolean exists() {
        return aggregate.state().isPresent();
    }

    /** The commands of this caller that were answered and whose id begins so. */
    public Stream<CommandRef> answeredCommands(String caller, String prefix) {
        return answered.of(caller, prefix);
    }

    /** Tells of every commit, in order, after the answer to who asked. */
    void onCommit(Consumer<List<Step>> listener) {
        aggregate.listen(changes ->
                listener.accept(changes.stream().map(SessionHost::step).toList()));
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
        enqueue(new Asked(now -> new Accepted(exists() ? List.of() : events, Map.of()), Optional.empty(), answer));
    }

    /** Asks a command. A command id that was answered before is answered the same again; a signal's is not kept. */
    public void command(Caller caller, Optional<CommandRef> ref, Command command, Consumer<Outcome> answer) {
        enqueue(new Asked(
                now -> SessionDecider.decide(state(), caller, now, command, services.chance(), consents()),
                ref.filter(given -> !command.isSignal()),
                answer));
    }

    /** What people are asked to accept when a turn comes, whatever it was when the session was made. */
    Consents consents() {
        return services.consents().apply(state().program());
    }

    /** Asks something else of the session: the function decides on the state of its turn. */
    public void ask(Function<SessionState, Decision> decide, Consumer<Outcome> answer) {
        enqueue(new Asked(now -> decide.apply(state()), Optional.empty(), answer));
    }

    /** Brings the seat's connection in the journal in line with what is true when its turn comes. */
    void connection(SeatId seat, Function<SeatId, Boolean> isConnected, Consumer<Outcome> answer) {
        enqueue(new Asked(
                now -> SessionDecider.connection(state(), seat, isConnected.apply(seat), now, Optional.empty()),
                Optional.empty(),
                answer));
    }

    /**
     * Asks something that has to be: again and again, until it is kept. It is decided anew each time, so that what is no
     * longer so is not done.
     */
    void insist(Function<SessionState, Decision> decide) {
        insist(new JournaledClock.Due(now -> decide.apply(state()), outcome -> {}));
    }

    private void insist(JournaledClock.Due due) {
        enqueue(new Asked(due.decide(), Optional.empty(), outcome -> {
            if (outcome instanceof Outcome.Unavailable) {
                services.timers().after(RETRY_MS, () -> insist(due));
            } else {
                due.said().accept(outcome);
            }
        }));
    }

    /** Sees to it that the journal learns that a seat's line was lost just now, however long it refuses. */
    void disconnected(SeatId seat, Function<SeatId, Boolean> isConnected) {
        insist(clock.lost(seat, isConnected));
    }

    /**
     * Sees to it that the journal learns of a restart, before anything else happens.
     *
     * @param last what the clock read when an engine last ran
     */
    void restarted(Instant last) {
        clock.restarted(last);
        sayRestarted();
    }

    private void sayRestarted() {
        enqueue(first(clock.restart(), outcome -> {
            if (outcome instanceof Outcome.Unavailable) {
                services.timers().after(RETRY_MS, this::sayRestarted);
            }
        }));
    }

    /** The turn in which the journal learns of a restart or the clock: nothing else happens before it. */
    private Asked first(JournaledClock.Due due, Consumer<Outcome> then) {
        return new Asked(due.decide(), Optional.empty(), true, outcome -> {
            due.said().accept(outcome);
            then.accept(outcome);
        });
    }

    /**
     * Whether the journal knows whose lines are lost, and of the clock: then who else is in it was here until now. Of a
     * session that can be kept no longer nothing is waited for.
     */
    boolean isSaid() {
        return aggregate.isQuarantined() || clock.isSaid();
    }

    /** Sees to it that the journal learns that the clock was set, also while nothing else happens. */
    void lookAtClock() {
        if (clock.isDue() && !clock.isRestarted()) {
            enqueue(first(clock.step(), outcome -> {}));
        }
    }

    /**
     * What the clock reads, without what it was set by and the journal does not know yet: what was granted for a while, and
     * who was here until when, go by it.
     */
    public Instant journaledTime() {
        return clock.time();
    }

    private void enqueue(Asked next) {
        services.loop().check();
        Optional<Outcome> before = next.before();
        if (before.isPresent()) {
            next.answer.accept(before.get());
        } else if (!aggregate.take(next)) {
            next.answer.accept(new Outcome.Unavailable("The session is very busy. Try again."));
        }
    }

    /** Something that was asked of the session: its turn, and its answer. */
    private final class Asked implements Turn<Recorded> {
        private final Function<Instant, Decision> decide;
        private final Optional<CommandRef> command;
        /** Whether it is what tells the journal that the clock was set. */
        private final boolean ofClock;

        private final Consumer<Outcome> answer;
        private Map<String, Object> told = Map.of();

        Asked(
                Function<Instant, Decision> decide,
                Optional<CommandRef> command,
                boolean ofClock,
                Consumer<Outcome> answer) {
            this.decide = decide;
            this.command = command;
            this.ofClock = ofClock;
            this.answer = answer;
        }

        Asked(Function<Instant, Decision> decide, Optional<CommandRef> command, Consumer<Outcome> answer) {
            this(decide, command, false, answer);
        }

        /** What its command was answered before. */
        Optional<Outcome> before() {
            return command.flatMap(answered::of);
        }

        @Override
        public List<Recorded> decide() {
            Optional<Outcome> before = before();
            if (before.isPresent()) {
                answer(before.get());
                return List.of();
            }
            if (!ofClock && clock.isDue()) {
                aggregate.takeNext(first(clock.first(), outcome -> {
                    if (outcome instanceof Outcome.Done) {
                        aggregate.takeNext(this);
                    } else {
                        answer(outcome);
                    }
                }));
                return List.of();
            }
            Instant now = services.clock().instant();
            try {
                return events(decide.apply(now), now);
            } catch (RuntimeException e) {
                LOG.error("Session {}: a rule failed", id, e);
                answer(new Outcome.Unavailable("Something on our side did not work."));
                return List.of();
            }
        }

        private List<Recorded> events(Decision decision, Instant now) {
            if (decision instanceof Decision.Refused refused) {
                finish(new Outcome.Refused(refused.code(), refused.detail()));
                return List.of();
            }
            Accepted accepted = (Accepted) decision;
            if (accepted.events().isEmpty()) {
                finish(new Outcome.Done(state().seq(), accepted.answer()));
                return List.of();
            }
            told = accepted.answer();
            return numbered(accepted, now, command);
        }

        @Override
        public void kept() {
            finish(new Outcome.Done(state().seq(), told));
        }

        @Override
        public void failed(Throwable cause) {
            answer(new Outcome.Unavailable("This could not be kept. Try again."));
        }

        private void finish(Outcome outcome) {
            command.ifPresent(ref -> answered.keep(ref, outcome));
            answer(outcome);
        }

        private void answer(Outcome outcome) {
            try {
                answer.accept(outcome);
            } catch (RuntimeException e) {
                defect("an answer", e);
            }
        }
    }

    private List<Recorded> numbered(Accepted accepted, Instant now, Optional<CommandRef> command) {
        long seq = aggregate.seq();
        List<Recorded> events = new ArrayList<>();
        for (Caused one : accepted.events()) {
            seq++;
            events.add(new Recorded(seq, now, one.by(), command, accepted.answer(), one.event()));
        }
        return events;
    }

    private void defect(String what, RuntimeException e) {
        services.meters().counter("anteroom_session_failures").increment();
        LOG.error("Session {}: {} failed", id, what, e);
    }

    /** What is done at each commit before anybody hears of it. */
    private final class Commits implements Owner<SessionState, Recorded> {
        @Override
        public void moved(List<Change<SessionState, Recorded>> changes) {
            services.loop().check();
            published = aggregate.state();
            mover.accept(state());
            changes.stream().map(SessionHost::step).forEach(SessionHost.this::keep);
            if (changes.stream().anyMatch(change -> movesTimers(change.event()))) {
                schedule();
            }
        }

        @Override
        public void notKept(Throwable cause) {
            LOG.warn("Session {}: an append failed: {}", id, cause.getClass().getSimpleName());
        }

        @Override
        public void defect(String what, RuntimeException e) {
            SessionHost.this.defect(what, e);
        }
    }

    private static Step step(Change<SessionState, Recorded> change) {
        return new Step(change.before().orElse(change.after()), change.after(), change.event());
    }

    private static boolean movesTimers(Recorded event) {
        return event.event().eventKind().effects().contains(Effect.TIMERS);
    }

    private void keep(Step step) {
        Recorded event = step.recorded();
        steps.add(step);
        event.command().ifPresent(command -> answered.keep(command, new Outcome.Done(event.seq(), event.answer())));
        clock.keep(event.event());
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
        enqueue(new Asked(now -> SessionDecider.tick(state(), now), Optional.empty(), outcome -> {
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
