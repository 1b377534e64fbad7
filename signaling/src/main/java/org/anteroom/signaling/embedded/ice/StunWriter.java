package org.anteroom.signaling.embedded.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.anteroom.signaling.embedded.rtp.Bytes;

/** Writes one STUN message, signed and fingerprinted at its end (RFC 8489, sections 14.5 and 14.7). */
public final class StunWriter {
    private byte[] bytes = new byte[StunMessage.HEADER_BYTES];

    /** @param transactionId 12 bytes */
    public StunWriter(int type, byte[] transactionId) {
        Bytes.put16(bytes, 0, type);
        Bytes.put32(bytes, 4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transactionId, 0, bytes, 8, 12);
    }

    /** The check that a controlling ICE agent sends (RFC 8445, section 7.2.2); it nominates the pair. */
    public static byte[] check(byte[] transactionId, String username, String password, boolean nominate) {
        byte[] priority = {0x6E, 0x7F, 0x1E, (byte) 0xFF};
        StunWriter writer = new StunWriter(StunMessage.BINDING_REQUEST, transactionId);
        writer.attribute(StunMessage.USERNAME, username.getBytes(UTF_8));
        writer.attribute(StunMessage.PRIORITY, priority);
        writer.attribute(StunMessage.ICE_CONTROLLING, new byte[8]);
        if (nominate) {
            writer.attribute(StunMessage.USE_CANDIDATE, new byte[0]);
        }
        return writer.sign(password);
    }

    void attribute(int type, byte[] value) {
        int at = bytes.length;
        bytes = Arrays.copyOf(bytes, at + 4 + (value.length + 3) / 4 * 4);
        Bytes.put16(bytes, at, type);
        Bytes.put16(bytes, at + 2, value.length);
        System.arraycopy(value, 0, bytes, at + 4, value.length);
        Bytes.put16(bytes, 2, bytes.length - StunMessage.HEADER_BYTES);
    }

    /** Ends the message by its integrity and its fingerprint. */
    byte[] sign(String password) {
        int integrityAt = bytes.length;
        attribute(StunMessage.MESSAGE_INTEGRITY, StunMessage.integrity(bytes, integrityAt, password.getBytes(UTF_8)));
        return fingerprinted();
    }

    /** Ends the message by its fingerprint alone. */
    byte[] fingerprinted() {
        int fingerprintAt = bytes.length;
        attribute(StunMessage.FINGERPRINT, new byte[4]);
        Bytes.put32(bytes, fingerprintAt + 4, StunMessage.fingerprint(bytes, fingerprintAt));
        return bytes;
    }
}
