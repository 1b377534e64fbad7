package org.anteroom.signaling.embedded.rtp;

/** What the bridge reads of a VP8 payload: its descriptor and the first byte of the frame (RFC 7741, section 4). */
public final class Vp8 {
    private Vp8() {}

    /** Whether this packet begins a key frame; false for whatever is cut short or malformed. */
    public static boolean beginsKeyFrame(RtpPacket packet) {
        byte[] b = packet.buffer();
        int position = packet.payloadOffset();
        int end = position + packet.payloadLength();
        if (position >= end) {
            return false;
        }
        int first = b[position++] & 0xFF;
        boolean startOfFirstPartition = (first & 0x10) != 0 && (first & 0x07) == 0;
        if (!startOfFirstPartition) {
            return false;
        }
        if ((first & 0x80) != 0) {
            if (position >= end) {
                return false;
            }
            int extended = b[position++] & 0xFF;
            if ((extended & 0x80) != 0) {
                if (position >= end) {
                    return false;
                }
                position += (b[position] & 0x80) != 0 ? 2 : 1;
            }
            position += (extended & 0x40) != 0 ? 1 : 0;
            position += (extended & 0x30) != 0 ? 1 : 0;
        }
        return position < end && (b[position] & 0x01) == 0;
    }
}
