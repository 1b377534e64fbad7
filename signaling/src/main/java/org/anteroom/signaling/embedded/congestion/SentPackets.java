package org.anteroom.signaling.embedded.congestion;

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
    /** None of these before the first packet: no place is asked for before there is one. */
    private long[] sentMicros = {};

    private int[] bytes = {};
    private int[] probes = {};
    private byte[] states = {};

    /** Notes a packet and returns its number, 16 bits. */
    int sent(int packetBytes, int probe, long nowMicros) {
        if (states.length == 0) {
            sentMicros = new long[PACKETS_MAX];
            bytes = new int[PACKETS_MAX];
            probes = new int[PACKETS_MAX];
            states = new byte[PACKETS_MAX];
        }
        int at = index(next);
        sentMicros[at] = nowMicros;
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
        return sentMicros[at];
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
