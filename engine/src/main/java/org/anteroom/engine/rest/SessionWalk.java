package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.anteroom.engine.checkin.AnsweredCheckIn;
import org.anteroom.engine.checkin.CheckInMonth;
import org.anteroom.engine.checkin.CheckInRegistry;
import org.anteroom.engine.export.Outcome;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.SessionReading;
import org.anteroom.engine.session.ProgramId;

/**
 * Goes through many sessions of a program, one after the other, in the order of their planned starts, and through its
 * check-ins without one by the month. Each is read when its turn comes and let go after it, and others are served in between.
 * Few walks go on at a time; one more is refused. On the front.
 */
final class SessionWalk {
    private static final int UNDER_WAY_MAX = 6;
    private static final int OF_A_PROGRAM_MAX = 2;

    private final RestServices services;
    private final Map<ProgramId, Integer> underWay = new HashMap<>();

    SessionWalk(RestServices services) {
        this.services = services;
    }

    /**
     * Takes room for a walk; a refusal where there is none.
     *
     * @return gives it back; called once
     */
    Runnable begin(ProgramId program) {
        int all = underWay.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= UNDER_WAY_MAX || underWay.getOrDefault(program, 0) >= OF_A_PROGRAM_MAX) {
            throw Problem.rateLimited("As many exports are under way as may be. Try again in a moment.");
        }
        underWay.merge(program, 1, Integer::sum);
        return () -> underWay.computeIfPresent(program, (id, count) -> count == 1 ? null : count - 1);
    }

    /** The sessions of a program that begin within the span and are wanted. */
    Future<List<ListedSession>> sessions(ProgramId program, Span span, Predicate<ListedSession> wanted) {
        return services.directory()
                .listed(program)
                .map(all -> all.stream()
                        .filter(session -> span.holds(session.startsAt()))
                        .filter(wanted)
                        .sorted(Comparator.comparing(ListedSession::startsAt)
                                .thenComparing(session -> session.id().value()))
                        .toList());
    }

    /** Does something with each of them, the next one once that is done; fails with the first that fails. */
    <T> Future<Void> each(List<T> some, Function<T, Future<Void>> act) {
        Promise<Void> done = Promise.promise();
        next(some.iterator(), act, done);
        return done.future();
    }

    private <T> void next(Iterator<T> rest, Function<T, Future<Void>> act, Promise<Void> done) {
        if (!rest.hasNext()) {
            done.complete();
            return;
        }
        // What it throws fails the walk as well: a walk that never ends would keep its room for good.
        Future.succeededFuture(rest.next())
                .compose(act)
                // Each in a turn of its own: a long walk is nobody's latency, and no stack grows with it.
                .onSuccess(ignored -> services.vertx().runOnContext(turn -> next(rest, act, done)))
                .onFailure(done::fail);
    }

    /** Fails where whoever called is not there any more: nobody goes on for them. */
    static Future<Void> unlessGone(Call call) {
        return call.context().response().closed()
                ? Future.failedFuture(new IllegalStateException("Nobody waits for it"))
                : Future.succeededFuture();
    }

    /** The months whose check-ins without a session may have been answered within the span, the earliest first. */
    static List<CheckInMonth> months(ProgramId program, Span span) {
        CheckInMonth last = CheckInMonth.of(program, span.to());
        Instant first = span.from().minus(CheckInRegistry.LASTS_MAX);
        return Stream.iterate(
                        CheckInMonth.of(program, first),
                        month -> !month.month().isAfter(last.month()),
                        CheckInMonth::next)
                .toList();
    }

    /** What was answered within the span of what was asked for in this month, in the order of time. */
    Future<List<Outcome>> answered(CheckInMonth month, Span span, Predicate<AnsweredCheckIn> wanted) {
        return services.checkIns()
                .answered(
                        month,
                        said -> Optional.of(said)
                                .filter(one -> span.holds(one.at()))
                                .filter(wanted)
                                .map(one -> Outcome.alone(one.id().value(), one.ref(), one.at(), one.answers())));
    }

    /** Reads something of one of them; empty where it is not there any more. */
    <T> Future<Optional<T>> read(ProgramId program, ListedSession session, Function<SessionReading, T> read) {
        return services.directory().glance(session.id(), program, read);
    }
}
