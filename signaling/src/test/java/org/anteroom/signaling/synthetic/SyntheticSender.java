package org.anteroom.signaling.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PacketCache;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.sdp.Codecs;

/** The packets of one source: 50 a second of sound, or 15 frames a second of four packets, with true VP8 descriptors. */
final class SyntheticSender {
    static final int PACKETS_PER_FRAME = 4;

    private static final int CACHED = 256;
    private static final int AUDIO_PAYLOAD_BYTES = 80;
    private static final int VIDEO_PAYLOAD_BYTES = 1000;
    private static final int HEADER_BYTES = 24;
    private static final int TAG_BYTES = 16;
    private static final int VP8_DESCRIPTOR_BYTES = 4;

    private final SourceKind kind;
    private final long number;
    private final int ssrc;
    private final int rtxSsrc;
    private final PacketCache cache = new PacketCache(CACHED);
    private int sequence;
    private int rtxSequence = 1;
    private int timestamp = 1000;
    private int picture;
    private boolean keyFrameDue = true;
    private boolean on;
    private int level = 30;
    private long keyFrames;

    SyntheticSender(SourceKind kind, long number, int ssrc, int firstSequence) {
        this.kind = kind;
        this.number = number;
        this.ssrc = ssrc;
        this.rtxSsrc = ssrc + 1;
        this.sequence = firstSequence & 0xFFFF;
    }

    boolean isVideo() {
        return kind != SourceKind.MICROPHONE;
    }

    int ssrc() {
        return ssrc;
    }

    int rtxSsrc() {
        return rtxSsrc;
    }

    boolean isOn() {
        return on;
    }

    void turn(boolean on) {
        this.on = on;
        keyFrameDue |= on;
    }

    void loudness(int level) {
        this.level = level;
    }

    void wantKeyFrame() {
        keyFrameDue = true;
    }

    long keyFrames() {
        return keyFrames;
    }

    int timestamp() {
        return timestamp;
    }

    /** The next 20 ms of sound. */
    Packet sound() {
        timestamp += Codecs.OPUS_CLOCK_RATE / 50;
        return packet(Codecs.OPUS, false, new byte[0], AUDIO_PAYLOAD_BYTES);
    }

    /** The next frame. */
    List<Packet> frame() {
        timestamp += Codecs.VIDEO_CLOCK_RATE / 15;
        picture = (picture + 1) & 0x7FFF;
        boolean key = keyFrameDue;
        keyFrameDue = false;
        keyFrames += key ? 1 : 0;
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS_PER_FRAME; i++) {
            byte[] head = new byte[VP8_DESCRIPTOR_BYTES + 1];
            head[0] = (byte) (i == 0 ? 0x90 : 0x80);
            head[1] = (byte) 0x80;
            Bytes.put16(head, 2, 0x8000 | picture);
            head[4] = (byte) (i == 0 && key ? 0x10 : 0x11);
            packets.add(packet(Codecs.VP8, i == PACKETS_PER_FRAME - 1, head, VIDEO_PAYLOAD_BYTES));
        }
        return packets;
    }

    private Packet packet(int payloadType, boolean marker, byte[] head, int payloadBytes) {
        Packet packet = Packet.withRoom(HEADER_BYTES + payloadBytes);
        byte[] b = packet.getBuffer();
        b[0] = (byte) 0x90;
        b[1] = (byte) (payloadType | (marker ? 0x80 : 0));
        Bytes.put16(b, 2, sequence);
        Bytes.put32(b, 4, timestamp);
        Bytes.put32(b, 8, ssrc);
        Bytes.put16(b, 12, 0xBEDE);
        Bytes.put16(b, 14, 2);
        b[16] = (byte) (Codecs.AUDIO_LEVEL_ID << 4);
        b[17] = (byte) (0x80 | level);
        b[18] = (byte) (Codecs.TRANSPORT_SEQUENCE_ID << 4 | 1);
        System.arraycopy(head, 0, b, HEADER_BYTES, head.length);
        int tag = HEADER_BYTES + payloadBytes - TAG_BYTES;
        putLong(b, tag, number);
        putLong(b, tag + 8, System.nanoTime());
        RtpPacket.parse(b.clone(), 0, packet.getLength()).ifPresent(sent -> cache.put(sent, 0));
        sequence = (sequence + 1) & 0xFFFF;
        return packet;
    }

    private static void putLong(byte[] b, int offset, long value) {
        Bytes.put32(b, offset, (int) (value >>> 32));
        Bytes.put32(b, offset + 4, (int) value);
    }

    /** Writes the number that the transport gives to every packet. */
    static void number(Packet packet, int transportSequence) {
        Bytes.put16(packet.getBuffer(), 19, transportSequence);
    }

    /** The retransmission of a packet, if it is still known. */
    Optional<Packet> retransmission(int lost) {
        return cache.get(lost).map(original -> {
            Packet packet = Packet.withRoom(RtpPacket.FIXED_HEADER_BYTES + 2 + original.payloadLength());
            byte[] b = packet.getBuffer();
            b[0] = (byte) 0x80;
            b[1] = (byte) (Codecs.VP8_RTX | (original.marker() ? 0x80 : 0));
            Bytes.put16(b, 2, rtxSequence);
            rtxSequence = (rtxSequence + 1) & 0xFFFF;
            Bytes.put32(b, 4, original.timestamp());
            Bytes.put32(b, 8, rtxSsrc);
            Bytes.put16(b, 12, lost);
            System.arraycopy(original.buffer(), original.payloadOffset(), b, 14, original.payloadLength());
            return packet;
        });
    }
}
