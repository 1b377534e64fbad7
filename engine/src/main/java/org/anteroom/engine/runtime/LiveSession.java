package org.anteroom.engine.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/**
 * One session at work: its host, who is connected, and its attendance. Nobody outside of this package has one: others have a
 * {@link SessionRef} or a {@link SessionLine}.
 */
public final class LiveSession implements SessionReading {
    private final SessionHost host;
    private final SessionFeed feed;
    private AttendanceBook book = new AttendanceBook();
    private final EndWarnings warnings;
    private final QuotaShare share;
    private final SignalPace pace = new SignalPace();
    private final HostServices services;

    LiveSession(SessionId id, HostServices services, MediaHub media, CrisisLines crisis, QuotaShare share) {
        this.share = share;
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
        host.onCommit(steps -> {
            warnings.follow();
            share.follow(host.state());
        });
    }

    /** Takes over a session that was folded from its journal. */
    void restore(FoldedSession folded) {
        book = folded.book();
        host.restore(folded);
        warnings.follow();
        share.follow(folded.state());
    }

    /** Whether nobody is connected, and nothing is under way. */
    boolean isAtRest() {
        return feed.isIdle() && host.isQuiet();
    }

    /** What it takes of its program's quotas. */
    QuotaShare share() {
        return share;
    }

    /** Stops the timers; what is queued still ends. */
    void stop() {
        host.stop();
        warnings.stop();
        feed.landing().stop();
        feed.idleness().stop();
    }

    /**
     * Asks a command; see {@link SessionHost#command}. What a signal says is told to those who may see it after the answer,
     * by the session as it was when it was decided.
     */
    public void command(Caller caller, Optional<CommandRef> ref, Command command, Consumer<Outcome> answer) {
        host.command(caller, ref, command, outcome -> {
            Outcome paced = outcome instanceof Outcome.Done ? paced(caller, command, outcome) : outcome;
            answer.accept(paced);
            if (paced instanceof Outcome.Done) {
                caller.seat().ifPresent(seat -> feed.pass(seat, command));
            }
        });
    }

    private Outcome paced(Caller caller, Command command, Outcome done) {
        boolean takes = caller.seat()
                .flatMap(seat -> command.kind()
                        .signal()
                        .map(signal ->
                                pace.takes(seat, signal, services.clockWatch().monotonicMs())))
                .orElse(true);
        return takes ? done : new Outcome.TooOften("That was too much at once. Wait a moment.");
    }

    public SessionHost host() {
        return host;
    }

    public SessionFeed feed() {
        return feed;
    }

    @Override
    public SessionState state() {
        return host.state();
    }

    @Override
    public Presence presence() {
        return feed.presence();
    }

    @Override
    public List<Map<String, Object>> devices(SeatId seat) {
        return feed.devices().of(seat);
    }

    @Override
    public Stream<CommandRef> answeredCommands(String caller, String prefix) {
        return host.answeredCommands(caller, prefix);
    }

    @Override
    public Ledger ledger() {
        return book.ledger(state(), state().endedAt().orElseGet(host::journaledTime));
    }

    /** The crisis line of a program. */
    interface CrisisLines {
        Crisis of(ProgramId program);
    }
}
