package org.anteroom.engine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what it means. One limit for all: it says that something never came, and nothing of how fast
 * it should have come, which is no business of a machine that does other things too.
 */
public final class Patience {
    public static final int SECONDS = 90;

    private static final int POLL_MS = 50;

    private Patience() {}

    public static ConditionFactory await() {
        return patient(Awaitility.await());
    }

    public static ConditionFactory await(String what) {
        return patient(Awaitility.await(what));
    }

    /** What holds already is not waited for. */
    private static ConditionFactory patient(ConditionFactory waiting) {
        return waiting.atMost(Duration.ofSeconds(SECONDS))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(POLL_MS));
    }
}
