package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Lease;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;

/**
 * Journals screens that were sent without a right to. Of one seat at most one a second, and without a new lease at most
 * one a minute, so that nobody fills the journal by cheating.
 */
final class ScreenViolations {
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private final SessionHost host;
    private final HostServices services;
    private final Map<SeatId, Told> told = new HashMap<>();

    private record Told(Instant at, Optional<Lease> lease) {}

    ScreenViolations(SessionHost host, HostServices services) {
        this.host = host;
        this.services = services;
    }

    void tell(SeatId seat) {
        Instant now = services.clock().instant();
        Optional<Lease> lease = host.state().seat(seat).flatMap(Seat::lease);
        Told before = told.get(seat);
        if (before != null && now.isBefore(before.at().plus(isNew(lease, before) ? APART : REPEATED))) {
            return;
        }
        told.put(seat, new Told(now, lease));
        host.ask(state -> SessionDecider.violation(state, seat, services.clock().instant()), outcome -> {
            if (outcome instanceof Outcome.Unavailable) {
                told.remove(seat);
            }
        });
    }

    private static boolean isNew(Optional<Lease> lease, Told before) {
        return lease.isPresent() && !lease.equals(before.lease());
    }
}
