package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Signal;
import org.anteroom.engine.session.Turn;

/**
 * One session at work: its host, who is connected, and its attendance. Nobody outside of this package has one: others have a
 * {@link SessionRef} or a {@link SessionLine}.
 *
 * <p>It lives on one loop and is touched on that alone. The front has its id, its state as it was published last, and the
 * ways to it: {@link #tell}, {@link #ask}, {@link #look}.
 */
public final class LiveSession implements SessionReading {
    private final SessionId id;
    private final Loop loop;
    private final SessionHost host;
    private final SessionFeed feed;
    private AttendanceBook book = new AttendanceBook();
    private final EndWarnings warnings;
    private final QuotaShare share;
    private final SignalPace pace = new SignalPace();
    private final HostServices services;
    /** What was last told of its seats for quotas. */
    private int counted = QuotaShare.UNKNOWN;
    /** How often the front told or asked it something that may change it. The front's. */
    private long words;

    /**
     * Made on the front, and handed to its loop by the first word.
     *
     * @param crisis the crisis line of its program, which does not change
     * @param over is told on the front, after each commit, that it is over
     */
    LiveSession(
            SessionId id,
            HostServices services,
            MediaHub media,
            Crisis crisis,
            QuotaShare share,
            Consumer<LiveSession> over) {
        this.id = id;
        this.loop = services.loop();
        this.share = share;
        this.services = services;
        host = new SessionHost(services, id);
        host.onMove(this::count);
        host.onCommit(steps -> steps.forEach(step -> book.take(step.before(), step.after(), step.recorded())));
        feed = new SessionFeed(host, services, crisis, new MediaReactor(host, services, media), this::ledger);
        warnings = new EndWarnings(host, services, feed::toInside);
        host.onCommit(steps -> {
            warnings.follow();
            if (host.state().phase().isOver()) {
                loop.onFront(() -> over.accept(this));
            }
        });
    }

    /** Before anybody is answered: who asks for more is judged by all that there is. */
    private void count(SessionState state) {
        int now = QuotaShare.seats(state);
        if (now != counted) {
            counted = now;
            loop.onFront(() -> share.follow(state));
        }
    }

    SessionId id() {
        return id;
    }

    Loop loop() {
        return loop;
    }

    /** The session as it is on disk; empty until its first events are. Any thread. */
    Optional<SessionState> published() {
        return host.published();
    }

    /** What it takes of its program's quotas. The front's. */
    QuotaShare share() {
        return share;
    }

    /** Tells the session something; called on the front. */
    void tell(Runnable word) {
        words++;
        loop.run(word);
    }

    /** Asks something of which one answer comes; called on the front, and answered there. */
    Future<Outcome> ask(Consumer<Consumer<Outcome>> question) {
        if (!loop.takesMore()) {
            return Future.succeededFuture(new Outcome.Unavailable("The session is very busy. Try again."));
        }
        return call(() -> {
            Promise<Outcome> outcome = Promise.promise();
            question.accept(outcome::complete);
            return outcome.future();
        });
    }

    /** Says something that comes from outside, of which as much may wait as of questions; fails where too much does. */
    Future<Void> say(Supplier<Future<Void>> word) {
        return loop.takesMore()
                ? call(word)
                : Future.failedFuture(new IllegalStateException("The session is very busy"));
    }

    /** Asks something that takes its time; called on the front, and answered there. */
    <T> Future<T> call(Supplier<Future<T>> question) {
        words++;
        return loop.ask(question);
    }

    /** Looks at something of the session and changes nothing; called on the front, and answered there. */
    <T> Future<T> look(Function<LiveSession, T> look) {
        return loop.ask(() -> Future.succeededFuture(look.apply(this)));
    }

    /** How often it was told or asked something that may change it; called on the front. */
    long words() {
        return words;
    }

    /** Takes over a session that was folded from its journal. */
    void restore(FoldedSession folded) {
        loop.check();
        book = folded.book();
        host.restore(folded);
        warnings.follow();
        feed.claims().follow();
        count(folded.state());
    }

    /** Whether nobody is connected, and nothing is under way. */
    boolean isAtRest() {
        loop.check();
        return feed.isIdle() && host.isQuiet();
    }

    /** Stops the timers; what is queued still ends. */
    void stop() {
        loop.check();
        host.stop();
        warnings.stop();
        feed.landing().stop();
        feed.idleness().stop();
        feed.claims().stop();
    }

    /**
     * Asks a command; see {@link SessionHost#command}. What a signal says is told to those who may see it after the answer,
     * by the session as it was when it was decided.
     */
    public void command(Caller caller, Optional<CommandRef> ref, Command command, Consumer<Outcome> answer) {
        host.command(caller, ref, command, decided -> {
            boolean tooOften = decided instanceof Outcome.Done && isTooOften(caller, command);
            Outcome outcome = tooOften ? new Outcome.TooOften("That was too much at once. Wait a moment.") : decided;
            answer.accept(outcome);
            if (outcome instanceof Outcome.Done) {
                caller.seat().ifPresent(seat -> feed.pass(seat, command));
            }
        });
    }

    /** Asks what a page says of its public keys; it is decided on the state of its turn. */
    void keys(Caller caller, KeyProofs.Said said, Consumer<Outcome> answer) {
        host.ask(state -> said.decide(new Turn(state, caller, services.clock().instant(), services.chance())), answer);
    }

    /** Whether a seat says a signal more often than it may; where not, this one counts. */
    private boolean isTooOften(Caller caller, Command command) {
        Optional<? extends Signal<?>> signal = command.kind().signal();
        return caller.seat().isPresent()
                && signal.isPresent()
                && !pace.takes(
                        caller.seat().get(), signal.get(), services.clockWatch().monotonicMs());
    }

    public SessionHost host() {
        loop.check();
        return host;
    }

    public SessionFeed feed() {
        loop.check();
        return feed;
    }

    @Override
    public SessionState state() {
        loop.check();
        return host.state();
    }

    @Override
    public Presence presence() {
        return feed().presence();
    }

    @Override
    public List<Map<String, Object>> devices(SeatId seat) {
        return feed().devices().of(seat);
    }

    @Override
    public Stream<CommandRef> answeredCommands(String caller, String prefix) {
        return host().answeredCommands(caller, prefix);
    }

    @Override
    public Ledger ledger() {
        return book.ledger(state(), state().endedAt().orElseGet(host::journaledTime));
    }
}
