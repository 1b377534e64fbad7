package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.session.SessionState;

/** Tells those inside when five minutes, one, and none are left to the planned end. */
final class EndWarnings {
    private static final List<Integer> SECONDS_LEFT = List.of(300, 60, 0);
    private static final long TIMER_MAX_MS = Duration.ofDays(1).toMillis();

    private final SessionHost host;
    private final HostServices services;
    private final Consumer<Frame> toInside;
    private Optional<Warning> next = Optional.empty();
    private Optional<Timers.Timer> timer = Optional.empty();

    private record Warning(Instant endsAt, int secondsLeft) {
        Instant at() {
            return endsAt.minusSeconds(secondsLeft);
        }
    }

    EndWarnings(SessionHost host, HostServices services, Consumer<Frame> toInside) {
        this.host = host;
        this.services = services;
        this.toInside = toInside;
    }

    /** Keeps up with the session: its end may have moved, or come. */
    void follow() {
        Instant now = services.clock().instant();
        SessionState state = host.state();
        Optional<Warning> due = SECONDS_LEFT.stream()
                .map(seconds -> new Warning(state.endsAt(), seconds))
                .filter(warning -> warning.at().isAfter(now) && !state.phase().isOver())
                .findFirst();
        if (!due.equals(next)) {
            stop();
            next = due;
            next.ifPresent(warning -> await(warning, now));
        }
    }

    private void await(Warning warning, Instant now) {
        long delayMs = Duration.between(now, warning.at()).toMillis() + 1;
        timer = Optional.of(services.timers().set(Math.min(delayMs, TIMER_MAX_MS), () -> due(warning)));
    }

    private void due(Warning warning) {
        next = Optional.empty();
        if (!warning.at().isAfter(services.clock().instant())) {
            toInside.accept(SignalFrames.timer(warning.endsAt(), host.state().hardEndsAt(), warning.secondsLeft()));
        }
        follow();
    }

    void stop() {
        timer.ifPresent(Timers.Timer::cancel);
        timer = Optional.empty();
        next = Optional.empty();
    }
}
