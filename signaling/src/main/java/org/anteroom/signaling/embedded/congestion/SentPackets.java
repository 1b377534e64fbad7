package org.anteroom.signaling.embedded.congestion;

import org.jspecify.annotations.Nullable;

/**
 * The packets last sent to one receiver, by transport-wide sequence number: when, how large, in which probe. Holds at
 * most {@value #PACKETS_MAX}; what was never sent, or too long ago, has no place in it.
 */
final class SentPackets {
    static final int PACKETS_MAX = 2048;

    private static final byte UNKNOWN = 0;
    private static final byte IN_FLIGHT = 1;
    private static final byte LOST = 2;
    private static final byte ARRIVED = 3;

    private long next;
    private long @Nullable [] sentMicros;
    private final int[] bytes = new int[PACKETS_MAX];
    private final int[] probes = new int[PACKETS_MAX];
    private final byte[] states = new byte[PACKETS_MAX];

    /** Notes a packet and returns its number, 16 bits. */
    int sent(int packetBytes, int probe, long nowMicros) {
        long[] times = sentMicros;
        if (times == null) {
            times = new long[PACKETS_MAX];
            sentMicros = times;
        }
        int at = index(next);
        times[at] = nowMicros;
        bytes[at] = packetBytes;
        probes[at] = probe;
        states[at] = IN_FLIGHT;
        return (int) (next++ & 0xFFFF);
    }

    /** Where the packet of that 16-bit number is kept, -1 when it was never sent or is forgotten. */
    int find(int sequence) {
        long back = (next - 1 - sequence) & 0xFFFF;
        return back >= PACKETS_MAX || back >= next ? -1 : index(next - 1 - back);
    }

    /** Notes that a packet arrived; false when that was known. */
    boolean arrived(int at) {
        boolean news = states[at] != ARRIVED && states[at] != UNKNOWN;
        states[at] = ARRIVED;
        return news;
    }

    /** Notes that a packet did not arrive; false when something was known of it. */
    boolean lost(int at) {
        boolean news = states[at] == IN_FLIGHT;
        if (news) {
            states[at] = LOST;
        }
        return news;
    }

    boolean isLost(int at) {
        return states[at] == LOST;
    }

    long sentMicros(int at) {
        long[] times = sentMicros;
        return times == null ? 0 : times[at];
    }

    int bytes(int at) {
        return bytes[at];
    }

    /** The probe that the packet belongs to, 0 for none. */
    int probe(int at) {
        return probes[at];
    }

    private static int index(long number) {
        return (int) (number & (PACKETS_MAX - 1));
    }
}
