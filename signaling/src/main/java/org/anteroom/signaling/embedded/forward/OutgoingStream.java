package org.anteroom.signaling.embedded.forward;

import java.util.Optional;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PacketCache;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.SequenceRewriter;
import org.anteroom.signaling.embedded.rtp.Vp8;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Offer;

/**
 * One source on its way to one receiver: its own SSRCs, numbering and key-frame gate.
 *
 * <p>It sends nothing before the receiver's answer accepted its m-line, and video only from a key frame on. All header
 * extensions of the sender are left behind. On the event loop only.
 */
public final class OutgoingStream {

    private final IncomingSource source;
    private final Outlet outlet;
    private final Offer.Stream names;
    private final SequenceRewriter numbers;
    private final ResendLimit resends;
    private final Drops drops;
    private boolean live;
    private boolean awaitsKeyFrame;
    private int rtxSequence;
    private long packets;
    private long octets;

    /**
     * @param firstSequence where its numbering begins
     * @param resends shared by all streams to one receiver
     */
    OutgoingStream(
            IncomingSource source,
            Outlet outlet,
            Offer.Stream names,
            int firstSequence,
            ResendLimit resends,
            Drops drops) {
        this.source = source;
        this.outlet = outlet;
        this.names = names;
        this.numbers = new SequenceRewriter(firstSequence);
        this.rtxSequence = firstSequence;
        this.resends = resends;
        this.drops = drops;
        this.awaitsKeyFrame = source.isVideo();
    }

    IncomingSource source() {
        return source;
    }

    Offer.Stream names() {
        return names;
    }

    /** The receiver accepted, or refused, this m-line. */
    void setLive(boolean live) {
        if (live && !this.live) {
            gate();
        }
        this.live = live;
    }

    /** The source paused: what follows continues the numbering, video from a key frame on. */
    void paused() {
        numbers.pause();
        awaitsKeyFrame = source.isVideo();
    }

    /** The source goes on as another stream with other timestamps. */
    void restarted() {
        numbers.restart();
        awaitsKeyFrame = source.isVideo();
    }

    private void gate() {
        awaitsKeyFrame = source.isVideo();
        if (awaitsKeyFrame) {
            source.wantKeyFrame();
        }
    }

    boolean lacksKeyFrame() {
        return live && awaitsKeyFrame && outlet.isOpen();
    }

    void forward(RtpPacket packet, long nowMs) {
        if (!live || !outlet.isOpen()) {
            return;
        }
        if (awaitsKeyFrame) {
            if (!Vp8.beginsKeyFrame(packet)) {
                drops.dropped(DropReason.BEFORE_KEY_FRAME);
                return;
            }
            awaitsKeyFrame = false;
            numbers.pause();
        }
        if (!numbers.accept(packet.sequence(), packet.timestamp(), source.clockRate(), nowMs)) {
            drops.dropped(DropReason.TOO_LATE);
            return;
        }
        Packet out = header(packet, names.ssrc(), source.payloadType(), numbers.sequenceOut(packet.sequence()), 0);
        if (outlet.sendRtp(out)) {
            packets++;
            octets += packet.payloadLength();
        }
    }

    private Packet header(RtpPacket packet, int ssrc, int payloadType, int sequence, int headRoom) {
        int start = RtpPacket.FIXED_HEADER_BYTES + headRoom;
        Packet out = Packet.withRoom(start + packet.payloadLength());
        byte[] b = out.getBuffer();
        b[0] = (byte) 0x80;
        b[1] = (byte) (payloadType | (packet.marker() ? 0x80 : 0));
        Bytes.put16(b, 2, sequence);
        Bytes.put32(b, 4, numbers.timestampOut(packet.timestamp()));
        Bytes.put32(b, 8, ssrc);
        System.arraycopy(packet.buffer(), packet.payloadOffset(), b, start, packet.payloadLength());
        return out;
    }

    /** Answers a NACK from the source's cache by a retransmission (RFC 4588), within the receiver's limit. */
    void resend(int sequenceOut, long nowMs) {
        int sequenceIn = live && source.isVideo() ? numbers.sequenceIn(sequenceOut) : -1;
        if (sequenceIn < 0 || !source.isForwarding()) {
            return;
        }
        PacketCache cache = source.cache();
        Optional<RtpPacket> cached = cache.get(sequenceIn);
        if (cached.isEmpty()) {
            return;
        }
        if (!resends.take(sequenceOut, nowMs)) {
            drops.dropped(DropReason.RESEND_LIMIT);
            return;
        }
        Packet out = header(cached.get(), names.rtxSsrc(), Codecs.VP8_RTX, rtxSequence, 2);
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        Bytes.put16(out.getBuffer(), RtpPacket.FIXED_HEADER_BYTES, sequenceOut);
        var unused = outlet.sendRtp(out);
    }

    /** Passes the sender's clock on, so that receivers keep its streams in step (RFC 3550, section 6.4.1). */
    void report(int ntpHigh, int ntpLow, int timestamp) {
        if (!live || !numbers.started() || !outlet.isOpen()) {
            return;
        }
        outlet.sendRtcp(RtcpWriter.senderReport(
                names.ssrc(), ntpHigh, ntpLow, numbers.timestampOut(timestamp), packets, octets, names.stream()));
    }

    /** Ends it. */
    void close() {
        live = false;
        source.remove(this);
        outlet.forget(names.ssrc());
        outlet.forget(names.rtxSsrc());
    }
}
