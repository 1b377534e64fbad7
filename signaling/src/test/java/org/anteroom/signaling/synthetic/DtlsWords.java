package org.anteroom.signaling.synthetic;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Clear DTLS 1.2 records that say whatever a test or a measurement wants (RFC 6347, sections 4.1 and 4.2.2). */
public final class DtlsWords {
    private DtlsWords() {}

    /**
     * A fragment of a handshake message.
     *
     * @param length bytes that its message is said to have
     * @param number of its message
     * @param begin where in the message it is said to stand
     * @param bytes that it is said to have
     * @param body the bytes that it has
     */
    public static byte[] fragment(int type, int length, int number, int begin, int bytes, byte[] body) {
        return ByteBuffer.allocate(12 + body.length)
                .put((byte) type)
                .put(uint24(length))
                .putShort((short) number)
                .put(uint24(begin))
                .put(uint24(bytes))
                .put(body)
                .array();
    }

    /** A fragment that has as many bytes as it says. */
    public static byte[] fragment(int type, int length, int number, int begin, int bytes) {
        return fragment(type, length, number, begin, bytes, new byte[bytes]);
    }

    private static byte[] uint24(int value) {
        return new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    /** A record of these bodies, one after the other; its sequence is 0. */
    public static byte[] record(int type, int epoch, byte[]... bodies) {
        return record(type, epoch, 0, bodies);
    }

    /** @param sequence what makes it another record than the one before */
    public static byte[] record(int type, int epoch, int sequence, byte[]... bodies) {
        byte[] body = joined(bodies);
        return ByteBuffer.allocate(13 + body.length)
                .put((byte) type)
                .put((byte) 0xfe)
                .put((byte) 0xfd)
                .putShort((short) epoch)
                .putShort((short) 0)
                .putInt(sequence)
                .putShort((short) body.length)
                .put(body)
                .array();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
