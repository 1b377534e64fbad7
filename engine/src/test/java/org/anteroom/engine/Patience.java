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

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(SECONDS));
    }

    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(SECONDS));
    }
}
