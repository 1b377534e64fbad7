package org.anteroom.engine.runtime;

import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from one event loop to another. What is sent within one turn of the first goes over together, and is done in the
 * order in which it was sent. It holds no lock: what waits belongs to the first loop, and is handed over whole.
 */
final class Crossing {
    private final ContextInternal from;
    private final ContextInternal to;
    private final LoopDefects defects;
    private List<Runnable> waiting = new ArrayList<>();

    Crossing(ContextInternal from, ContextInternal to, LoopDefects defects) {
        this.from = from;
        this.to = to;
        this.defects = defects;
    }

    /** Sends a task over; called on the first loop. */
    void send(Runnable task) {
        if (!from.inThread()) {
            defects.elsewhere("a task was sent over");
            to.runOnContext(ignored -> defects.guard(task));
            return;
        }
        waiting.add(task);
        if (waiting.size() == 1) {
            // After all that this turn still sends.
            from.runOnContext(ignored -> goOver());
        }
    }

    private void goOver() {
        List<Runnable> batch = waiting;
        waiting = new ArrayList<>();
        to.runOnContext(ignored -> batch.forEach(defects::guard));
    }
}
