package org.anteroom.signaling.embedded.rtp;

/**
 * Finds the sound of now in a packet that carries the sound before it once more (RFC 2198). Reused from packet to packet;
 * not for several threads.
 */
public final class Redundancy {
    private static final int MORE = 0x80;
    private static final int HEAD_BYTES = 4;
    private static final int BLOCKS_MAX = 8;

    private int offset;
    private int length;

    /**
     * Reads such a packet.
     *
     * @param primary the payload type that the sound of now has to have
     * @return false where a length lies, where there is nothing of now, or where it is of another type
     */
    public boolean read(RtpPacket packet, int primary) {
        byte[] b = packet.buffer();
        int at = packet.payloadOffset();
        int end = at + packet.payloadLength();
        int before = 0;
        for (int blocks = 0; at < end && blocks <= BLOCKS_MAX; blocks++) {
            if ((b[at] & MORE) == 0) {
                offset = at + 1 + before;
                length = end - offset;
                return length > 0 && (b[at] & 0x7F) == primary;
            }
            if (at + HEAD_BYTES > end) {
                return false;
            }
            before += Bytes.uint16(b, at + 2) & 0x3FF;
            at += HEAD_BYTES;
        }
        return false;
    }

    /** Where the sound of now begins. */
    public int offset() {
        return offset;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }
}
