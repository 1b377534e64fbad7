package org.anteroom.signaling.embedded.forward;

import java.util.Optional;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PictureRewriter;
import org.anteroom.signaling.embedded.rtp.Redundancy;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.SequenceRewriter;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Offer;
import org.jspecify.annotations.Nullable;

/**
 * One source on its way to one receiver: its own SSRCs, numbering and key-frame gate, and the one layer that is sent.
 *
 * <p>It sends nothing before the receiver's answer accepted its m-line, and video only from a key frame on; another layer
 * takes over with a key frame of its own. All header extensions of the sender are left behind. On the event loop only.
 */
public final class OutgoingStream {
    private static final long SYNC_WITHIN_MS = 2_000;

    private final IncomingSource source;
    private final Downlink downlink;
    private final Offer.Stream names;
    private final SequenceRewriter numbers;
    private final PictureRewriter pictures = new PictureRewriter();
    private final PacketWriter writer;
    private final ResendLimit resends;
    private final Drops drops;
    private final SentReports reports = new SentReports();
    /** The layer that is sent; null before a key frame of it came, and while nothing is sent. */
    private @Nullable IncomingLayer current;
    /** The layer that was sent last, so that its numbers go on where they stopped. */
    private @Nullable IncomingLayer last;
    /** The layer that is to be sent; null for none. */
    private @Nullable IncomingLayer target;

    /** The highest temporal layer that is to be sent. */
    private int temporal = PictureRewriter.ALL;
    /** Since when more of them are to be sent and none may begin, -1 while that is not so. */
    private long syncAwaitedMs = -1;

    private boolean live;
    private boolean takesTwice;
    private boolean repeats;
    private int lastIn = -1;
    private long packets;
    private long octets;

    /**
     * @param firstSequence where its numbering begins
     * @param resends shared by all streams to one receiver
     */
    OutgoingStream(
            IncomingSource source,
            Downlink downlink,
            Offer.Stream names,
            int firstSequence,
            ResendLimit resends,
            Drops drops) {
        this.source = source;
        this.downlink = downlink;
        this.names = names;
        this.numbers = new SequenceRewriter(firstSequence);
        this.writer = new PacketWriter(names, numbers, pictures, firstSequence);
        this.resends = resends;
        this.drops = drops;
        this.target = source.layers().get(0);
    }

    IncomingSource source() {
        return source;
    }

    Offer.Stream names() {
        return names;
    }

    boolean isLive() {
        return live;
    }

    /**
     * The receiver accepted, or refused, this m-line.
     *
     * @param twice whether it takes sound with the packet before it once more
     */
    void setLive(boolean accepted, boolean twice) {
        if (accepted && !live) {
            gate();
        }
        live = accepted;
        takesTwice = twice;
    }

    /** Whether sound may take twice its room, for the packets that get lost. */
    void repeat(boolean on) {
        repeats = on;
    }

    /** The layer that goes out, or is to; empty while nothing is to go out. */
    Optional<IncomingLayer> target() {
        return Optional.ofNullable(target);
    }

    /** The layer that goes out now. */
    Optional<IncomingLayer> current() {
        return Optional.ofNullable(current);
    }

    /** The highest temporal layer that goes out, or is to. */
    int temporal() {
        return temporal;
    }

    /**
     * Sends that layer from its next key frame on; what is sent now goes on until then.
     *
     * @param upTo the highest temporal layer of it
     */
    void select(IncomingLayer layer, int upTo) {
        syncAwaitedMs = temporal == upTo ? syncAwaitedMs : -1;
        temporal = upTo;
        if (target != layer) {
            target = layer;
            if (current != layer) {
                layer.wantKeyFrame();
            }
        }
    }

    /** Sends nothing. */
    void hold() {
        if (target != null) {
            target = null;
            paused();
            downlink.forget(this);
        }
    }

    /** The source paused: what follows continues the numbering, video from a key frame on. */
    void paused() {
        current = null;
        numbers.pause();
        pictures.pause();
    }

    /** The source goes on in other layers, with other timestamps. */
    void restarted() {
        paused();
        numbers.restart();
        last = null;
        target = target == null ? null : source.layers().get(0);
    }

    /** The layer goes on as another stream. */
    void restarted(IncomingLayer layer) {
        if (current == layer || last == layer) {
            paused();
            numbers.restart();
            last = null;
        }
    }

    /** What of it waited for the line was dropped: only a key frame helps. */
    void starved() {
        paused();
        gate();
    }

    private void gate() {
        if (target != null) {
            paused();
            target.wantKeyFrame();
        }
    }

    boolean awaitsKeyFrame() {
        return source.isVideo() && current == null;
    }

    /** The receiver cannot go on without a key frame. */
    void wantKeyFrame() {
        IncomingLayer watched = current == null ? target : current;
        if (watched != null) {
            watched.wantKeyFrame();
        }
    }

    /** Whether that layer is sent, or is to be. */
    boolean watches(IncomingLayer layer) {
        return live && (layer == current || layer == target);
    }

    boolean lacksKeyFrame(IncomingLayer layer) {
        return live && source.isVideo() && layer == target && layer != current && downlink.isOpen();
    }

    /** Sends a packet of a picture on. */
    void forward(IncomingLayer layer, RtpPacket packet, Vp8Descriptor descriptor, long nowMicros) {
        if (!live || !downlink.isOpen()) {
            return;
        }
        if (layer != current) {
            if (layer != target) {
                return;
            }
            if (!descriptor.beginsKeyFrame()) {
                drops.dropped(DropReason.BEFORE_KEY_FRAME);
                return;
            }
            begin(layer);
        }
        boolean out = pictures.take(descriptor, packet.buffer(), packet.payloadOffset(), temporal);
        if (!out && descriptor.temporalLayer() <= temporal) {
            awaitSync(layer, nowMicros / 1000);
        }
        if (!out && numbers.leaveOut(packet.sequence())) {
            return;
        }
        if (isTooLate(packet, nowMicros)) {
            return;
        }
        send(packet, descriptor, out, nowMicros);
    }

