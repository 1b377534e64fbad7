package org.anteroom.signaling.embedded.rtp;

import java.util.Optional;

/** A receiver's word on what arrived when (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1). */
public final class ArrivalReport {
    /** Packets that one report may tell of; browsers send one every 50 to 250 ms. */
    public static final int PACKETS_MAX = 2048;

    private static final int HEADER_BYTES = 20;
    private static final long TICK_MICROS = 250;
    private static final long REFERENCE_MICROS = 64_000;

    private final int base;
    private final long[] arrivedMicros;

    private ArrivalReport(int base, long[] arrivedMicros) {
        this.base = base;
        this.arrivedMicros = arrivedMicros;
    }

    /** Number of the first packet. */
    public int base() {
        return base;
    }

    /** When each packet from there on arrived by the receiver's clock, which wraps every 12 days; -1 where it did not. */
    public long[] arrivedMicros() {
        return arrivedMicros;
    }

    /** Reads the packet in these bytes; empty when a count, a run length or a time in it lies. */
    public static Optional<ArrivalReport> read(byte[] b, int from, int to) {
        if (to - from < HEADER_BYTES) {
            return Optional.empty();
        }
        int count = Bytes.uint16(b, from + 14);
        if (count == 0 || count > PACKETS_MAX) {
            return Optional.empty();
        }
        byte[] symbols = new byte[count];
        int deltas = symbols(b, from + HEADER_BYTES, to, symbols);
        long[] arrived = new long[count];
        long reference = Bytes.uint24(b, from + 16) * REFERENCE_MICROS;
        return deltas < 0 || !times(b, deltas, to, symbols, reference, arrived)
                ? Optional.empty()
                : Optional.of(new ArrivalReport(Bytes.uint16(b, from + 12), arrived));
    }

    /** Where the chunks end, -1 when they end beyond the packet. */
    private static int symbols(byte[] b, int from, int to, byte[] symbols) {
        int position = from;
        int known = 0;
        while (known < symbols.length) {
            if (position + 2 > to) {
                return -1;
            }
            int chunk = Bytes.uint16(b, position);
            position += 2;
            boolean vector = (chunk & 0x8000) != 0;
            boolean wide = (chunk & 0x4000) != 0;
            int run = vector ? (wide ? 7 : 14) : chunk & 0x1FFF;
            if (run == 0) {
                return -1;
            }
            for (int i = 0; i < run && known < symbols.length; i++) {
                int symbol = !vector ? chunk >> 13 & 3 : wide ? chunk >> (12 - 2 * i) & 3 : chunk >> (13 - i) & 1;
                symbols[known++] = (byte) symbol;
            }
        }
        return position;
    }

    private static boolean times(byte[] b, int from, int to, byte[] symbols, long reference, long[] arrived) {
        int position = from;
        long at = reference;
        for (int i = 0; i < symbols.length; i++) {
            int bytes = symbols[i];
            if (bytes == 0) {
                arrived[i] = -1;
                continue;
            }
            if (bytes > 2 || position + bytes > to) {
                return false;
            }
            at += TICK_MICROS * (bytes == 1 ? b[position] & 0xFF : (short) Bytes.uint16(b, position));
            position += bytes;
            // Before its own reference's origin there was no time.
            arrived[i] = Math.max(0, at);
        }
        return true;
    }
}
