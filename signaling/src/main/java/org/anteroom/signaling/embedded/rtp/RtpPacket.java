package org.anteroom.signaling.embedded.rtp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One authenticated RTP packet (RFC 3550, section 5.1), parsed once and never changed.
 *
 * <p>It looks into the array that it was parsed from; who changes that array afterwards breaks it.
 */
public final class RtpPacket {
    /** Length of the fixed header. */
    public static final int FIXED_HEADER_BYTES = 12;

    /** The profile of header extensions with one byte of head each (RFC 8285, section 4.2). */
    public static final int ONE_BYTE_PROFILE = 0xBEDE;

    private final byte[] buffer;
    private final int payloadOffset;
    private final int payloadLength;
    private final int extensionsOffset;
    private final int extensionsEnd;
    private final int ssrc;
    private final int sequence;
    private final int timestamp;
    private final int payloadType;
    private final boolean marker;

    private RtpPacket(
            byte[] buffer,
            int[] extensions,
            int payloadOffset,
            int payloadLength,
            int ssrc,
            int sequence,
            int timestamp,
            int payloadType,
            boolean marker) {
        this.buffer = buffer;
        this.extensionsOffset = extensions[0];
        this.extensionsEnd = extensions[1];
        this.payloadOffset = payloadOffset;
        this.payloadLength = payloadLength;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.payloadType = payloadType;
        this.marker = marker;
    }

    /** Parses the packet in these bytes; empty when a length in it lies or it is no RTP of version 2. */
    public static Optional<RtpPacket> parse(byte[] buffer, int offset, int length) {
        if (length < FIXED_HEADER_BYTES || (buffer[offset] & 0xC0) != 0x80) {
            return Optional.empty();
        }
        int end = offset + length;
        int first = buffer[offset] & 0xFF;
        int position = offset + FIXED_HEADER_BYTES + 4 * (first & 0x0F);
        int[] extensions = {0, 0};
        if ((first & 0x10) != 0) {
            if (position + 4 > end) {
                return Optional.empty();
            }
            int start = position + 4;
            int stop = start + 4 * Bytes.uint16(buffer, position + 2);
            if (stop > end) {
                return Optional.empty();
            }
            if (Bytes.uint16(buffer, position) == ONE_BYTE_PROFILE) {
                extensions = new int[] {start, stop};
            }
            position = stop;
        }
        if (position > end) {
            return Optional.empty();
        }
        int padding = 0;
        if ((first & 0x20) != 0) {
            padding = buffer[end - 1] & 0xFF;
            if (padding == 0 || position + padding > end) {
                return Optional.empty();
            }
        }
        return Optional.of(new RtpPacket(
                buffer,
                extensions,
                position,
                end - padding - position,
                Bytes.int32(buffer, offset + 8),
                Bytes.uint16(buffer, offset + 2),
                Bytes.int32(buffer, offset + 4),
                buffer[offset + 1] & 0x7F,
                (buffer[offset + 1] & 0x80) != 0));
    }

    /**
     * The original that this retransmission carries (RFC 4588, section 4); empty when it carries none.
     *
     * @param originalSsrc the stream that this one repairs
     */
    public Optional<RtpPacket> original(int originalSsrc, int originalPayloadType) {
        if (payloadLength < 2) {
            return Optional.empty();
        }
        return Optional.of(new RtpPacket(
                buffer,
                new int[] {extensionsOffset, extensionsEnd},
                payloadOffset + 2,
                payloadLength - 2,
                originalSsrc,
                Bytes.uint16(buffer, payloadOffset),
                timestamp,
                originalPayloadType,
                marker));
    }

    /**
     * Where the data of a one-byte header extension (RFC 8285, section 4.2) begins, -1 where there is none with that
     * id and at least that many bytes.
     */
    public int extension(int id, int bytesMin) {
        int position = extensionsOffset;
        while (position < extensionsEnd) {
            int head = buffer[position] & 0xFF;
            if (head == 0) {
                position++;
                continue;
            }
            int size = (head & 0x0F) + 1;
            if (head >> 4 == 15 || position + 1 + size > extensionsEnd) {
                return -1;
            }
            if (head >> 4 == id) {
                return size >= bytesMin ? position + 1 : -1;
            }
            position += 1 + size;
        }
        return -1;
    }

    /** The text of a one-byte header extension, empty where there is none with that id. */
    public String extensionText(int id) {
        int at = extension(id, 1);
        return at < 0 ? "" : new String(buffer, at, (buffer[at - 1] & 0x0F) + 1, StandardCharsets.US_ASCII);
    }

    public byte[] buffer() {
        return buffer;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of payload, without padding. */
    public int payloadLength() {
        return payloadLength;
    }

    public int ssrc() {
        return ssrc;
    }

    public int sequence() {
        return sequence;
    }

    public int timestamp() {
        return timestamp;
    }

    public int payloadType() {
        return payloadType;
    }

    public boolean marker() {
        return marker;
    }
}
