package org.anteroom.signaling.embedded.congestion;

import java.util.Arrays;

/**
 * How long the line's queue holds back even what it delays least: the least delay of the last third of a second beyond the
 * least of the last ten seconds (the idea of CoDel, RFC 8289, section 3.2). A queue that does not empty stands; a radio or
 * a machine that stood still for a moment delays much, and lets go of all of it at once.
 */
final class StandingQueue {
    private static final Minimum.Span RECENT = new Minimum.Span(50_000, 6);
    private static final Minimum.Span BASE = new Minimum.Span(1_000_000, 10);

    private final Minimum recent = new Minimum(RECENT);
    private final Minimum base = new Minimum(BASE);

    /** Takes a packet's times, each by a clock of its own. */
    void arrived(long sentMicros, long arrivedMicros) {
        long delay = arrivedMicros - sentMicros;
        recent.take(delay, arrivedMicros);
        base.take(delay, arrivedMicros);
    }

    /** In microseconds; 0 before anything arrived. */
    long micros() {
        return recent.isEmpty() ? 0 : Math.max(0, recent.least() - base.least());
    }

    /** The least of the values of some time, by slots. Times that go back or jump far begin it anew. */
    private static final class Minimum {
        /** Slots of so many microseconds. */
        private record Span(long slotMicros, int slots) {}

        private final Span span;
        private final long[] slots;
        private long last;
        private boolean empty = true;

        Minimum(Span span) {
            this.span = span;
            slots = new long[span.slots()];
        }

        boolean isEmpty() {
            return empty;
        }

        void take(long value, long atMicros) {
            long now = Math.floorDiv(atMicros, span.slotMicros());
            if (empty || now < last - span.slots() || now - last >= span.slots()) {
                Arrays.fill(slots, Long.MAX_VALUE);
                last = now;
                empty = false;
            }
            for (; last < now; last++) {
                slots[place(last + 1)] = Long.MAX_VALUE;
            }
            if (now > last - span.slots()) {
                slots[place(now)] = Math.min(slots[place(now)], value);
            }
        }

        long least() {
            return Arrays.stream(slots).min().orElse(0);
        }

        private int place(long slot) {
            return (int) Math.floorMod(slot, (long) span.slots());
        }
    }
}
