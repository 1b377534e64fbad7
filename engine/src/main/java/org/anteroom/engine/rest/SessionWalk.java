package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.SessionReading;
import org.anteroom.engine.session.ProgramId;

/**
 * Goes through many sessions of a program, one after the other, in the order of their planned starts. Each is read when its
 * turn comes and let go after it, and others are served in between. Few walks go on at a time; one more is refused. On the
 * front.
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

    /** Does something with each session, the next one once that is done; fails with the first that fails. */
    Future<Void> each(List<ListedSession> sessions, Function<ListedSession, Future<Void>> act) {
        Promise<Void> done = Promise.promise();
        next(sessions.iterator(), act, done);
        return done.future();
    }

    private void next(Iterator<ListedSession> rest, Function<ListedSession, Future<Void>> act, Promise<Void> done) {
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

    /** Reads something of one of them; empty where it is not there any more. */
    <T> Future<Optional<T>> read(ProgramId program, ListedSession session, Function<SessionReading, T> read) {
        return services.directory().glance(session.id(), program, read);
    }
}
