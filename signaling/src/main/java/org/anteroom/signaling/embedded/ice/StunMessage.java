package org.anteroom.signaling.embedded.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.anteroom.signaling.embedded.rtp.Bytes;

/**
 * One STUN message (RFC 8489) of the binding method, as ICE uses it (RFC 8445, section 7).
 *
 * <p>Attributes after MESSAGE-INTEGRITY are ignored but for FINGERPRINT, as section 14.5 demands. Nothing in it may be
 * trusted before {@link #integrityHolds}.
 */
public final class StunMessage {
    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_SUCCESS = 0x0101;

    static final int MAGIC_COOKIE = 0x2112A442;
    static final int HEADER_BYTES = 20;
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int ICE_CONTROLLING = 0x802A;
    static final int FINGERPRINT = 0x8028;
    static final int FINGERPRINT_XOR = 0x5354554E;
    static final int INTEGRITY_BYTES = 20;

    private static final int MESSAGE_BYTES_MAX = 1200;
    private static final int ATTRIBUTES_MAX = 32;
    private static final int USERNAME_BYTES_MAX = 513;

    private final byte[] bytes;
    private final int type;
    private String username = "";
    private int integrityAt = -1;
    private boolean useCandidate;

    private StunMessage(byte[] bytes) {
        this.bytes = bytes;
        this.type = Bytes.uint16(bytes, 0);
    }

    /** Parses a whole datagram; empty when it is not STUN, when a length lies, or when its FINGERPRINT is wrong or absent. */
    public static Optional<StunMessage> parse(byte[] datagram) {
        int length = datagram.length;
        if (length < HEADER_BYTES
                || length > MESSAGE_BYTES_MAX
                || (datagram[0] & 0xC0) != 0
                || Bytes.int32(datagram, 4) != MAGIC_COOKIE
                || Bytes.uint16(datagram, 2) != length - HEADER_BYTES
                || length % 4 != 0) {
            return Optional.empty();
        }
        StunMessage message = new StunMessage(datagram);
        return message.readAttributes() ? Optional.of(message) : Optional.empty();
    }

    private boolean readAttributes() {
        int position = HEADER_BYTES;
        for (int count = 0; position < bytes.length; count++) {
            if (count >= ATTRIBUTES_MAX || position + 4 > bytes.length) {
                return false;
            }
            int attribute = Bytes.uint16(bytes, position);
            int size = Bytes.uint16(bytes, position + 2);
            int value = position + 4;
            int next = value + (size + 3) / 4 * 4;
            if (next > bytes.length) {
                return false;
            }
            if (attribute == FINGERPRINT) {
                return size == 4 && next == bytes.length && Bytes.int32(bytes, value) == fingerprint(bytes, position);
            }
            if (integrityAt < 0 && !readAttribute(attribute, position, size)) {
                return false;
            }
            position = next;
        }
        // RFC 8445, section 7.1: every check carries a FINGERPRINT.
        return false;
    }

    private boolean readAttribute(int attribute, int position, int size) {
        switch (attribute) {
            case USERNAME:
                username = new String(bytes, position + 4, size, UTF_8);
                return size <= USERNAME_BYTES_MAX;
            case USE_CANDIDATE:
                useCandidate = true;
                return size == 0;
            case MESSAGE_INTEGRITY:
                integrityAt = position;
                return size == INTEGRITY_BYTES;
            default:
                return true;
        }
    }

    /** Whether its MESSAGE-INTEGRITY was made with this password; false when it has none. Takes the same time always. */
    public boolean integrityHolds(String password) {
        if (integrityAt < 0) {
            return false;
        }
        byte[] given = new byte[INTEGRITY_BYTES];
        System.arraycopy(bytes, integrityAt + 4, given, 0, INTEGRITY_BYTES);
        return MessageDigest.isEqual(integrity(bytes, integrityAt, password.getBytes(UTF_8)), given);
    }

    public int type() {
        return type;
    }

    /** The USERNAME as it was sent, empty when there was none. */
    public String username() {
        return username;
    }

    public boolean useCandidate() {
        return useCandidate;
    }

    /** Whether it answers the request of that transaction. */
    public boolean answers(byte[] transactionId) {
        return Arrays.equals(bytes, 8, HEADER_BYTES, transactionId, 0, 12);
    }

    /** The signed success response that tells the asker the address it was seen at. */
    public byte[] success(InetSocketAddress seen, String password) {
        byte[] address = seen.getAddress().getAddress();
        StunWriter writer = new StunWriter(BINDING_SUCCESS, Arrays.copyOfRange(bytes, 8, HEADER_BYTES));
        byte[] value = new byte[4 + address.length];
        value[1] = (byte) (address.length == 4 ? 1 : 2);
        Bytes.put16(value, 2, seen.getPort() ^ MAGIC_COOKIE >>> 16);
        for (int i = 0; i < address.length; i++) {
            value[4 + i] = (byte) (address[i] ^ bytes[4 + i]);
        }
        writer.attribute(XOR_MAPPED_ADDRESS, value);
        return writer.sign(password);
    }

    /** The HMAC over what precedes the attribute at that place, the length field reaching to its end. */
    static byte[] integrity(byte[] message, int attributeAt, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] head = {message[0], message[1], 0, 0};
            Bytes.put16(head, 2, attributeAt + 4 + INTEGRITY_BYTES - HEADER_BYTES);
            mac.update(head);
            mac.update(message, 4, attributeAt - 4);
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA1", impossible);
        }
    }

    static int fingerprint(byte[] message, int attributeAt) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, attributeAt);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
