package org.anteroom.signaling.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One message to or from a TURN server: as much of RFC 8656 as a client needs to be relayed. */
final class TurnMessage {
    static final int ALLOCATE = 0x0003;
    static final int REFRESH = 0x0004;
    static final int SUCCESS = 0x0100;

    static final int USERNAME = 0x0006;
    static final int ERROR_CODE = 0x0009;
    static final int LIFETIME = 0x000D;
    static final int XOR_PEER_ADDRESS = 0x0012;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int REQUESTED_TRANSPORT = 0x0019;

    static final int HEADER_BYTES = 20;
    static final int BYTES_MAX = 2_048;
    private static final int INTEGRITY = 0x0008;
    private static final int COOKIE = 0x2112A442;

    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private final int type;
    private final byte[] transaction;

    /** @param transaction 12 random bytes */
    TurnMessage(int type, byte[] transaction) {
        this.type = type;
        this.transaction = transaction;
    }

    /** Reads a whole message; empty when it is none. */
    static Optional<TurnMessage> read(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        boolean stun = message.length >= HEADER_BYTES
                && message.length <= BYTES_MAX
                && (message[0] & 0xC0) == 0
                && buffer.getInt(4) == COOKIE
                && (buffer.getShort(2) & 0xFFFF) == message.length - HEADER_BYTES;
        if (!stun) {
            return Optional.empty();
        }
        TurnMessage read = new TurnMessage(buffer.getShort(0), Arrays.copyOfRange(message, 8, HEADER_BYTES));
        read.attributes.write(message, HEADER_BYTES, message.length - HEADER_BYTES);
        return Optional.of(read);
    }

    int type() {
        return type;
    }

    boolean answers(TurnMessage request) {
        return Arrays.equals(transaction, request.transaction);
    }

    TurnMessage with(int attribute, byte[] value) {
        byte[] padded = ByteBuffer.allocate(4 + (value.length + 3) / 4 * 4)
                .putShort((short) attribute)
                .putShort((short) value.length)
                .put(value)
                .array();
        attributes.writeBytes(padded);
        return this;
    }

    TurnMessage with(int attribute, String value) {
        return with(attribute, value.getBytes(UTF_8));
    }

    byte[] unsigned() {
        return bytes(attributes.size());
    }

    /** With the credentials under the server's realm and nonce (RFC 8489, section 9.2). */
    byte[] signed(TurnCredentials credentials, String realm, String nonce) {
        byte[] key = key(credentials.username() + ":" + realm + ":" + credentials.password());
        TurnMessage told =
                with(USERNAME, credentials.username()).with(REALM, realm).with(NONCE, nonce);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hmac = mac.doFinal(told.bytes(told.attributes.size() + 24));
            return told.with(INTEGRITY, hmac).unsigned();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA1", impossible);
        }
    }

    /** MD5 is what the standard makes the key by, and what every server expects. */
    private static byte[] key(String words) {
        try {
            return MessageDigest.getInstance("MD5").digest(words.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has MD5", impossible);
        }
    }

    private byte[] bytes(int lengthToTell) {
        return ByteBuffer.allocate(HEADER_BYTES + attributes.size())
                .putShort((short) type)
                .putShort((short) lengthToTell)
                .putInt(COOKIE)
                .put(transaction)
                .put(attributes.toByteArray())
                .array();
    }

    /** The first attribute of that type; empty too where a length before it lies. */
    Optional<byte[]> value(int wanted) {
        ByteBuffer buffer = ByteBuffer.wrap(attributes.toByteArray());
        while (buffer.remaining() >= 4) {
            int attribute = buffer.getShort() & 0xFFFF;
            int length = buffer.getShort() & 0xFFFF;
            if (length > buffer.remaining()) {
                return Optional.empty();
            }
            byte[] value = new byte[length];
            buffer.get(value);
            if (attribute == wanted) {
                return Optional.of(value);
            }
            buffer.position(Math.min(buffer.limit(), buffer.position() + (4 - length % 4) % 4));
        }
        return Optional.empty();
    }

    /** The attribute as text, empty where there is none. */
    String text(int attribute) {
        return value(attribute).map(value -> new String(value, UTF_8)).orElse("");
    }

    /** The code of an error, 0 where there is none. */
    int error() {
        return value(ERROR_CODE)
                .filter(code -> code.length >= 4)
                .map(code -> code[2] * 100 + code[3])
                .orElse(0);
    }

    /** An IPv4 address, masked as the standard wants it (RFC 8489, section 14.2). */
    TurnMessage with(int attribute, InetSocketAddress address) {
        int ip = ByteBuffer.wrap(address.getAddress().getAddress()).getInt() ^ COOKIE;
        int port = address.getPort() ^ COOKIE >>> 16;
        return with(
                attribute,
                ByteBuffer.allocate(8)
                        .putShort((short) 1)
                        .putShort((short) port)
                        .putInt(ip)
                        .array());
    }

    /** The IPv4 address of that attribute, unmasked. */
    InetSocketAddress address(int attribute) throws UnknownHostException {
        ByteBuffer value = ByteBuffer.wrap(value(attribute).orElseThrow());
        int port = (value.getShort(2) ^ COOKIE >>> 16) & 0xFFFF;
        byte[] ip = ByteBuffer.allocate(4).putInt(value.getInt(4) ^ COOKIE).array();
        return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    }
}
