package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.TransportFeedback;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Codecs;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint sends: its sources, told apart by the SSRCs that it declared or that its layers name themselves by,
 * and what it is told of its arrivals. On the event loop only.
 */
final class Uplink {
    private final Outlet outlet;
    private final Observer observer;
    private final Drops drops;
    private final int bridgeSsrc;
    private final Map<SourceKind, IncomingSource> sources = new EnumMap<>(SourceKind.class);
    /** The kinds by the m-line that every offer has for them. */
    private final Map<String, SourceKind> byMid = new HashMap<>();

    private final Map<Integer, Route> routes = new HashMap<>();
    private final SenderLimits limits = new SenderLimits();
    private final ScreenGuard screenGuard = new ScreenGuard();
    private final UndeclaredVideo undeclared = new UndeclaredVideo();
    private final TransportFeedback arrivals = new TransportFeedback();
    private int lastSsrc;

    /** What is told of an endpoint's sources. */
    interface Observer {
        void violated(SourceKind kind);

        void heard(int audioLevel);
    }

    /** Whose an SSRC is. */
    private record Route(IncomingSource source, IncomingLayer layer, boolean repair) {}

    Uplink(EndpointId owner, Outlet outlet, Observer observer, Drops drops, int packetsCachedMax, int bridgeSsrc) {
        this.outlet = outlet;
        this.observer = observer;
        this.drops = drops;
        this.bridgeSsrc = bridgeSsrc;
        for (SourceKind kind : SourceKind.values()) {
            byMid.put(Integer.toString(byMid.size()), kind);
            sources.put(kind, new IncomingSource(owner, kind, packetsCachedMax, drops));
        }
    }

    Collection<IncomingSource> sources() {
        return sources.values();
    }

    IncomingSource source(SourceKind kind) {
        IncomingSource source = sources.get(kind);
        if (source == null) {
            throw new IllegalStateException("Every kind has a source");
        }
        return source;
    }

    /** Learns from an answer how a source comes. */
    void declare(SourceKind kind, Answer.Line line) {
        IncomingSource source = source(kind);
        source.declare(line);
        routes.values().removeIf(route -> route.source() == source);
        source.layers().forEach(layer -> {
            layer.ssrc().ifPresent(ssrc -> routes.put(ssrc, new Route(source, layer, false)));
            layer.rtxSsrc().ifPresent(ssrc -> routes.put(ssrc, new Route(source, layer, true)));
        });
    }

    /** Takes an authenticated RTP packet. */
    void rtp(RtpPacket packet, long nowMicros) {
        lastSsrc = packet.ssrc();
        Optional<Route> known = Optional.ofNullable(routes.get(packet.ssrc()));
        int bytes = packet.payloadLength() + Downlink.OVERHEAD_BYTES;
        if (!limits.take(known.map(route -> route.source().kind()), bytes, nowMicros / 1000)) {
            // Its arrival is not reported either, so that an honest sender slows down.
            drops.dropped(DropReason.SENDER_LIMIT);
            known.ifPresent(route -> route.layer().overran(bytes, nowMicros / 1000));
            return;
        }
        int feedback = packet.extension(Codecs.TRANSPORT_SEQUENCE_ID, 2);
        if (feedback >= 0) {
            arrivals.arrived(Bytes.uint16(packet.buffer(), feedback), nowMicros);
        }
        Route route = known.isPresent() ? known.get() : learn(packet);
        if (route == null) {
            drops.dropped(DropReason.UNDECLARED_SSRC);
            if (packet.payloadType() == Codecs.VP8 && undeclared.violates(nowMicros / 1000)) {
                observer.violated(SourceKind.SCREEN);
            }
        } else if (route.repair()) {
            retransmitted(route, packet, nowMicros);
        } else {
            primary(route, packet, nowMicros);
        }
    }

    /** Whose this SSRC is, by the layer that the packet names (RFC 8852); null where it names none that is asked for. */
    private @Nullable Route learn(RtpPacket packet) {
        SourceKind kind = byMid.get(packet.extensionText(Codecs.MID_ID));
        if (kind == null || !source(kind).isLayered()) {
            return null;
        }
        IncomingSource source = source(kind);
        List<String> names = Codecs.LAYERS.subList(0, source.layers().size());
        int named = names.indexOf(packet.extensionText(Codecs.LAYER_ID));
        int repaired = names.indexOf(packet.extensionText(Codecs.REPAIRED_LAYER_ID));
        if (named >= 0) {
            IncomingLayer layer = source.layers().get(named);
            layer.ssrc().ifPresent(routes::remove);
            source.declare(layer, OptionalInt.of(packet.ssrc()));
            return learned(packet, new Route(source, layer, false));
        }
        if (repaired >= 0) {
            IncomingLayer layer = source.layers().get(repaired);
            layer.rtxSsrc().ifPresent(routes::remove);
            layer.declareRepair(OptionalInt.of(packet.ssrc()));
            return learned(packet, new Route(source, layer, true));
        }
        return null;
    }

    private Route learned(RtpPacket packet, Route route) {
        routes.put(packet.ssrc(), route);
        return route;
    }

    private void primary(Route route, RtpPacket packet, long nowMicros) {
        IncomingSource source = route.source();
        if (source.kind() == SourceKind.MICROPHONE && source.isForwarding()) {
            int level = packet.extension(Codecs.AUDIO_LEVEL_ID, 1);
            if (level >= 0) {
                observer.heard(packet.buffer()[level] & 0x7F);
            }
        }
        checkScreen(source, nowMicros / 1000);
        source.received(route.layer(), packet, nowMicros);
    }

    private void retransmitted(Route route, RtpPacket packet, long nowMicros) {
        if (packet.payloadLength() > 0) {
            checkScreen(route.source(), nowMicros / 1000);
        }
        route.source().retransmitted(route.layer(), packet, nowMicros);
    }

    private void checkScreen(IncomingSource source, long nowMs) {
        if (screenGuard.violates(source, nowMs)) {
            observer.violated(source.kind());
        }
    }

    void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp, long nowMs) {
        Optional.ofNullable(routes.get(ssrc))
                .filter(route -> !route.repair())
                .ifPresent(route -> route.source().senderReport(route.layer(), ntpHigh, ntpLow, timestamp, nowMs));
    }

    /** Asks the endpoint for what is missing; several times in a round trip. */
    void sendRequests(int roundTripMs, long nowMs) {
        if (!outlet.isOpen()) {
            return;
        }
        List<Packet> requests = new ArrayList<>(0);
        for (IncomingSource source : sources.values()) {
            source.requests(bridgeSsrc, roundTripMs, nowMs, requests);
        }
        requests.forEach(outlet::sendRtcp);
    }

    /**
     * Tells the endpoint's bandwidth estimator what arrived; about every 75 ms. A browser takes it only under an SSRC
     * that it sends, so the last packet's stands for all.
     */
    void sendFeedback() {
        if (outlet.isOpen()) {
            for (Packet report : arrivals.reports(bridgeSsrc, lastSsrc)) {
                outlet.sendRtcp(report);
            }
        }
    }

    /** Tells the endpoint what was lost, and lets go of what is kept for resends; about every second. */
    void sendReports(long nowMs) {
        List<RtcpWriter.ReportBlock> blocks = new ArrayList<>();
        sources.values().forEach(source -> {
            source.reportBlocks(nowMs, blocks);
            source.layers().forEach(layer -> layer.sweep(nowMs));
        });
        if (outlet.isOpen() && !blocks.isEmpty()) {
            outlet.sendRtcp(RtcpWriter.receiverReport(bridgeSsrc, blocks));
        }
    }
}
