package org.anteroom.signaling.embedded.rtp;

/**
 * What the bridge reads of a VP8 payload: its descriptor (RFC 7741, section 4.2) and, of a packet that begins a key
 * frame, the ten bytes that say how large the picture is (RFC 6386, section 9.1). Nothing else of a payload is read.
 *
 * <p>One reader for many packets: what it says is of the last one. One thread at a time.
 */
public final class Vp8Descriptor {
    private static final int KEY_FRAME_BYTES = 10;
    private static final int SIDE_MASK = 0x3FFF;

    private int pictureAt;
    private boolean wide;
    private int tl0At;
    private int temporalLayer;
    private boolean layerSync;
    private boolean beginsFrame;
    private boolean keyFrame;
    private int width;
    private int height;

    /** Reads the packet's; false when it is cut short. */
    public boolean read(RtpPacket packet) {
        return read(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
    }

    private boolean read(byte[] b, int start, int length) {
        pictureAt = -1;
        tl0At = -1;
        temporalLayer = -1;
        layerSync = false;
        beginsFrame = false;
        keyFrame = false;
        width = 0;
        height = 0;
        int end = start + length;
        if (start >= end) {
            return false;
        }
        int first = b[start] & 0xFF;
        int position = start + 1;
        if ((first & 0x80) != 0) {
            position = extension(b, start, position, end);
            if (position < 0) {
                return false;
            }
        }
        beginsFrame = (first & 0x10) != 0 && (first & 0x07) == 0;
        if (beginsFrame && position < end && (b[position] & 0x01) == 0) {
            keyFrame = true;
            size(b, position, end);
        }
        return true;
    }

    /** Where the frame begins, -1 when the descriptor is cut short. */
    private int extension(byte[] b, int start, int at, int end) {
        if (at >= end) {
            return -1;
        }
        int flags = b[at] & 0xFF;
        int position = at + 1;
        if ((flags & 0x80) != 0) {
            if (position >= end) {
                return -1;
            }
            wide = (b[position] & 0x80) != 0;
            pictureAt = position - start;
            position += wide ? 2 : 1;
        }
        if ((flags & 0x40) != 0) {
            tl0At = position - start;
            position++;
        }
        if ((flags & 0x30) != 0) {
            if (position < end && (flags & 0x20) != 0) {
                temporalLayer = b[position] >> 6 & 0x03;
                layerSync = (b[position] & 0x20) != 0;
            }
            position++;
        }
        return position > end ? -1 : position;
    }

    private void size(byte[] b, int frame, int end) {
        boolean startCode = frame + KEY_FRAME_BYTES <= end
                && (b[frame + 3] & 0xFF) == 0x9D
                && b[frame + 4] == 0x01
                && b[frame + 5] == 0x2A;
        if (startCode) {
            width = ((b[frame + 6] & 0xFF) | (b[frame + 7] & 0xFF) << 8) & SIDE_MASK;
            height = ((b[frame + 8] & 0xFF) | (b[frame + 9] & 0xFF) << 8) & SIDE_MASK;
        }
    }

    /** Whether the packet begins a frame. */
    public boolean beginsFrame() {
        return beginsFrame;
    }

    /** Whether the packet begins a key frame. */
    public boolean beginsKeyFrame() {
        return keyFrame;
    }

    /** The picture's height, 0 where the packet does not say. */
    public int height() {
        return height;
    }

    /** The picture's width, 0 where the packet does not say. */
    public int width() {
        return width;
    }

    /** The temporal layer, -1 where there are none. */
    public int temporalLayer() {
        return temporalLayer;
    }

    /** Whether a picture of an upper temporal layer needs none but the lowest: the Y bit. */
    public boolean isLayerSync() {
        return layerSync;
    }

    /** Whether it says all that is needed to leave pictures of upper temporal layers out. */
    public boolean isThinnable() {
        return temporalLayer >= 0 && hasPicture() && wide && hasTl0();
    }

    public boolean hasPicture() {
        return pictureAt >= 0;
    }

    public boolean hasTl0() {
        return tl0At >= 0;
    }

    /** The picture id that stands in a payload of this shape. */
    public int picture(byte[] b, int payload) {
        int at = payload + pictureAt;
        return wide ? Bytes.uint16(b, at) & 0x7FFF : b[at] & 0x7F;
    }

    /** Writes the picture id into a payload of this shape. */
    public void putPicture(byte[] b, int payload, int picture) {
        int at = payload + pictureAt;
        if (wide) {
            Bytes.put16(b, at, (picture & 0x7FFF) | 0x8000);
        } else {
            b[at] = (byte) (picture & 0x7F);
        }
    }

    public int tl0(byte[] b, int payload) {
        return b[payload + tl0At] & 0xFF;
    }

    public void putTl0(byte[] b, int payload, int tl0) {
        b[payload + tl0At] = (byte) tl0;
    }
}
