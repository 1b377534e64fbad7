package org.anteroom.signaling.embedded.forward;

import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PictureRewriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.SequenceRewriter;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Offer;

/** Writes the packets of one outgoing stream, and those that repair it, from those that came. On the event loop only. */
final class PacketWriter {
    static final int PADDING_BYTES_MAX = 255;

    private static final int RTX_NUMBER_BYTES = 2;

    private final Offer.Stream names;
    private final SequenceRewriter numbers;
    private final PictureRewriter pictures;
    private final Vp8Descriptor shape = new Vp8Descriptor();
    private int rtxSequence;

    /** @param firstRepair where the numbering of what repairs begins */
    PacketWriter(Offer.Stream names, SequenceRewriter numbers, PictureRewriter pictures, int firstRepair) {
        this.names = names;
        this.numbers = numbers;
        this.pictures = pictures;
        this.rtxSequence = firstRepair;
    }

    /** A packet of a picture, for its first time. */
    Packet picture(RtpPacket packet, Vp8Descriptor descriptor) {
        Packet out = payload(packet, Codecs.VP8, packet.payloadOffset(), packet.payloadLength());
        pictures.next(descriptor, out.getBuffer(), Downlink.HEADER_BYTES);
        return out;
    }

    /** A packet that only takes the number of one whose picture is left out. */
    Packet empty(RtpPacket packet) {
        return payload(packet, Codecs.VP8, packet.payloadOffset(), 0);
    }

    /** A packet with a part of the payload that came, as it is. */
    Packet payload(RtpPacket packet, int type, int from, int length) {
        Packet out = Downlink.header(length);
        head(packet, out, names.ssrc(), type, numbers.sequenceOut(packet.sequence()));
        System.arraycopy(packet.buffer(), from, out.getBuffer(), Downlink.HEADER_BYTES, length);
        return out;
    }

    /** A packet once more (RFC 4588); empty where its picture is left out. */
    Packet retransmission(RtpPacket cached, int sequenceOut) {
        int start = Downlink.HEADER_BYTES + RTX_NUMBER_BYTES;
        Packet out = Downlink.header(RTX_NUMBER_BYTES + cached.payloadLength());
        head(cached, out, names.rtxSsrc(), Codecs.VP8_RTX, nextRepair());
        Bytes.put16(out.getBuffer(), Downlink.HEADER_BYTES, sequenceOut);
        System.arraycopy(cached.buffer(), cached.payloadOffset(), out.getBuffer(), start, cached.payloadLength());
        if (shape.read(cached) && !pictures.again(shape, out.getBuffer(), start)) {
            out.setLength(start);
        }
        return out;
    }

    /** About so many bytes that only fill the line. */
    Packet padding(int bytes) {
        int padding = Math.max(1, Math.min(PADDING_BYTES_MAX, bytes));
        Packet out = Downlink.header(padding);
        byte[] b = out.getBuffer();
        b[0] |= 0x20;
        b[1] = (byte) Codecs.VP8_RTX;
        Bytes.put16(b, 2, nextRepair());
        Bytes.put32(b, 8, names.rtxSsrc());
        b[out.getLength() - 1] = (byte) padding;
        return out;
    }

    private void head(RtpPacket packet, Packet out, int ssrc, int payloadType, int sequence) {
        byte[] b = out.getBuffer();
        b[1] = (byte) (payloadType | (packet.marker() ? 0x80 : 0));
        Bytes.put16(b, 2, sequence);
        Bytes.put32(b, 4, numbers.timestampOut(packet.timestamp()));
        Bytes.put32(b, 8, ssrc);
    }

    private int nextRepair() {
        int next = rtxSequence;
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        return next;
    }
}
