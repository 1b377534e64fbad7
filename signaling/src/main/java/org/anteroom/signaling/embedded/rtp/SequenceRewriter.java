package org.anteroom.signaling.embedded.rtp;

/**
 * The numbering of one outgoing stream: sequence numbers without holes over pauses of its source, timestamps without
 * jumps over a change of its source's stream (RFC 3550, section 5.1).
 *
 * <p>Losses on the way to the bridge stay visible as holes, so that a late packet still fits.
 */
public final class SequenceRewriter {
    private boolean started;
    private boolean paused = true;
    private int offset;
    private int firstIn;
    private int highestIn;
    private int highestOut;
    private int timestampOffset;
    private int lastTimestampOut;
    private long lastAtMs;
    private boolean rebaseTimestamp;

    public SequenceRewriter(int firstOut) {
        this.highestOut = (firstOut - 1) & 0xFFFF;
    }

    /** Ends the run: the next accepted packet follows the last one without a hole. */
    public void pause() {
        paused = true;
    }

    /** Ends the run, as the source continues with another stream whose timestamps begin elsewhere. */
    public void restart() {
        paused = true;
        rebaseTimestamp = started;
    }

    /**
     * Takes the next packet of the source; false when it is older than the present run and has no number.
     *
     * @param clockRate ticks a second, to place a restarted stream's first timestamp
     */
    public boolean accept(int sequence, int timestamp, int clockRate, long nowMs) {
        if (paused) {
            begin(sequence, timestamp, clockRate, nowMs);
        } else if (Bytes.ahead(sequence, firstIn) < 0) {
            return false;
        } else if (Bytes.ahead(sequence, highestIn) > 0) {
            highestIn = sequence;
            highestOut = (sequence + offset) & 0xFFFF;
            // A run longer than half the number space would make its first packet look new again.
            if (Bytes.ahead(sequence, firstIn) > 0x4000) {
                firstIn = (sequence - 0x2000) & 0xFFFF;
            }
        }
        lastTimestampOut = timestamp + timestampOffset;
        lastAtMs = nowMs;
        return true;
    }

    private void begin(int sequence, int timestamp, int clockRate, long nowMs) {
        offset = (highestOut + 1 - sequence) & 0xFFFF;
        firstIn = sequence;
        highestIn = sequence;
        highestOut = (sequence + offset) & 0xFFFF;
        if (rebaseTimestamp) {
            int elapsed = (int) ((nowMs - lastAtMs) * clockRate / 1000);
            timestampOffset = lastTimestampOut + Math.max(1, elapsed) - timestamp;
            rebaseTimestamp = false;
        }
        paused = false;
        started = true;
    }

    /** The outgoing number of a source's packet that was accepted. */
    public int sequenceOut(int sequenceIn) {
        return (sequenceIn + offset) & 0xFFFF;
    }

    /** The source's number of a packet that was sent in the present run, -1 if it was not. */
    public int sequenceIn(int sequenceOut) {
        int in = (sequenceOut - offset) & 0xFFFF;
        boolean inRun = !paused && Bytes.ahead(in, firstIn) >= 0 && Bytes.ahead(in, highestIn) <= 0;
        return inRun ? in : -1;
    }

    public int timestampOut(int timestampIn) {
        return timestampIn + timestampOffset;
    }

    /** Whether anything was ever sent. */
    public boolean started() {
        return started;
    }
}
