package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must not happen between event loops: counted, logged, and with assertions on thrown. Any thread. */
final class LoopDefects {
    private static final Logger LOG = LoggerFactory.getLogger(LoopDefects.class);

    private final MeterRegistry meters;

    LoopDefects(MeterRegistry meters) {
        this.meters = meters;
        count(0);
    }

    private void count(int some) {
        meters.counter("anteroom_loop_defects").increment(some);
    }

    /** Something was done on another loop than its own. */
    void elsewhere(String what) {
        count(1);
        LOG.error("On another event loop than its own: {}", what, new IllegalStateException(what));
        boolean here = false;
        assert here : "On another event loop than its own: " + what;
    }

    /** Does a task, of which no failure keeps the next from being done. */
    void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            count(1);
            LOG.error("A task between event loops failed", e);
        }
    }
}
