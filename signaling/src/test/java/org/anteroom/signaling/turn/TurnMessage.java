package org.anteroom.signaling.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** As much of RFC 8656 as a client needs to be relayed: messages written and read. */
final class TurnMessage {
    static final int ALLOCATE = 0x0003;
    static final int REFRESH = 0x0004;
    static final int CREATE_PERMISSION = 0x0008;
    static final int SEND = 0x0016;
    static final int DATA = 0x0017;
    static final int SUCCESS = 0x0100;

    static final int USERNAME = 0x0006;
    static final int ERROR_CODE = 0x0009;
    static final int XOR_PEER_ADDRESS = 0x0012;
    static final int CONTENT = 0x0013;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_TRANSPORT = 0x0019;

    private static final int INTEGRITY = 0x0008;
    private static final int HEADER_BYTES = 20;
    private static final int COOKIE = 0x2112A442;

    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private final int type;
    private final byte[] transaction;

    TurnMessage(int type, byte[] transaction) {
        this.type = type;
        this.transaction = transaction;
    }

    static TurnMessage read(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        TurnMessage read = new TurnMessage(buffer.getShort(0), Arrays.copyOfRange(message, 8, HEADER_BYTES));
        read.attributes.write(message, HEADER_BYTES, message.length - HEADER_BYTES);
        return read;
    }

    int type() {
        return type;
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

    byte[] unsigned() {
        return bytes(attributes.size());
    }

    /** With MESSAGE-INTEGRITY under a long-term key (RFC 8489, section 9.2). */
    byte[] signed(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hmac = mac.doFinal(bytes(attributes.size() + 24));
            return with(INTEGRITY, hmac).unsigned();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
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

    Optional<byte[]> value(int wanted) {
        ByteBuffer buffer = ByteBuffer.wrap(attributes.toByteArray());
        while (buffer.remaining() >= 4) {
            int attribute = buffer.getShort();
            byte[] value = new byte[buffer.getShort()];
            buffer.get(value);
            if (attribute == wanted) {
                return Optional.of(value);
            }
            buffer.position(Math.min(buffer.limit(), buffer.position() + (4 - value.length % 4) % 4));
        }
        return Optional.empty();
    }

    String text(int attribute) {
        return new String(value(attribute).orElseThrow(), UTF_8);
    }

    /** The code of an error, 0 where there is none. */
    int error() {
        return value(ERROR_CODE).map(code -> code[2] * 100 + code[3]).orElse(0);
    }

    InetSocketAddress address(int attribute) throws UnknownHostException {
        ByteBuffer value = ByteBuffer.wrap(value(attribute).orElseThrow());
        int port = (value.getShort(2) ^ COOKIE >>> 16) & 0xFFFF;
        byte[] ip = ByteBuffer.allocate(4).putInt(value.getInt(4) ^ COOKIE).array();
        return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    }
}
