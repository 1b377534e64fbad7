package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anteroom.engine.session.SessionState;

/**
 * Lets sessions go that are over: a grace after their end, when nobody is connected and nothing is under way, and once the
 * journal has their summary. A session that was read again is let go likewise; of those at most a few are kept. On the front.
 */
final class Retirement {
    private static final long AGAIN_MS = 10_000;
    /** How long a session that was read again is kept, for whoever reads page after page. */
    private static final long REOPENED_MS = 60_000;

    private static final int REOPENED_MAX = 64;

    private final HostServices services;
    private final OverSessions over;
    private final Consumer<LiveSession> letGo;
    private final Set<LiveSession> waiting = new HashSet<>();
    private final Deque<LiveSession> reopened = new ArrayDeque<>();
    private final Map<LiveSession, Long> summarized = new HashMap<>();
    private boolean stopped;

    /** @param letGo forgets a session whose summary the journal has */
    Retirement(HostServices services, OverSessions over, Consumer<LiveSession> letGo) {
        this.services = services;
        this.over = over;
        this.letGo = letGo;
    }

    /** Keeps up with a session: once it is over, its grace runs. */
    void follow(LiveSession session) {
        if (isOver(session) && waiting.add(session)) {
            later(session, services.overKeptMs());
        }
    }

    private static boolean isOver(LiveSession session) {
        return session.published().filter(state -> state.phase().isOver()).isPresent();
    }

    /** Takes note of a session that was read again. Beyond so many the oldest that is as it was read goes at once. */
    void reopened(LiveSession session) {
        session.published().ifPresent(state -> summarized.put(session, state.seq()));
        makeRoom(List.copyOf(reopened).iterator());
        reopened.addLast(session);
        waiting.add(session);
        later(session, REOPENED_MS);
    }

    private void makeRoom(Iterator<LiveSession> oldest) {
        if (reopened.size() < REOPENED_MAX || !oldest.hasNext()) {
            return;
        }
        LiveSession one = oldest.next();
        atRest(one).onSuccess(rest -> {
            if (reopened.contains(one) && isKept(one, rest)) {
                forget(one);
            }
            makeRoom(oldest);
        });
    }

    void stop() {
        stopped = true;
    }

    private void later(LiveSession session, long delayMs) {
        services.timers().after(Math.max(1, delayMs), () -> retire(session));
    }

    private void retire(LiveSession session) {
        if (stopped || !waiting.contains(session)) {
            return;
        }
        atRest(session).onSuccess(rest -> {
            if (stopped || !waiting.contains(session)) {
                return;
            }
            if (isKept(session, rest)) {
                forget(session);
            } else if (rest.isEmpty()) {
                later(session, AGAIN_MS);
            } else {
                summarize(session, rest.get());
            }
        });
    }

    private void summarize(LiveSession session, SessionState state) {
        session.look(live -> live.ledger().attended())
                .compose(attended -> over.summarize(state, attended))
                .onComplete(done -> {
                    if (!waiting.contains(session)) {
                        return;
                    }
                    if (done.succeeded()) {
                        summarized.put(session, state.seq());
                    }
                    atRest(session).onSuccess(rest -> {
                        if (!waiting.contains(session)) {
                            return;
                        }
                        if (isKept(session, rest)) {
                            forget(session);
                        } else {
                            later(session, AGAIN_MS);
                        }
                    });
                });
    }

    /** The session as it is at rest; empty where it is not, or was told something while it was looked at. */
    private Future<Optional<SessionState>> atRest(LiveSession session) {
        long words = session.words();
        return session.look(live -> live.isAtRest() ? Optional.of(live.state()) : Optional.<SessionState>empty())
                .map(rest -> rest.filter(ignored -> session.words() == words))
                .otherwise(Optional.empty());
    }

    /** Whether nothing of the session would be lost. */
    private boolean isKept(LiveSession session, Optional<SessionState> rest) {
        return rest.filter(state -> summarized.getOrDefault(session, -1L) == state.seq())
                .isPresent();
    }

    private void forget(LiveSession session) {
        drop(session);
        letGo.accept(session);
    }

    /** Takes no more care of a session. */
    void drop(LiveSession session) {
        waiting.remove(session);
        reopened.remove(session);
        summarized.remove(session);
    }
}
