package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The event loops that sessions are spread over. On the front. */
public final class Loops {
    private static final int TRIES_MAX = 64;

    private final List<EventLoop> loops;

    private Loops(List<EventLoop> loops) {
        this.loops = loops;
    }

    /** Sessions live on the front itself. */
    public static Loops onFront() {
        return new Loops(List.of());
    }

    /** So many loops beside the front. */
    public static Loops beside(Vertx vertx, Context front, int count, MeterRegistry meters) {
        LoopDefects defects = new LoopDefects(meters);
        ContextInternal near = (ContextInternal) front;
        return new Loops(contexts((VertxInternal) vertx, near, count).stream()
                .map(own -> new EventLoop(near, own, defects))
                .toList());
    }

    /** Contexts on different threads, and none on the front's, as long as Vert.x has so many. */
    private static List<ContextInternal> contexts(VertxInternal vertx, ContextInternal front, int count) {
        Set<io.netty.channel.EventLoop> taken = new HashSet<>(Set.of(front.nettyEventLoop()));
        List<ContextInternal> contexts = new ArrayList<>();
        for (int tries = 0; contexts.size() < count; tries++) {
            ContextInternal next = vertx.createEventLoopContext();
            if (taken.add(next.nettyEventLoop()) || tries > TRIES_MAX) {
                contexts.add(next);
            }
        }
        return contexts;
    }

    /** The loop with the fewest sessions, for one more. */
    Loop take() {
        if (loops.isEmpty()) {
            return Loop.front();
        }
        EventLoop least =
                loops.stream().min(Comparator.comparingInt(EventLoop::sessions)).orElseThrow();
        least.count(1);
        return least;
    }

    /** A session is at work no more. */
    void give(Loop loop) {
        if (loop instanceof EventLoop known) {
            known.count(-1);
        }
    }
}
