package org.anteroom.signaling.embedded.congestion;

/**
 * Gathers packets that left together into groups, and tells how far apart two groups left and arrived (gcc-02,
 * section 5.2). Times that cannot be true begin everything anew.
 */
final class ArrivalGroups {
    private static final long GROUP_MICROS = 5_000;
    private static final long BURST_MICROS_MAX = 100_000;
    private static final long JUMP_MICROS_MAX = 3_000_000;
    private static final int DISORDERS_MAX = 3;

    /** Takes the distance of two groups. */
    interface Deltas {
        void delta(long sendMicros, long arrivalMicros, long arrivedMicros);
    }

    private boolean open;
    private boolean hasBefore;
    private long firstSent;
    private long firstArrived;
    private long lastSent;
    private long lastArrived;
    private long sentBefore;
    private long arrivedBefore;
    private int disorders;

    /** Notes an arrival; when it begins a new group, the last one is measured against the one before it. */
    void arrived(long sentMicros, long arrivedMicros, Deltas deltas) {
        if (!open) {
            begin(sentMicros, arrivedMicros);
            return;
        }
        if (sentMicros < firstSent) {
            return;
        }
        if (belongs(sentMicros, arrivedMicros)) {
            lastSent = Math.max(lastSent, sentMicros);
            lastArrived = Math.max(lastArrived, arrivedMicros);
            return;
        }
        if (hasBefore && !measure(deltas)) {
            reset();
            begin(sentMicros, arrivedMicros);
            return;
        }
        hasBefore = true;
        sentBefore = lastSent;
        arrivedBefore = lastArrived;
        begin(sentMicros, arrivedMicros);
    }

    private boolean measure(Deltas deltas) {
        long send = lastSent - sentBefore;
        long arrival = lastArrived - arrivedBefore;
        if (Math.abs(arrival - send) > JUMP_MICROS_MAX) {
            return false;
        }
        if (arrival < 0) {
            disorders++;
            return disorders < DISORDERS_MAX;
        }
        disorders = 0;
        deltas.delta(send, arrival, lastArrived);
        return true;
    }

    private boolean belongs(long sentMicros, long arrivedMicros) {
        if (sentMicros - firstSent <= GROUP_MICROS) {
            return true;
        }
        // What a queue held back and let go at once was one group for the line.
        long arrival = arrivedMicros - lastArrived;
        boolean caughtUp = arrival - (sentMicros - lastSent) < 0;
        return caughtUp && arrival <= GROUP_MICROS && arrivedMicros - firstArrived < BURST_MICROS_MAX;
    }

    private void begin(long sentMicros, long arrivedMicros) {
        open = true;
        firstSent = sentMicros;
        firstArrived = arrivedMicros;
        lastSent = sentMicros;
        lastArrived = arrivedMicros;
    }

    void reset() {
        open = false;
        hasBefore = false;
        disorders = 0;
    }
}
