package org.anteroom.signaling.embedded.rtp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The RTCP packets that the bridge sends (RFC 3550, section 6.4; RFC 4585, section 6). */
public final class RtcpWriter {
    private static final int BLOCK_BYTES = 24;
    private static final int BLOCKS_MAX = 31;

    private RtcpWriter() {}

    /** One report block of a receiver report (RFC 3550, section 6.4.1). */
    public record ReportBlock(
            int ssrc,
            int fractionLost,
            int cumulativeLost,
            int highestSequence,
            int jitter,
            int lastSenderReport,
            int delaySinceLast) {
        /** The same with at least that much lost, in 256ths. */
        public ReportBlock withLossAtLeast(int fraction) {
            return new ReportBlock(
                    ssrc,
                    Math.max(fractionLost, fraction),
                    cumulativeLost,
                    highestSequence,
                    jitter,
                    lastSenderReport,
                    delaySinceLast);
        }
    }

    /** A sender report followed by the canonical name of its stream. */
    public static Packet senderReport(
            int ssrc, int ntpHigh, int ntpLow, int timestamp, long packets, long octets, String canonicalName) {
        byte[] name = canonicalName.getBytes(StandardCharsets.US_ASCII);
        int descriptionBytes = 4 + 4 + 2 + name.length + 1;
        int paddedBytes = (descriptionBytes + 3) / 4 * 4;
        Packet packet = Packet.withRoom(28 + paddedBytes);
        byte[] b = packet.getBuffer();
        header(b, 0, 0, RtcpReader.SENDER_REPORT, 28);
        Bytes.put32(b, 4, ssrc);
        Bytes.put32(b, 8, ntpHigh);
        Bytes.put32(b, 12, ntpLow);
        Bytes.put32(b, 16, timestamp);
        Bytes.put32(b, 20, (int) packets);
        Bytes.put32(b, 24, (int) octets);
        header(b, 28, 1, RtcpReader.SOURCE_DESCRIPTION, paddedBytes);
        Bytes.put32(b, 32, ssrc);
        b[36] = 1;
        b[37] = (byte) name.length;
        System.arraycopy(name, 0, b, 38, name.length);
        return packet;
    }

    /** A receiver report; blocks beyond the 31st are left out. */
    public static Packet receiverReport(int senderSsrc, List<ReportBlock> blocks) {
        int count = Math.min(BLOCKS_MAX, blocks.size());
        Packet packet = Packet.withRoom(8 + BLOCK_BYTES * count);
        byte[] b = packet.getBuffer();
        header(b, 0, count, RtcpReader.RECEIVER_REPORT, packet.getLength());
        Bytes.put32(b, 4, senderSsrc);
        for (int i = 0; i < count; i++) {
            ReportBlock block = blocks.get(i);
            int at = 8 + BLOCK_BYTES * i;
            Bytes.put32(b, at, block.ssrc());
            Bytes.put32(b, at + 4, block.cumulativeLost() & 0xFFFFFF);
            b[at + 4] = (byte) block.fractionLost();
            Bytes.put32(b, at + 8, block.highestSequence());
            Bytes.put32(b, at + 12, block.jitter());
            Bytes.put32(b, at + 16, block.lastSenderReport());
            Bytes.put32(b, at + 20, block.delaySinceLast());
        }
        return packet;
    }

    /** A picture loss indication (RFC 4585, section 6.3.1). */
    public static Packet pictureLoss(int senderSsrc, int mediaSsrc) {
        Packet packet = Packet.withRoom(12);
        feedbackHeader(packet, RtcpReader.FORMAT_PLI, RtcpReader.PAYLOAD_FEEDBACK, senderSsrc, mediaSsrc);
        return packet;
    }

    /** A generic NACK (RFC 4585, section 6.2.1) for these numbers, which rise. */
    public static Packet nack(int senderSsrc, int mediaSsrc, List<Integer> sequences) {
        int[] items = new int[sequences.size()];
        int count = 0;
        for (int sequence : sequences) {
            int last = count == 0 ? 0 : items[count - 1];
            int ahead = count == 0 ? 0 : Bytes.ahead(sequence, last >>> 16);
            if (ahead >= 1 && ahead <= 16) {
                items[count - 1] = last | 1 << (ahead - 1);
            } else {
                items[count++] = sequence << 16;
            }
        }
        Packet packet = Packet.withRoom(12 + 4 * count);
        feedbackHeader(packet, RtcpReader.FORMAT_NACK, RtcpReader.TRANSPORT_FEEDBACK, senderSsrc, mediaSsrc);
        for (int i = 0; i < count; i++) {
            Bytes.put32(packet.getBuffer(), 12 + 4 * i, items[i]);
        }
        return packet;
    }

    static void feedbackHeader(Packet packet, int format, int type, int senderSsrc, int mediaSsrc) {
        byte[] b = packet.getBuffer();
        header(b, 0, format, type, packet.getLength());
        Bytes.put32(b, 4, senderSsrc);
        Bytes.put32(b, 8, mediaSsrc);
    }

    private static void header(byte[] b, int offset, int count, int type, int bytes) {
        b[offset] = (byte) (0x80 | count);
        b[offset + 1] = (byte) type;
        Bytes.put16(b, offset + 2, bytes / 4 - 1);
    }
}