    /** Some senders never say that a picture needs the lowest temporal layer alone: then a key frame brings the rest back. */
    private void awaitSync(IncomingLayer layer, long nowMs) {
        if (syncAwaitedMs < 0) {
            syncAwaitedMs = nowMs;
        } else if (nowMs - syncAwaitedMs > SYNC_WITHIN_MS) {
            syncAwaitedMs = -1;
            layer.wantKeyFrame();
        }
    }

    /** Sends a packet of a picture that goes out; of one that does not, only its number. */
    private void send(RtpPacket packet, Vp8Descriptor descriptor, boolean whole, long nowMicros) {
        Packet out = whole ? writer.picture(packet, descriptor) : writer.empty(packet);
        lastIn = whole ? packet.sequence() : lastIn;
        if (downlink.video(out, this, nowMicros)) {
            packets++;
            octets += packet.payloadLength();
        }
    }

    /**
     * Sends a packet of sound on: as it came, or without what it carries of the packet before, where this receiver does not
     * take that or its line has no room.
     *
     * @param twice where the sound of now lies in a packet that carries more
     */
    void forwardSound(IncomingLayer layer, RtpPacket packet, Optional<Redundancy> twice, long nowMicros) {
        if (!live || !downlink.isOpen() || (layer != current && layer != target)) {
            return;
        }
        if (layer != current) {
            begin(layer);
        }
        if (isTooLate(packet, nowMicros)) {
            return;
        }
        int bytes = twice.map(Redundancy::length).orElse(packet.payloadLength());
        boolean whole = twice.isEmpty() || (takesTwice && repeats);
        int from = whole ? packet.payloadOffset() : twice.get().offset();
        int length = whole ? packet.payloadLength() : bytes;
        int type = whole && twice.isPresent() ? Codecs.OPUS_TWICE : Codecs.OPUS;
        Packet out = writer.payload(packet, type, from, length);
        int more = takesTwice ? packet.payloadLength() - bytes : 0;
        if (downlink.sound(out, bytes, more, nowMicros)) {
            packets++;
            octets += length;
        }
    }

    /** A packet without sound took a number: what follows takes it instead, else its receiver would count a loss. */
    void leaveOut(IncomingLayer layer, RtpPacket packet) {
        if (layer == current) {
            var unused = numbers.leaveOut(packet.sequence());
        }
    }

    private boolean isTooLate(RtpPacket packet, long nowMicros) {
        boolean late = !numbers.accept(packet.sequence(), packet.timestamp(), source.clockRate(), nowMicros / 1000);
        if (late) {
            drops.dropped(DropReason.TOO_LATE);
        }
        return late;
    }

    private void begin(IncomingLayer layer) {
        numbers.pause();
        pictures.pause();
        if (last != null && last != layer) {
            numbers.restart();
        }
        current = layer;
        last = layer;
        lastIn = -1;
    }

    /** Answers a NACK from the layer's cache by a retransmission (RFC 4588), within the receiver's limit. */
    void resend(int sequenceOut, int roundTripMs, long nowMicros) {
        int sequenceIn = live && source.isVideo() ? numbers.sequenceIn(sequenceOut) : -1;
        if (sequenceIn < 0 || current == null || !source.isForwarding()) {
            return;
        }
        Optional<RtpPacket> cached = current.cache().get(sequenceIn);
        if (cached.isEmpty()) {
            return;
        }
        if (!resends.take(names.ssrc(), sequenceOut, roundTripMs, nowMicros / 1000)) {
            drops.dropped(DropReason.RESEND_LIMIT);
            return;
        }
        downlink.resend(writer.retransmission(cached.get(), sequenceOut), nowMicros);
    }

    /** A packet that only fills the line: the last one once more where that is about as large, else padding. */
    Packet filler(int bytes) {
        Optional<RtpPacket> again = current == null || lastIn < 0 || bytes < PacketWriter.PADDING_BYTES_MAX
                ? Optional.empty()
                : current.cache().get(lastIn).filter(packet -> numbers.sequenceIn(numbers.sequenceOut(lastIn)) >= 0);
        if (again.isPresent()) {
            return writer.retransmission(again.get(), numbers.sequenceOut(lastIn));
        }
        return writer.padding(bytes - Downlink.HEADER_BYTES);
    }

    /** Passes the sender's clock on, so that receivers keep its streams in step (RFC 3550, section 6.4.1). */
    void report(IncomingLayer layer, int ntpHigh, int ntpLow, int timestamp, long nowMs) {
        if (!live || layer != current || !numbers.started() || !downlink.isOpen()) {
            return;
        }
        reports.sent(ntpHigh << 16 | ntpLow >>> 16, nowMs);
        downlink.control(RtcpWriter.senderReport(
                names.ssrc(), ntpHigh, ntpLow, numbers.timestampOut(timestamp), packets, octets, names.stream()));
    }

    SentReports reports() {
        return reports;
    }

    /** What its receiver lost of it of late, in 256ths. */
    int lossReported(long nowMs) {
        return live ? reports.loss(nowMs) : 0;
    }

    /** Ends it. */
    void close() {
        live = false;
        source.remove(this);
        downlink.forget(this);
        downlink.forget(names);
    }
}
