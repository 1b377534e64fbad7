package org.anteroom.engine.runtime;

import io.vertx.core.Vertx;

/** Timers on the Vert.x context that sets them; any of them. */
public record VertxTimers(Vertx vertx) implements Timers {
    @Override
    public Timer set(long delayMs, Runnable task) {
        long id = vertx.setTimer(delayMs, ignored -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
