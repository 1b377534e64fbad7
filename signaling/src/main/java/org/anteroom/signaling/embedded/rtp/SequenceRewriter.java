package org.anteroom.signaling.embedded.rtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The numbering of one outgoing stream: sequence numbers without holes over pauses of its source and over what is left
 * out of it, timestamps without jumps over a change of its source's stream (RFC 3550, section 5.1).
 *
 * <p>Losses on the way to the bridge stay visible as holes, so that a late packet still fits.
 */
public final class SequenceRewriter {
    private static final int SPANS_MAX = 128;
    private static final int LEFT_OUT = Integer.MIN_VALUE;

    /** Where packets were left out of the present run, the oldest first; none before the first was. */
    private final Deque<Span> spans = new ArrayDeque<>();

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

    /** From a number on, what is to be added to it; so many before it were left out. */
    private record Span(int from, int offset, int leftOut) {}

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
     * Takes the next packet of the source; false when it is older than the present run, or left out of it, and has no
     * number.
     *
     * @param clockRate ticks a second, to place a restarted stream's first timestamp
     */
    public boolean accept(int sequence, int timestamp, int clockRate, long nowMs) {
        if (paused) {
            begin(sequence, timestamp, clockRate, nowMs);
        } else if (Bytes.ahead(sequence, highestIn) > 0) {
            advance(sequence);
        } else if (offsetAt(sequence) == LEFT_OUT) {
            return false;
        }
        lastTimestampOut = timestamp + timestampOffset;
        lastAtMs = nowMs;
        return true;
    }

    /**
     * Leaves a packet out: what follows it takes its number. What was missing before it keeps theirs.
     *
     * @return false when it is so late that its number is taken: then something has to go out under it
     */
    public boolean leaveOut(int sequence) {
        if (paused) {
            return true;
        }
        if (Bytes.ahead(sequence, highestIn) <= 0) {
            return offsetAt(sequence) == LEFT_OUT;
        }
        if (spans.isEmpty()) {
            spans.addLast(new Span(firstIn, offset, 0));
        }
        advance(sequence);
        offset--;
        highestOut = (highestOut - 1) & 0xFFFF;
        int next = (sequence + 1) & 0xFFFF;
        boolean goesOn = spans.getLast().from() == sequence;
        int leftOut = goesOn ? spans.removeLast().leftOut() : 0;
        spans.addLast(new Span(next, offset, leftOut + 1));
        if (spans.size() > SPANS_MAX) {
            spans.removeFirst();
            firstIn = spans.getFirst().from();
        }
        return true;
    }

    private void advance(int sequence) {
        highestIn = sequence;
        highestOut = (sequence + offset) & 0xFFFF;
        // A run longer than half the number space would make its first packet look new again.
        if (Bytes.ahead(sequence, firstIn) > 0x4000) {
            firstIn = (sequence - 0x2000) & 0xFFFF;
            forgetSpansBefore(firstIn);
        }
    }

    private void forgetSpansBefore(int first) {
        while (spans.size() > 1) {
            Span oldest = spans.removeFirst();
            if (Bytes.ahead(spans.getFirst().from(), first) > 0) {
                spans.addFirst(new Span(first, oldest.offset(), 0));
                return;
            }
        }
    }

    private void begin(int sequence, int timestamp, int clockRate, long nowMs) {
        spans.clear();
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

    /** What is to be added to a number that came by now. */
    private int offsetAt(int sequenceIn) {
        if (Bytes.ahead(sequenceIn, firstIn) < 0) {
            return LEFT_OUT;
        }
        for (Iterator<Span> newest = spans.descendingIterator(); newest.hasNext(); ) {
            Span span = newest.next();
            int ahead = Bytes.ahead(sequenceIn, span.from());
            if (ahead >= 0) {
                return span.offset();
            }
            if (ahead >= -span.leftOut()) {
                return LEFT_OUT;
            }
        }
        return offset;
    }

    /** The outgoing number of a source's packet that was accepted. */
    public int sequenceOut(int sequenceIn) {
        boolean newest = spans.isEmpty() || sequenceIn == highestIn;
        return (sequenceIn + (newest ? offset : offsetAt(sequenceIn))) & 0xFFFF;
    }

    /** The source's number of a packet that was sent in the present run, -1 if it was not. */
    public int sequenceIn(int sequenceOut) {
        int in = (sequenceOut - offset) & 0xFFFF;
        for (Iterator<Span> newest = spans.descendingIterator(); newest.hasNext(); ) {
            Span span = newest.next();
            in = (sequenceOut - span.offset()) & 0xFFFF;
            if (Bytes.ahead(in, span.from()) >= 0) {
                break;
            }
        }
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
