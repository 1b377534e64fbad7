package org.anteroom.signaling.embedded.dtls;

import java.util.Set;

/**
 * Judges the lengths of a DTLS 1.2 peer's records and handshake messages before the library believes them (RFC 6347,
 * sections 4.1 and 4.2.2). The library allocates a message as long as the first of its fragments claims, 16 MiB at most
 * and sixteen messages ahead; here one association's messages are 16 KiB together, each fragment lies within its message
 * and its record, and all fragments of a message agree.
 *
 * <p>Clear records are judged as datagrams arrive, sealed ones after they were opened, by the same memory: a message has
 * one number whatever protects it. Safe for use by any thread.
 */
final class HandshakeGuard {
    /** Bytes of all messages of one association. A handshake of browsers has about 2 KiB, certificates included. */
    static final int FLIGHTS_BYTES_MAX = 16 * 1024;

    /** Messages of one association; a full handshake has six a side. */
    static final int MESSAGES_MAX = 16;

    static final int RECORD_HEADER = 13;
    static final int FRAGMENT_HEADER = 12;
    static final int HANDSHAKE = 22;

    private static final int RECORD_BYTES_MAX = 16 * 1024 + 256;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 23;
    private static final Set<Integer> FROM_CLIENTS = Set.of(1, 11, 15, 16, 20);
    private static final Set<Integer> FROM_SERVERS = Set.of(2, 3, 4, 11, 12, 13, 14, 20, 22);
    private static final int UNKNOWN = -1;

    private final Set<Integer> types;
    private final int[] typeOf = new int[MESSAGES_MAX];
    private final int[] lengthOf = new int[MESSAGES_MAX];
    private int bytes;
    private boolean complete;

    private HandshakeGuard(Set<Integer> types) {
        this.types = types;
        java.util.Arrays.fill(typeOf, UNKNOWN);
    }

    /** Of what a client sends. */
    static HandshakeGuard ofClient() {
        return new HandshakeGuard(FROM_CLIENTS);
    }

    /** Of what a server sends. */
    static HandshakeGuard ofServer() {
        return new HandshakeGuard(FROM_SERVERS);
    }

    /** From here on no message is new: only those that were sent before may come again. */
    synchronized void completed() {
        complete = true;
    }

    /** Whether every record of the datagram, and every clear handshake fragment in them, is within its bounds. */
    synchronized boolean admits(byte[] datagram) {
        int at = 0;
        while (at < datagram.length) {
            if (datagram.length - at < RECORD_HEADER) {
                return false;
            }
            int type = datagram[at] & 0xff;
            int epoch = uint16(datagram, at + 3);
            int length = uint16(datagram, at + 11);
            int body = at + RECORD_HEADER;
            if (type < FIRST_TYPE || type > LAST_TYPE || length > RECORD_BYTES_MAX || length > datagram.length - body) {
                return false;
            }
            if (type == HANDSHAKE && epoch == 0 && !admitsFragments(datagram, body, length)) {
                return false;
            }
            at = body + length;
        }
        return datagram.length > 0;
    }

    /** Whether all handshake fragments of one opened record are within their bounds. */
    synchronized boolean admitsFragments(byte[] record, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (end - at < FRAGMENT_HEADER) {
                return false;
            }
            int fragment = uint24(record, at + 9);
            if (fragment > end - at - FRAGMENT_HEADER || !admitsFragment(record, at, fragment)) {
                return false;
            }
            at += FRAGMENT_HEADER + fragment;
        }
        return length > 0;
    }

    private boolean admitsFragment(byte[] record, int at, int fragment) {
        int type = record[at] & 0xff;
        int length = uint24(record, at + 1);
        int number = uint16(record, at + 4);
        int begin = uint24(record, at + 6);
        if (number >= MESSAGES_MAX || begin + fragment > length || (fragment == 0 && length > 0)) {
            return false;
        }
        if (typeOf[number] != UNKNOWN) {
            return typeOf[number] == type && lengthOf[number] == length;
        }
        if (complete || !types.contains(type) || length > FLIGHTS_BYTES_MAX - bytes) {
            return false;
        }
        typeOf[number] = type;
        lengthOf[number] = length;
        bytes += length;
        return true;
    }

    /** Bytes of the messages that were believed so far. */
    synchronized int believed() {
        return bytes;
    }

    private static int uint16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static int uint24(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 16) | uint16(bytes, at + 1);
    }
}
