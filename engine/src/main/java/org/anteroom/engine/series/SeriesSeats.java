package org.anteroom.engine.series;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/** Who has a seat in the sessions of a series, within what its program may have, and whose links open them. On the front. */
final class SeriesSeats {
    private final SessionDirectory directory;
    private final Quotas quotas;
    private final Chance chance;
    private final MeterRegistry meters;

    SeriesSeats(SessionDirectory directory, Quotas quotas, Chance chance, MeterRegistry meters) {
        this.directory = directory;
        this.quotas = quotas;
        this.chance = chance;
        this.meters = meters;
    }

    /** Fails where the program has no room for one more session of a series. */
    Future<Void> room(Series series) {
        boolean room = quotas.hasRoom(series.program(), Quotas.Kind.SESSIONS, 1)
                && quotas.hasRoom(
                        series.program(), Quotas.Kind.SEATS, series.roster().size());
        return room ? Future.succeededFuture() : withoutRoom();
    }

    private Future<Void> withoutRoom() {
        meters.counter("anteroom_occurrences_without_room").increment();
        return Future.failedFuture(new IllegalStateException("The program has no room for an occurrence"));
    }

    /** Gives a seat to whoever belongs to the series since; fails where the program has no room for them. */
    Future<Void> enroll(Series series, ListedSession session) {
        int seats = session.state().map(now -> missing(series, now)).orElse(0);
        if (seats == 0) {
            return Future.succeededFuture();
        }
        if (!quotas.hasRoom(series.program(), Quotas.Kind.SEATS, seats)) {
            return withoutRoom();
        }
        // Held until they count by themselves, so that series at the same time do not pass the bound together.
        quotas.add(series.program(), Quotas.Kind.SEATS, seats);
        return ask(series, session.id(), now -> Registration.enroll(now, series.roster(), chance))
                .onComplete(done -> quotas.add(series.program(), Quotas.Kind.SEATS, -seats));
    }

    /** How many of the roster have no seat in a session that has room for them. */
    private static int missing(Series series, SessionState session) {
        long without = series.roster().stream()
                .filter(person -> Registration.seatOf(session, person.ref()).isEmpty())
                .count();
        return (int) Math.min(without, Registration.SEATS_MAX - session.seats().size());
    }

    /** Takes back what was made of links that were taken back since. */
    Future<Void> revoke(Series series, ListedSession session) {
        List<Supplier<Future<Void>>> steps = series.invites().values().stream()
                .filter(SeriesInvite::revoked)
                .map(invite -> SeriesDoor.inSession(invite, session.id()))
                .filter(id -> session.state()
                        .map(state -> state.invites().get(id))
                        .filter(invite -> !invite.revoked())
                        .isPresent())
                .<Supplier<Future<Void>>>map(id -> () -> ask(series, session.id(), now -> Registration.revoke(now, id)))
                .toList();
        return inTurn(steps);
    }

    /** Asks something of a session; whether it refuses is its own to say. */
    Future<Void> ask(Series series, SessionId id, Function<SessionState, Decision> decide) {
        return directory
                .reach(id, series.program())
                .compose(found -> found.map((SessionRef session) -> session.ask(decide))
                        .orElseGet(() -> Future.succeededFuture(new Outcome.Done(0, Map.of()))))
                .compose(outcome -> outcome instanceof Outcome.Unavailable
                        ? Future.failedFuture(new IllegalStateException("A session is not to be reached"))
                        : Future.succeededFuture());
    }

    /** One after the other; what fails keeps nothing after it from being done, and fails the whole at its end. */
    static Future<Void> inTurn(List<Supplier<Future<Void>>> steps) {
        List<Throwable> failures = new ArrayList<>();
        Future<Void> all = Future.succeededFuture();
        for (Supplier<Future<Void>> step : steps) {
            all = all.compose(ignored -> step.get()).recover(failure -> {
                failures.add(failure);
                return Future.succeededFuture();
            });
        }
        return all.compose(
                ignored -> failures.isEmpty() ? Future.succeededFuture() : Future.<Void>failedFuture(failures.get(0)));
    }
}
