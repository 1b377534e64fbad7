package org.anteroom.signaling.embedded.rtp;

import java.util.ArrayList;
import java.util.List;

/**
 * When the packets of one sender arrived, told back to its bandwidth estimator
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1).
 *
 * <p>Remembers at most {@value #WINDOW} packets between two reports; what is older is reported lost or not at all.
 */
public final class TransportFeedback {
    static final int FORMAT = 15;
    private static final int WINDOW = 2048;
    private static final int STATUSES_MAX = 400;
    private static final int RUN_MIN = 7;
    private static final long TICK_MICROS = 250;
    private static final long REFERENCE_MICROS = 64_000;

    /** Arrival by number modulo the window, in microseconds; 0 is "did not arrive". None before the first arrival. */
    private long[] arrivals = {};

    private long next;
    private long highest = -1;
    private int count;

    /** Notes an arrival. {@code micros} rises and is above 0. */
    public void arrived(int sequence, long micros) {
        if (arrivals.length == 0) {
            arrivals = new long[WINDOW];
            next = sequence;
            highest = sequence - 1L;
        }
        long extended = highest + Bytes.ahead(sequence, (int) (highest & 0xFFFF));
        if (extended < next) {
            return;
        }
        while (extended - next >= WINDOW) {
            arrivals[index(next++)] = 0;
        }
        highest = Math.max(highest, extended);
        arrivals[index(extended)] = micros;
    }

    /** The reports on what arrived since the last call; empty when nothing did. */
    public List<Packet> reports(int senderSsrc, int mediaSsrc) {
        List<Packet> reports = new ArrayList<>();
        while (next <= highest) {
            if (arrivals[index(next)] == 0 && nothingArrived()) {
                break;
            }
            reports.add(report(senderSsrc, mediaSsrc));
        }
        return reports;
    }

    private boolean nothingArrived() {
        for (long i = next; i <= highest; i++) {
            if (arrivals[index(i)] != 0) {
                return false;
            }
        }
        return true;
    }

    private Packet report(int senderSsrc, int mediaSsrc) {
        long base = next;
        long previous = 0;
        long reference = 0;
        byte[] symbols = new byte[STATUSES_MAX];
        int known = 0;
        byte[] deltas = new byte[2 * STATUSES_MAX];
        int deltaBytes = 0;
        while (next <= highest && known < STATUSES_MAX) {
            long at = arrivals[index(next)];
            if (at == 0) {
                symbols[known++] = 0;
                next++;
                continue;
            }
            if (previous == 0) {
                reference = at / REFERENCE_MICROS;
                previous = reference * REFERENCE_MICROS;
            }
            long delta = Math.floorDiv(at - previous + TICK_MICROS / 2, TICK_MICROS);
            if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE) {
                break;
            }
            if (delta >= 0 && delta <= 255) {
                symbols[known++] = 1;
                deltas[deltaBytes++] = (byte) delta;
            } else {
                symbols[known++] = 2;
                Bytes.put16(deltas, deltaBytes, (int) delta);
                deltaBytes += 2;
            }
            previous += delta * TICK_MICROS;
            arrivals[index(next)] = 0;
            next++;
        }
        return write(senderSsrc, mediaSsrc, (int) base, (int) reference, symbols, known, deltas, deltaBytes);
    }

    private Packet write(
            int senderSsrc,
            int mediaSsrc,
            int base,
            int reference,
            byte[] symbols,
            int known,
            byte[] deltas,
            int deltaBytes) {
        byte[] chunks = new byte[2 * known];
        int chunkBytes = chunks(symbols, known, chunks);
        int bytes = 20 + chunkBytes + deltaBytes;
        Packet packet = Packet.withRoom((bytes + 3) / 4 * 4);
        RtcpWriter.feedbackHeader(packet, FORMAT, RtcpReader.TRANSPORT_FEEDBACK, senderSsrc, mediaSsrc);
        byte[] b = packet.getBuffer();
        Bytes.put16(b, 12, base);
        Bytes.put16(b, 14, known);
        Bytes.put24(b, 16, reference);
        b[19] = (byte) count++;
        System.arraycopy(chunks, 0, b, 20, chunkBytes);
        System.arraycopy(deltas, 0, b, 20 + chunkBytes, deltaBytes);
        return packet;
    }

    /** Writes so many symbols as chunks, and returns their bytes. */
    private static int chunks(byte[] symbols, int known, byte[] chunks) {
        int bytes = 0;
        int i = 0;
        while (i < known) {
            int run = 1;
            while (i + run < known && symbols[i + run] == symbols[i]) {
                run++;
            }
            int chunk;
            if (run >= RUN_MIN || i + run == known) {
                chunk = symbols[i] << 13 | run;
            } else {
                chunk = 0xC000;
                run = Math.min(7, known - i);
                for (int k = 0; k < run; k++) {
                    chunk |= symbols[i + k] << (12 - 2 * k);
                }
            }
            Bytes.put16(chunks, bytes, chunk);
            bytes += 2;
            i += run;
        }
        return bytes;
    }

    private static int index(long sequence) {
        return (int) (sequence & (WINDOW - 1));
    }
}
