package org.anteroom.signaling.embedded;

/** The bridge's one timer: each tick what must be quick, every so many ticks the rest. A failure ends its tick only. */
final class Ticker {
    /** A pacer's step: short enough that what it lets go at once is no burst. */
    static final int TICK_MS = 5;

    private static final int REQUEST_TICKS = 5;
    private static final int FEEDBACK_TICKS = 15;
    private static final int OBSERVE_TICKS = 40;
    private static final int HOUSEKEEP_TICKS = 200;

    private final MediaCore core;
    private final MediaSockets sockets;
    private long ticks;

    Ticker(MediaCore core, MediaSockets sockets) {
        this.core = core;
        this.sockets = sockets;
    }

    void tick() {
        ticks++;
        try {
            core.pace();
            if (ticks % REQUEST_TICKS == 0) {
                core.sendRequests();
            }
            if (ticks % FEEDBACK_TICKS == 0) {
                core.sendFeedback();
            }
            if (ticks % OBSERVE_TICKS == 0) {
                core.observe();
            }
            if (ticks % HOUSEKEEP_TICKS == 0) {
                core.housekeep();
            }
        } catch (RuntimeException e) {
            // Left to itself it would cancel the timer, and with it every conference.
            Log.failure("A tick failed", e);
        }
        sockets.flush();
    }
}
