package org.anteroom.signaling.embedded.rtp;

import java.util.Arrays;
import org.jitsi.utils.ByteArrayBuffer;

/** A mutable datagram with room at its end, as SRTP wants it for its tag. One owner at a time. */
public final class Packet implements ByteArrayBuffer {
    /** What protecting may add: the tag of GCM, SRTCP's index, and some to spare. */
    public static final int TRAILER_BYTES = 32;

    private byte[] buffer;
    private int offset;
    private int length;

    public Packet(byte[] buffer, int length) {
        this.buffer = buffer;
        this.length = length;
    }

    /** An empty packet with room for that many bytes and the trailer. */
    public static Packet withRoom(int bytes) {
        return new Packet(new byte[bytes + TRAILER_BYTES], bytes);
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int length) {
        this.length = length;
    }

    @Override
    public void setOffset(int offset) {
        this.offset = offset;
    }

    @Override
    public boolean isInvalid() {
        return length < 0 || offset + length > buffer.length;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] target) {
        System.arraycopy(buffer, offset + from, target, 0, count);
    }

    @Override
    public void grow(int bytes) {
        if (offset + length + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, offset + length + bytes);
        }
    }

    @Override
    public void append(byte[] data, int count) {
        grow(count);
        System.arraycopy(data, 0, buffer, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int bytes) {
        length = Math.max(0, length - bytes);
    }
}
