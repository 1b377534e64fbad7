package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.anteroom.signaling.embedded.rtp.NackTracker;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PacketCache;
import org.anteroom.signaling.embedded.rtp.ReceiveStatistics;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;

/**
 * One stream of one source: the whole of it, or one of the sizes in which it comes at once. What arrives of it, what is
 * missing, how large its picture is and what it costs. On the event loop only.
 */
final class IncomingLayer {
    private static final long KEY_FRAME_INTERVAL_MS = 500;
    private static final long GONE_AFTER_MS = 2_000;
    private static final long GONE_BESIDE_OTHERS_MS = 600;
    private static final int PICTURES_OF_OTHERS_MIN = 6;
    private static final long YOUNG_MS = 1_500;

    private final int index;
    private final boolean video;
    private final int clockRate;
    private final PacketCache cache;
    private final NackTracker nacks = new NackTracker();
    private final KeyFrameThrottle keyFrames = new KeyFrameThrottle(KEY_FRAME_INTERVAL_MS);
    private final RateMeter rate = new RateMeter();
    /** What its upper temporal layers take, by their number; none before there was one. */
    private final List<RateMeter> upper = new ArrayList<>();

    private ReceiveStatistics statistics;
    private OptionalInt ssrc = OptionalInt.empty();
    private OptionalInt rtxSsrc = OptionalInt.empty();
    private int height;
    private boolean arrived;
    private long arrivedMs;
    private int timestamp;
    private int picturesOfOthers;
    private long begunMs;

    /** @param index 0 for the smallest picture */
    IncomingLayer(int index, boolean video, int clockRate, int packetsCachedMax) {
        this.index = index;
        this.video = video;
        this.clockRate = clockRate;
        this.cache = new PacketCache(packetsCachedMax);
        this.statistics = new ReceiveStatistics(clockRate);
    }

    int index() {
        return index;
    }

    OptionalInt ssrc() {
        return ssrc;
    }

    OptionalInt rtxSsrc() {
        return rtxSsrc;
    }

    PacketCache cache() {
        return cache;
    }

    /** The height of its last key frame, 0 before one said it. */
    int height() {
        return height;
    }

    /** What it takes on the wire, in bits a second. */
    long bitsPerSecond(long nowMs) {
        return rate.bitsPerSecond(nowMs);
    }

    /** What it takes without the temporal layers above that one. */
    long bitsPerSecond(int temporal, long nowMs) {
        long without = 0;
        for (int i = temporal; i < upper.size(); i++) {
            without += upper.get(i).bitsPerSecond(nowMs);
        }
        return Math.max(0, rate.bitsPerSecond(nowMs) - without);
    }

    /** The highest temporal layer that came of late, 0 where there is but one. */
    int temporalTop(long nowMs) {
        int top = upper.size();
        while (top > 0 && upper.get(top - 1).bitsPerSecond(nowMs) == 0) {
            top--;
        }
        return top;
    }

    /** Whether anything of it came of late; while its source's other layers go on, that is soon known. */
    boolean flows(long nowMs) {
        long silentMs = nowMs - arrivedMs;
        boolean leftBehind = picturesOfOthers >= PICTURES_OF_OTHERS_MIN && silentMs >= GONE_BESIDE_OTHERS_MS;
        return arrived && silentMs < GONE_AFTER_MS && !leftBehind;
    }

    /** Whether this packet is of another picture than the one before. */
    boolean isNext(RtpPacket packet) {
        return !arrived || packet.timestamp() != timestamp;
    }

    /** Another layer of its source had a picture. */
    void passedBy() {
        picturesOfOthers++;
    }

    /** Whether it came for so short a time that what it takes is not known yet. */
    boolean isYoung(long nowMs) {
        return nowMs - begunMs < YOUNG_MS;
    }

    /** Learns its SSRC; true when it had another one before, so that it is another stream now. */
    boolean declare(OptionalInt declared) {
        boolean other = ssrc.isPresent() && !ssrc.equals(declared);
        if (other) {
            interrupt();
            statistics = new ReceiveStatistics(clockRate);
            height = 0;
            arrived = false;
        }
        ssrc = declared;
        return other;
    }

    void declareRepair(OptionalInt declared) {
        rtxSsrc = declared;
    }

    /** Forgets what is missing and what is kept. */
    void interrupt() {
        nacks.reset();
        cache.clear();
        wantKeyFrame();
    }

    /** Notes any arrival under its SSRC. */
    void counted(RtpPacket packet, long nowMs) {
        statistics.received(packet.sequence(), packet.timestamp(), nowMs);
        if (!flows(nowMs)) {
            begunMs = nowMs;
        }
        arrived = true;
        arrivedMs = nowMs;
        timestamp = packet.timestamp();
        picturesOfOthers = 0;
        rate.passed(packet.payloadLength() + Downlink.OVERHEAD_BYTES, nowMs);
    }

    /** Notes what came beyond its sender's limit: it costs what it would cost, so that nobody is sent the rest of it. */
    void overran(int bytes, long nowMs) {
        rate.passed(bytes, nowMs);
    }

    /** Takes a packet of video that is to be forwarded; what nobody watches is not asked for again. */
    void keep(RtpPacket packet, Vp8Descriptor descriptor, boolean watched, long nowMs) {
        if (watched) {
            nacks.received(packet.sequence());
        } else {
            nacks.reset();
        }
        cache.put(packet, nowMs);
        if (descriptor.isThinnable() && descriptor.temporalLayer() > 0) {
            while (upper.size() < descriptor.temporalLayer()) {
                upper.add(new RateMeter());
            }
            upper.get(descriptor.temporalLayer() - 1).passed(packet.payloadLength() + Downlink.OVERHEAD_BYTES, nowMs);
        }
        if (descriptor.beginsKeyFrame()) {
            keyFrames.came();
        }
        if (descriptor.height() > 0) {
            height = descriptor.height();
        }
    }

    boolean isMissing(int sequence) {
        return nacks.isMissing(sequence);
    }

    void senderReport(int ntpMiddle, long nowMs) {
        statistics.senderReport(ntpMiddle, nowMs);
    }

    /** Lets go of what is kept of it and nobody will ask for. */
    void sweep(long nowMs) {
        cache.sweep(nowMs);
    }

    boolean started() {
        return statistics.started();
    }

    RtcpWriter.ReportBlock block(long nowMs) {
        return statistics.block(ssrc.orElse(0), nowMs);
    }

    void wantKeyFrame() {
        if (video) {
            keyFrames.want();
        }
    }

    /** Adds what to ask the sender for now: missing packets, a key frame. */
    void requests(int bridgeSsrc, boolean lacksKeyFrame, int roundTripMs, long nowMs, List<Packet> requests) {
        if (ssrc.isEmpty()) {
            return;
        }
        List<Integer> due = nacks.due(nowMs, roundTripMs);
        if (!due.isEmpty() && rtxSsrc.isPresent()) {
            requests.add(RtcpWriter.nack(bridgeSsrc, ssrc.getAsInt(), due));
        }
        if (nacks.takeBeyondRepair() || lacksKeyFrame) {
            wantKeyFrame();
        }
        if (keyFrames.takeDue(nowMs)) {
            requests.add(RtcpWriter.pictureLoss(bridgeSsrc, ssrc.getAsInt()));
        }
    }
}
