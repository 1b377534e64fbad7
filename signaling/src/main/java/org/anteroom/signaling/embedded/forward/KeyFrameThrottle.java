package org.anteroom.signaling.embedded.forward;

/** When to ask a sender for a key frame: at once, but not again within the interval; a request in it is kept for its end. */
public final class KeyFrameThrottle {
    private final long intervalMs;
    private boolean wanted;
    private boolean askedBefore;
    private long lastAskedMs;

    public KeyFrameThrottle(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    public void want() {
        wanted = true;
    }

    /** Whether to ask now; if so, the interval begins. */
    public boolean takeDue(long nowMs) {
        if (!wanted || (askedBefore && nowMs - lastAskedMs < intervalMs)) {
            return false;
        }
        wanted = false;
        askedBefore = true;
        lastAskedMs = nowMs;
        return true;
    }

    /** One came: whoever wanted one has it. */
    void came() {
        wanted = false;
    }
}
