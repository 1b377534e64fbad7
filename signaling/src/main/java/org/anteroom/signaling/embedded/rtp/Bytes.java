package org.anteroom.signaling.embedded.rtp;

/** Big-endian numbers in byte arrays, as every protocol here writes them. */
public final class Bytes {
    private Bytes() {}

    public static int uint16(byte[] buffer, int offset) {
        return ((buffer[offset] & 0xFF) << 8) | (buffer[offset + 1] & 0xFF);
    }

    public static int uint24(byte[] buffer, int offset) {
        return ((buffer[offset] & 0xFF) << 16) | uint16(buffer, offset + 1);
    }

    public static int int32(byte[] buffer, int offset) {
        return (uint16(buffer, offset) << 16) | uint16(buffer, offset + 2);
    }

    public static void put16(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >> 8);
        buffer[offset + 1] = (byte) value;
    }

    public static void put24(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >> 16);
        put16(buffer, offset + 1, value);
    }

    public static void put32(byte[] buffer, int offset, int value) {
        put16(buffer, offset, value >> 16);
        put16(buffer, offset + 2, value);
    }

    /** How far {@code later} lies ahead of {@code earlier} in 16-bit serial arithmetic (RFC 1982); negative if behind. */
    public static int ahead(int later, int earlier) {
        return (short) (later - earlier);
    }
}
