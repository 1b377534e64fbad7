package org.anteroom.signaling.synthetic;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.NackTracker;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.ReceiveStatistics;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.Vp8;
import org.anteroom.signaling.sdp.Codecs;

/** What arrives on one m-line: counted, checked for holes, asked for again. */
final class SyntheticReceiver {
    private static final int TAG_BYTES = 16;
    private static final int SENDERS_MAX = 64;

    private final boolean video;
    private final int ssrc;
    private final int rtxSsrc;
    private final ReceiveStatistics statistics;
    private final NackTracker nacks = new NackTracker();
    private final Set<Long> senders = new HashSet<>();
    private long packets;
    private long keyFrames;
    private long recovered;
    private boolean beganWithKeyFrame;
    private int firstSequence;
    private int highestSequence;
    private long lastSequence = -1;
    private long turns;

    SyntheticReceiver(boolean video, int ssrc, int rtxSsrc) {
        this.video = video;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.statistics = new ReceiveStatistics(video ? Codecs.VIDEO_CLOCK_RATE : Codecs.OPUS_CLOCK_RATE);
    }

    int ssrc() {
        return ssrc;
    }

    boolean isVideo() {
        return video;
    }

    boolean takes(int arrivedSsrc) {
        return arrivedSsrc == ssrc || (video && arrivedSsrc == rtxSsrc);
    }

    void received(RtpPacket arrived, LongConsumer delaysNanos, long nowMs) {
        Optional<RtpPacket> original =
                arrived.ssrc() == ssrc ? Optional.of(arrived) : arrived.original(ssrc, Codecs.VP8);
        if (original.isEmpty()) {
            return;
        }
        RtpPacket packet = original.get();
        if (arrived.ssrc() != ssrc) {
            if (!nacks.isMissing(packet.sequence())) {
                return;
            }
            recovered++;
        }
        boolean key = video && Vp8.beginsKeyFrame(packet);
        if (packets == 0) {
            beganWithKeyFrame = key;
            firstSequence = packet.sequence();
            highestSequence = packet.sequence();
        }
        packets++;
        keyFrames += key ? 1 : 0;
        nacks.received(packet.sequence());
        statistics.received(packet.sequence(), packet.timestamp(), nowMs);
        count(packet.sequence());
        tag(packet, delaysNanos);
    }

    private void count(int sequence) {
        if (Bytes.ahead(sequence, highestSequence) > 0) {
            turns += sequence < highestSequence ? 1 : 0;
            highestSequence = sequence;
        }
        lastSequence = sequence;
    }

    private void tag(RtpPacket packet, LongConsumer delaysNanos) {
        if (packet.payloadLength() < TAG_BYTES) {
            return;
        }
        int tag = packet.payloadOffset() + packet.payloadLength() - TAG_BYTES;
        if (senders.size() < SENDERS_MAX) {
            senders.add(longAt(packet.buffer(), tag));
        }
        delaysNanos.accept(System.nanoTime() - longAt(packet.buffer(), tag + 8));
    }

    private static long longAt(byte[] b, int offset) {
        return (long) Bytes.int32(b, offset) << 32 | (Bytes.int32(b, offset + 4) & 0xFFFFFFFFL);
    }

    void senderReport(int ntpHigh, int ntpLow, long nowMs) {
        statistics.senderReport(ntpHigh << 16 | ntpLow >>> 16, nowMs);
    }

    Optional<Packet> nack(int fromSsrc, long nowMs) {
        List<Integer> due = video ? nacks.due(nowMs, 0) : List.of();
        return due.isEmpty() ? Optional.empty() : Optional.of(RtcpWriter.nack(fromSsrc, ssrc, due));
    }

    Optional<RtcpWriter.ReportBlock> report(long nowMs) {
        return statistics.started() ? Optional.of(statistics.block(ssrc, nowMs)) : Optional.empty();
    }

    SyntheticPeer.Received snapshot() {
        long spanned = packets == 0 ? 0 : turns * 0x10000L + highestSequence - firstSequence + 1;
        return new SyntheticPeer.Received(
                packets, keyFrames, recovered, spanned - packets, beganWithKeyFrame, (int) lastSequence, senders);
    }
}
