package org.anteroom.engine.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets sessions go that are over: a grace after their end, when nobody is connected and nothing is under way, and once the
 * journal has their summary. A session that was read again is let go likewise; of those at most a few are kept.
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
        if (session.state().phase().isOver() && waiting.add(session)) {
            later(session, services.overKeptMs());
        }
    }

    /** Takes note of a session that was read again. Beyond so many the oldest that is as it was read goes at once. */
    void reopened(LiveSession session) {
        summarized.put(session, session.state().seq());
        if (reopened.size() >= REOPENED_MAX) {
            Iterator<LiveSession> oldest = reopened.iterator();
            while (oldest.hasNext() && reopened.size() >= REOPENED_MAX) {
                LiveSession one = oldest.next();
                if (isKept(one)) {
                    oldest.remove();
                    forget(one);
                }
            }
        }
        reopened.addLast(session);
        waiting.add(session);
        later(session, REOPENED_MS);
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
        if (isKept(session)) {
            forget(session);
        } else if (!session.isAtRest()) {
            later(session, AGAIN_MS);
        } else {
            long seq = session.state().seq();
            over.summarize(session.state()).onComplete(done -> {
                if (!waiting.contains(session)) {
                    return;
                }
                if (done.succeeded()) {
                    summarized.put(session, seq);
                }
                if (isKept(session)) {
                    forget(session);
                } else {
                    later(session, AGAIN_MS);
                }
            });
        }
    }

    /** Whether nothing of the session would be lost. */
    private boolean isKept(LiveSession session) {
        return session.isAtRest()
                && summarized.getOrDefault(session, -1L) == session.state().seq();
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
