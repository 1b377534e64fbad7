package org.anteroom.engine.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** What goes wrong, when, and how often it did. */
final class Faults {
    /** The kinds of faults, for the summary. */
    enum Kind {
        CRASH,
        REDEPLOYMENT,
        STORE_ERROR,
        STORE_SLOW,
        BRIDGE_ERROR,
        BRIDGE_SLOW,
        BRIDGE_DISOBEYS,
        MEDIA_LOST,
        FORBIDDEN_SCREEN,
        LINK_CUT,
        SLOW_READER,
        SECOND_DEVICE,
        FRAME_REPEATED,
        OFFER_IGNORED,
        CLOCK_SET
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Random random;
    private final VirtualTime time;
    private long storeFailsUntilMs = -1;
    private long storeSlowUntilMs = -1;
    private long bridgeFailsUntilMs = -1;
    private long bridgeSlowUntilMs = -1;
    private long bridgeWrongMs;
    private boolean calm;

    Faults(Random random, VirtualTime time) {
        this.random = random;
        this.time = time;
    }

    void count(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    /** From now on nothing goes wrong. */
    void calm() {
        calm = true;
        storeFailsUntilMs = -1;
        storeSlowUntilMs = -1;
        bridgeFailsUntilMs = -1;
        bridgeSlowUntilMs = -1;
    }

    boolean isCalm() {
        return calm;
    }

    void storeFails(long ms) {
        storeFailsUntilMs = time.nowMs() + ms;
    }

    void storeIsSlow(long ms) {
        storeSlowUntilMs = time.nowMs() + ms;
    }

    void bridgeFails(long ms) {
        bridgeFailsUntilMs = time.nowMs() + ms;
    }

    void bridgeIsSlow(long ms) {
        bridgeSlowUntilMs = time.nowMs() + ms;
    }

    boolean storeRefuses() {
        boolean refuses = time.nowMs() < storeFailsUntilMs && random.nextInt(4) > 0;
        if (refuses) {
            count(Kind.STORE_ERROR);
        }
        return refuses;
    }

    long storeDelayMs() {
        if (time.nowMs() < storeSlowUntilMs) {
            count(Kind.STORE_SLOW);
            return random.nextInt(1_500);
        }
        return random.nextInt(3);
    }

    boolean bridgeRefuses() {
        boolean refuses = time.nowMs() < bridgeFailsUntilMs && random.nextBoolean();
        if (refuses) {
            count(Kind.BRIDGE_ERROR);
            bridgeWentWrong();
        }
        return refuses;
    }

    long bridgeDelayMs() {
        if (time.nowMs() < bridgeSlowUntilMs) {
            count(Kind.BRIDGE_SLOW);
            return random.nextInt(800);
        }
        return random.nextInt(4);
    }

    void bridgeWentWrong() {
        bridgeWrongMs = time.nowMs();
    }

    /** When the bridge last did not do as it was told, or was slow at it. */
    long bridgeWrongMs() {
        boolean wrongNow = time.nowMs() < Math.max(bridgeFailsUntilMs, bridgeSlowUntilMs + 1_600);
        return wrongNow
                ? time.nowMs()
                : Math.max(bridgeWrongMs, Math.max(bridgeFailsUntilMs, bridgeSlowUntilMs + 1_600));
    }
}
