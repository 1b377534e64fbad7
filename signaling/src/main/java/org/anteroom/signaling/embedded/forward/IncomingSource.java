package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.NackTracker;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PacketCache;
import org.anteroom.signaling.embedded.rtp.ReceiveStatistics;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.sdp.Codecs;

/**
 * One source of one endpoint: what arrives of it, what is missing of it, and who receives it.
 *
 * <p>Nothing is forwarded or kept of it while it is not allowed. On the event loop only.
 */
public final class IncomingSource {
    private static final long KEY_FRAME_INTERVAL_MS = 500;

    private final EndpointId owner;
    private final SourceKind kind;
    private final Drops drops;
    private final PacketCache cache;
    private final NackTracker nacks = new NackTracker();
    private final KeyFrameThrottle keyFrames = new KeyFrameThrottle(KEY_FRAME_INTERVAL_MS);
    private final List<OutgoingStream> streams = new ArrayList<>();
    private ReceiveStatistics statistics;
    private OptionalInt ssrc = OptionalInt.empty();
    private OptionalInt rtxSsrc = OptionalInt.empty();
    private boolean allowed;
    private boolean silenced;
    private long stoppedMs;

    IncomingSource(EndpointId owner, SourceKind kind, int packetsCachedMax, Drops drops) {
        this.owner = owner;
        this.kind = kind;
        this.drops = drops;
        this.cache = new PacketCache(packetsCachedMax);
        this.statistics = new ReceiveStatistics(clockRate());
    }

    EndpointId owner() {
        return owner;
    }

    SourceKind kind() {
        return kind;
    }

    boolean isVideo() {
        return kind != SourceKind.MICROPHONE;
    }

    int clockRate() {
        return isVideo() ? Codecs.VIDEO_CLOCK_RATE : Codecs.OPUS_CLOCK_RATE;
    }

    int payloadType() {
        return isVideo() ? Codecs.VP8 : Codecs.OPUS;
    }

    PacketCache cache() {
        return cache;
    }

    OptionalInt ssrc() {
        return ssrc;
    }

    OptionalInt rtxSsrc() {
        return rtxSsrc;
    }

    boolean isAllowed() {
        return allowed;
    }

    boolean isForwarding() {
        return allowed && !silenced;
    }

    /** Since when it is not allowed; meaningless while it is. */
    long stoppedMs() {
        return stoppedMs;
    }

    void allow(boolean allow, long nowMs) {
        if (allowed == allow) {
            return;
        }
        allowed = allow;
        stoppedMs = nowMs;
        interrupt();
    }

    void silence() {
        silenced = true;
        interrupt();
    }

    private void interrupt() {
        nacks.reset();
        cache.clear();
        streams.forEach(OutgoingStream::paused);
        wantKeyFrame();
    }

    /** Learns under which SSRCs it comes. One that the endpoint no longer declares is remembered until it names another. */
    void declare(OptionalInt declared, OptionalInt rtx) {
        if (declared.isEmpty()) {
            return;
        }
        if (ssrc.isPresent() && !ssrc.equals(declared)) {
            nacks.reset();
            cache.clear();
            statistics = new ReceiveStatistics(clockRate());
            streams.forEach(OutgoingStream::restarted);
            wantKeyFrame();
        }
        ssrc = declared;
        rtxSsrc = rtx;
    }

    void add(OutgoingStream stream) {
        streams.add(stream);
    }

    void remove(OutgoingStream stream) {
        streams.remove(stream);
    }

    List<OutgoingStream> streams() {
        return List.copyOf(streams);
    }

    /** Takes a packet of its own SSRC. */
    void received(RtpPacket packet, long nowMs) {
        statistics.received(packet.sequence(), packet.timestamp(), nowMs);
        if (!isForwarding()) {
            drops.dropped(silenced ? DropReason.SILENCED : DropReason.NOT_ALLOWED);
            return;
        }
        if (packet.payloadType() != payloadType()) {
            drops.dropped(DropReason.MALFORMED_RTP);
            return;
        }
        if (isVideo()) {
            nacks.received(packet.sequence());
            cache.put(packet);
        }
        forward(packet, nowMs);
    }

    /** Takes a packet of its retransmission SSRC; only what is missing is of use, the rest is probing. */
    void retransmitted(RtpPacket packet, long nowMs) {
        if (!isForwarding() || packet.payloadType() != Codecs.VP8_RTX) {
            drops.dropped(DropReason.NOT_ALLOWED);
            return;
        }
        Optional<RtpPacket> original = packet.original(ssrc.orElse(0), payloadType());
        if (original.isEmpty() || !nacks.isMissing(original.get().sequence())) {
            drops.dropped(DropReason.USELESS_RETRANSMISSION);
            return;
        }
        nacks.received(original.get().sequence());
        cache.put(original.get());
        forward(original.get(), nowMs);
    }

    private void forward(RtpPacket packet, long nowMs) {
        for (OutgoingStream stream : streams) {
            stream.forward(packet, nowMs);
        }
    }

    void senderReport(int ntpHigh, int ntpLow, int timestamp, long nowMs) {
        statistics.senderReport(ntpHigh << 16 | ntpLow >>> 16, nowMs);
        if (isForwarding()) {
            streams.forEach(stream -> stream.report(ntpHigh, ntpLow, timestamp));
        }
    }

    void wantKeyFrame() {
        if (isVideo()) {
            keyFrames.want();
        }
    }

    /** What to ask the sender for now: missing packets, a key frame. */
    List<Packet> requests(int bridgeSsrc, long nowMs) {
        if (!isVideo() || ssrc.isEmpty() || !isForwarding()) {
            return List.of();
        }
        List<Packet> requests = new ArrayList<>();
        List<Integer> due = nacks.due(nowMs);
        if (!due.isEmpty() && rtxSsrc.isPresent()) {
            requests.add(RtcpWriter.nack(bridgeSsrc, ssrc.getAsInt(), due));
        }
        if (nacks.takeBeyondRepair() || streams.stream().anyMatch(OutgoingStream::lacksKeyFrame)) {
            wantKeyFrame();
        }
        if (keyFrames.takeDue(nowMs)) {
            requests.add(RtcpWriter.pictureLoss(bridgeSsrc, ssrc.getAsInt()));
        }
        return requests;
    }

    /** The receiver report's block on it, once anything came. */
    Optional<RtcpWriter.ReportBlock> reportBlock(long nowMs) {
        return ssrc.isPresent() && statistics.started()
                ? Optional.of(statistics.block(ssrc.getAsInt(), nowMs))
                : Optional.empty();
    }
}
