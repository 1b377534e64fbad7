package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.house.HouseEvents;

/**
 * The clock as the journal of one session knows it, and what that journal has to learn before anything else: of a restart,
 * of a clock that was set, and of lines that were lost. On the session's loop.
 */
final class JournaledClock {
    private final HostServices services;
    private final Supplier<Optional<SessionState>> state;
    /** What the journal of this session knows of steps of the clock, since this process began. */
    private long steppedMs;
    /** How much of who lost their lines the journal does not know yet. */
    private int unsaid;
    /** What the journal has to learn of a restart before anything else. */
    private Optional<Function<Instant, Decision>> restart = Optional.empty();

    JournaledClock(HostServices services, Supplier<Optional<SessionState>> state) {
        this.services = services;
        this.state = state;
        steppedMs = services.clockWatch().steppedMs();
    }

    /**
     * What the journal has to learn.
     *
     * @param said is told what became of it
     */
    record Due(Function<Instant, Decision> decide, Consumer<Outcome> said) {}

    /** Takes note of an event that the journal has. */
    void keep(SessionEvent event) {
        if (event instanceof HouseEvents.ClockStepped stepped) {
            steppedMs += stepped.millis();
        }
    }

    /** By how much the clock was set since the journal learned of it; of a session that is over this is nobody's matter. */
    long stepMs() {
        boolean counts = state.get().filter(now -> !now.phase().isOver()).isPresent();
        return counts ? services.clockWatch().steppedMs() - steppedMs : 0;
    }

    /** What the clock reads, without what it was set by and the journal does not know yet. */
    Instant time() {
        return services.clock().instant().minusMillis(stepMs());
    }

    boolean isRestarted() {
        return restart.isPresent();
    }

    /** Whether the journal has to learn of the restart or the clock before anything else. */
    boolean isDue() {
        return isRestarted() || stepMs() != 0;
    }

    /** Whether the journal knows of the restart, of whose lines are lost, and of the clock. */
    boolean isSaid() {
        return !isDue() && unsaid == 0;
    }

    /**
     * A restart: the journal has to learn of all lines that were lost, and of a clock that reads earlier than it did, which
     * was set back meanwhile by as much at least.
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
            long stepMs = stepMs();
            Instant lost = last.plusMillis(steppedMs - known + stepMs);
            return SessionDecider.restarted(state.get().orElseThrow(), stepMs, now, lost);
        });
    }

    /** What comes before everything else, where something {@link #isDue}. */
    Due first() {
        return isRestarted() ? restart() : step();
    }

    /** The restart, where the journal does not know of it yet. */
    Due restart() {
        return new Due(
                now -> restart.map(due -> due.apply(now)).orElseGet(() -> new Accepted(List.of(), Map.of())),
                outcome -> {
                    if (!(outcome instanceof Outcome.Unavailable)) {
                        restart = Optional.empty();
                    }
                });
    }

    /** The step of the clock: what is due, and what holds, is decided after it. */
    Due step() {
        return new Due(
                now -> {
                    long step = stepMs();
                    Caused stepped = new Caused(Actor.POLICY, new HouseEvents.ClockStepped(step));
                    return new Accepted(step == 0 ? List.of() : List.of(stepped), Map.of());
                },
                outcome -> {});
    }

    /** That a seat's line was lost just now, decided when the journal takes it, however long it refuses. */
    Due lost(SeatId seat, Function<SeatId, Boolean> isConnected) {
        Instant lost = time();
        long known = steppedMs;
        unsaid++;
        return new Due(
                ignored -> lost(
                        seat,
                        isConnected.apply(seat),
                        lost,
                        known,
                        services.clock().instant()),
                outcome -> unsaid--);
    }

    /** What the clock was set by since the line was lost is no part of when that was. */
    private Decision lost(SeatId seat, boolean connected, Instant lost, long known, Instant at) {
        Instant since = lost.plusMillis(steppedMs - known);
        Optional<Instant> earlier = Optional.of(since).filter(when -> when.isBefore(at));
        return SessionDecider.connection(state.get().orElseThrow(), seat, connected, at, earlier);
    }
}
