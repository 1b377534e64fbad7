package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.Redundancy;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Codecs;

/**
 * One source of one endpoint: the layers in which it comes, and who receives it.
 *
 * <p>Nothing is forwarded or kept of it while it is not allowed. On the event loop only.
 */
public final class IncomingSource {
    /** What of its receivers' loss a sender is told at most: enough for FEC, too little to lower its rate. */
    private static final int MIRRORED_LOSS_MAX = 25;

    private final EndpointId owner;
    private final SourceKind kind;
    private final int packetsCachedMax;
    private final Drops drops;
    private final Vp8Descriptor descriptor = new Vp8Descriptor();
    private final Redundancy redundancy = new Redundancy();
    private final List<OutgoingStream> streams = new ArrayList<>();
    private List<IncomingLayer> layers;
    private boolean layered;
    private boolean heard = true;
    private boolean allowed;
    private boolean silenced;
    private long stoppedMs;

    IncomingSource(EndpointId owner, SourceKind kind, int packetsCachedMax, Drops drops) {
        this.owner = owner;
        this.kind = kind;
        this.packetsCachedMax = packetsCachedMax;
        this.drops = drops;
        this.layers = layers(1);
    }

    private List<IncomingLayer> layers(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new IncomingLayer(index, isVideo(), clockRate(), packetsCachedMax))
                .toList();
    }

    /** In how many layers a source of that kind is asked for: a screen sharp, and small for thin lines. */
    static int layersOf(SourceKind kind) {
        return switch (kind) {
            case MICROPHONE -> 1;
            case CAMERA -> Codecs.LAYERS.size();
            case SCREEN -> 2;
        };
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

    /** The smallest picture first; one where it comes in one size only. */
    List<IncomingLayer> layers() {
        return layers;
    }

    boolean isLayered() {
        return layered;
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
        layers.forEach(IncomingLayer::interrupt);
        streams.forEach(OutgoingStream::paused);
    }

    /** Whether it is loud enough to go out, where it is sound. */
    void hear(boolean loud) {
        if (heard && !loud) {
            streams.forEach(OutgoingStream::paused);
        }
        heard = loud;
    }

    /** Whether it is sound that comes, and does not go out because others are louder. */
    boolean isUnheard(long nowMs) {
        return !heard && isForwarding() && layers.get(0).flows(nowMs);
    }

    /** Learns from an answer how it comes. What the endpoint no longer declares is remembered until it names another. */
    void declare(Answer.Line line) {
        if (line.layered()) {
            if (!layered) {
                become(true, layersOf(kind));
            }
            return;
        }
        if (line.ssrc().isEmpty()) {
            return;
        }
        if (layered) {
            become(false, 1);
        }
        declare(layers.get(0), line.ssrc());
        layers.get(0).declareRepair(line.rtxSsrc());
    }

    private void become(boolean inLayers, int count) {
        layered = inLayers;
        layers = layers(count);
        streams.forEach(OutgoingStream::restarted);
    }

    /** Learns under which SSRC a layer comes. */
    void declare(IncomingLayer layer, OptionalInt ssrc) {
        if (layer.declare(ssrc)) {
            streams.forEach(stream -> stream.restarted(layer));
        }
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

    /** Takes a packet of a layer's own SSRC. */
    void received(IncomingLayer layer, RtpPacket packet, long nowMicros) {
        count(layer, packet, nowMicros / 1000);
        if (!isForwarding()) {
            drops.dropped(silenced ? DropReason.SILENCED : DropReason.NOT_ALLOWED);
            return;
        }
        if (!isVideo() && packet.payloadLength() == 0) {
            // Padding, with which senders of sound alone probe their line (RFC 3550, section 5.1): it takes a number.
            streams.forEach(stream -> stream.leaveOut(layer, packet));
            return;
        }
        boolean twice = !isVideo() && packet.payloadType() == Codecs.OPUS_TWICE;
        if (twice ? !redundancy.read(packet, Codecs.OPUS) : packet.payloadType() != payloadType()) {
            drops.dropped(DropReason.MALFORMED_RTP);
            return;
        }
        take(layer, packet, twice, nowMicros);
    }

    private void count(IncomingLayer layer, RtpPacket packet, long nowMs) {
        if (layered && layer.isNext(packet)) {
            for (IncomingLayer other : layers) {
                if (other != layer) {
                    other.passedBy();
                }
            }
        }
        layer.counted(packet, nowMs);
    }

    /** Takes a packet of a layer's retransmission SSRC; only what is missing is of use, the rest is probing. */
    void retransmitted(IncomingLayer layer, RtpPacket packet, long nowMicros) {
        if (!isForwarding() || packet.payloadType() != Codecs.VP8_RTX) {
            drops.dropped(DropReason.NOT_ALLOWED);
            return;
        }
        Optional<RtpPacket> original = packet.original(layer.ssrc().orElse(0), payloadType());
        if (original.isEmpty() || !layer.isMissing(original.get().sequence())) {
            drops.dropped(DropReason.USELESS_RETRANSMISSION);
            return;
        }
        take(layer, original.get(), false, nowMicros);
    }

    private void take(IncomingLayer layer, RtpPacket packet, boolean twice, long nowMicros) {
        if (isVideo()) {
            if (!descriptor.read(packet) && packet.payloadLength() > 0) {
                drops.dropped(DropReason.MALFORMED_RTP);
                return;
            }
            layer.keep(packet, descriptor, isWatched(layer), nowMicros / 1000);
        }
        if (!isVideo() && !heard) {
            drops.dropped(DropReason.NOT_LOUD);
            return;
        }
        for (int i = 0; i < streams.size(); i++) {
            if (isVideo()) {
                streams.get(i).forward(layer, packet, descriptor, nowMicros);
            } else {
                streams.get(i)
                        .forwardSound(layer, packet, twice ? Optional.of(redundancy) : Optional.empty(), nowMicros);
            }
        }
    }

    private boolean isWatched(IncomingLayer layer) {
        for (int i = 0; i < streams.size(); i++) {
            if (streams.get(i).watches(layer)) {
                return true;
            }
        }
        return false;
    }

    void senderReport(IncomingLayer layer, int ntpHigh, int ntpLow, int timestamp, long nowMs) {
        layer.senderReport(ntpHigh << 16 | ntpLow >>> 16, nowMs);
        if (isForwarding()) {
            streams.forEach(stream -> stream.report(layer, ntpHigh, ntpLow, timestamp, nowMs));
        }
    }

    /** Adds what to ask the sender for now: missing packets, a key frame. */
    void requests(int bridgeSsrc, int roundTripMs, long nowMs, List<Packet> requests) {
        if (!isVideo() || !isForwarding()) {
            return;
        }
        for (IncomingLayer layer : layers) {
            layer.requests(bridgeSsrc, isLackedKeyFrame(layer), roundTripMs, nowMs, requests);
        }
    }

    private boolean isLackedKeyFrame(IncomingLayer layer) {
        for (OutgoingStream stream : streams) {
            if (stream.lacksKeyFrame(layer)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of its layers comes. */
    boolean flows(long nowMs) {
        for (IncomingLayer layer : layers) {
            if (layer.flows(nowMs)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the receiver report's blocks on it, once anything came; sound also with what its receivers lose. */
    void reportBlocks(long nowMs, List<RtcpWriter.ReportBlock> blocks) {
        int worst = isVideo()
                ? 0
                : streams.stream()
                        .mapToInt(stream -> stream.lossReported(nowMs))
                        .max()
                        .orElse(0);
        for (IncomingLayer layer : layers) {
            if (layer.ssrc().isPresent() && layer.started()) {
                blocks.add(layer.block(nowMs).withLossAtLeast(Math.min(MIRRORED_LOSS_MAX, worst)));
            }
        }
    }
}
