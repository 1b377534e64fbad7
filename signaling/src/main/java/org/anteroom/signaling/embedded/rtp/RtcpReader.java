package org.anteroom.signaling.embedded.rtp;

import java.util.Optional;

/**
 * Walks one authenticated RTCP compound (RFC 3550, section 6; feedback by RFC 4585 and RFC 5104) and hands out what the
 * bridge acts on. Unknown packets are skipped; the first lying length ends the walk.
 */
public final class RtcpReader {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;
    static final int FORMAT_NACK = 1;
    static final int FORMAT_PLI = 1;
    static final int FORMAT_FIR = 4;
    static final int FORMAT_APPLICATION = 15;
    private static final int REMB = 0x52454D42;

    /** Resends that one compound may ask for; what it asks beyond is not handed out. */
    public static final int NACKED_MAX = 256;

    private RtcpReader() {}

    /** What a compound says. */
    public interface Handler {
        void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp);

        void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast);

        void nack(int mediaSsrc, int sequence);

        /** A picture loss indication or a full intra request. */
        void keyFrameRequest(int mediaSsrc);

        /** What arrived when, of the packets that carry transport-wide numbers. */
        default void arrivals(ArrivalReport report) {}

        /** The receiver's own estimate of what its line carries (draft-alvestrand-rmcat-remb-03), 0 to 2^63 - 1. */
        default void estimate(long bitsPerSecond) {}
    }

    /** Whether this datagram is RTCP rather than RTP (RFC 5761, section 4). */
    public static boolean isRtcp(int secondByte) {
        return secondByte >= 192 && secondByte <= 223;
    }

    /** Reads it; false when a length lied, after all that came before was handed out. */
    public static boolean read(byte[] b, int offset, int length, Handler handler) {
        int position = offset;
        int end = offset + length;
        int[] nackedLeft = {NACKED_MAX};
        while (position < end) {
            if (end - position < 4 || (b[position] & 0xC0) != 0x80) {
                return false;
            }
            int next = position + 4 + 4 * Bytes.uint16(b, position + 2);
            if (next > end || !readOne(b, position, next, handler, nackedLeft)) {
                return false;
            }
            position = next;
        }
        return length > 0;
    }

    private static boolean readOne(byte[] b, int from, int to, Handler handler, int[] nackedLeft) {
        int count = b[from] & 0x1F;
        switch (b[from + 1] & 0xFF) {
            case SENDER_REPORT:
                if (to - from < 28 + 24 * count) {
                    return false;
                }
                handler.senderReport(
                        Bytes.int32(b, from + 4),
                        Bytes.int32(b, from + 8),
                        Bytes.int32(b, from + 12),
                        Bytes.int32(b, from + 16));
                readBlocks(b, from + 28, count, handler);
                return true;
            case RECEIVER_REPORT:
                if (to - from < 8 + 24 * count) {
                    return false;
                }
                readBlocks(b, from + 8, count, handler);
                return true;
            case TRANSPORT_FEEDBACK:
                return switch (count) {
                    case FORMAT_NACK -> readNack(b, from, to, handler, nackedLeft);
                    case TransportFeedback.FORMAT -> readArrivals(b, from, to, handler);
                    default -> true;
                };
            case PAYLOAD_FEEDBACK:
                return readPayloadFeedback(b, from, to, count, handler);
            default:
                return true;
        }
    }

    private static void readBlocks(byte[] b, int from, int count, Handler handler) {
        for (int i = 0; i < count; i++) {
            int block = from + 24 * i;
            handler.reportBlock(
                    Bytes.int32(b, block), b[block + 4] & 0xFF, Bytes.int32(b, block + 16), Bytes.int32(b, block + 20));
        }
    }

    private static boolean readNack(byte[] b, int from, int to, Handler handler, int[] nackedLeft) {
        if (to - from < 16) {
            return false;
        }
        int mediaSsrc = Bytes.int32(b, from + 8);
        for (int item = from + 12; item + 4 <= to; item += 4) {
            int first = Bytes.uint16(b, item);
            int following = Bytes.uint16(b, item + 2) << 1 | 1;
            for (int bit = 0; bit <= 16; bit++) {
                if ((following >> bit & 1) == 0) {
                    continue;
                }
                if (nackedLeft[0]-- <= 0) {
                    nackedLeft[0] = 0;
                    return true;
                }
                handler.nack(mediaSsrc, (first + bit) & 0xFFFF);
            }
        }
        return true;
    }

    private static boolean readArrivals(byte[] b, int from, int to, Handler handler) {
        Optional<ArrivalReport> report = ArrivalReport.read(b, from, to);
        report.ifPresent(handler::arrivals);
        return report.isPresent();
    }

    private static boolean readPayloadFeedback(byte[] b, int from, int to, int format, Handler handler) {
        if (to - from < 12) {
            return false;
        }
        if (format == FORMAT_PLI) {
            handler.keyFrameRequest(Bytes.int32(b, from + 8));
        } else if (format == FORMAT_FIR) {
            for (int item = from + 12; item + 8 <= to; item += 8) {
                handler.keyFrameRequest(Bytes.int32(b, item));
            }
        } else if (format == FORMAT_APPLICATION && to - from >= 20 && Bytes.int32(b, from + 12) == REMB) {
            handler.estimate(estimate(Bytes.uint24(b, from + 17)));
        }
        return true;
    }

    /** A mantissa of 18 bits and an exponent of 6, which reaches far beyond what a long holds. */
    private static long estimate(int field) {
        long mantissa = field & 0x3FFFF;
        int exponent = field >>> 18;
        boolean fits = mantissa == 0 || exponent < Long.numberOfLeadingZeros(mantissa);
        return fits ? mantissa << exponent : Long.MAX_VALUE;
    }
}
