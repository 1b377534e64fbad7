package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtcpReader;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.TransportFeedback;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Offer;

/**
 * One endpoint of a conference: the sources that it sends, the slots on which it receives, and the offers between.
 *
 * <p>Packets are told apart by the SSRCs that this endpoint declared, never by another's. On the event loop only.
 */
public final class Endpoint {
    /** An odd step walks through all SSRCs before it repeats one, so that no key stream is ever used twice. */
    private static final int SSRC_STEP = 0x9E3779B1;

    private final ConferenceId conference;
    private final EndpointId id;
    private final Outlet outlet;
    private final Observer observer;
    private final Drops drops;
    private final Random random;
    private final Negotiation negotiation;
    private final ResendLimit resends;
    private final Map<SourceKind, IncomingSource> sources = new EnumMap<>(SourceKind.class);
    private final List<Slot> slots = new ArrayList<>();
    private final ScreenGuard screenGuard = new ScreenGuard();
    private final UndeclaredVideo undeclared = new UndeclaredVideo();
    private final TransportFeedback arrivals = new TransportFeedback();
    private final int bridgeSsrc;
    private int nextSsrc;
    private boolean silenced;

    /** What an endpoint tells the bridge. */
    public interface Observer {
        void offered(Endpoint endpoint, MediaOffer offer);

        void violated(Endpoint endpoint, SourceKind kind);

        void heard(Endpoint endpoint, int audioLevel);

        /** Refuses an answer that would change the transport. */
        void checkTransport(Endpoint endpoint, Answer answer) throws BadAnswerException;
    }

    /** Bounds that hold for one endpoint. */
    public record Bounds(int packetsCachedMax, int resendsPerSecondMax) {}

    public Endpoint(
            ConferenceId conference,
            EndpointId id,
            OfferFacts facts,
            Outlet outlet,
            Observer observer,
            Drops drops,
            Bounds bounds,
            Random random,
            long nowMs) {
        this.conference = conference;
        this.id = id;
        this.outlet = outlet;
        this.observer = observer;
        this.drops = drops;
        this.random = random;
        this.nextSsrc = random.nextInt();
        this.bridgeSsrc = freshSsrc();
        this.resends = new ResendLimit(bounds.resendsPerSecondMax(), nowMs);
        for (SourceKind kind : SourceKind.values()) {
            sources.put(kind, new IncomingSource(id, kind, bounds.packetsCachedMax(), drops));
        }
        this.negotiation = new Negotiation(this, facts, offer -> observer.offered(this, offer));
        negotiation.change();
    }

    public ConferenceId conference() {
        return conference;
    }

    public EndpointId id() {
        return id;
    }

    IncomingSource source(SourceKind kind) {
        IncomingSource source = sources.get(kind);
        if (source == null) {
            throw new IllegalStateException("Every kind has a source");
        }
        return source;
    }

    List<Slot> slots() {
        return slots;
    }

    void checkTransport(Answer answer) throws BadAnswerException {
        observer.checkTransport(this, answer);
    }

    public boolean sendsScreen() {
        return source(SourceKind.SCREEN).isAllowed();
    }

    /** The kinds that are forwarded from it now. */
    public Set<SourceKind> forwarding() {
        EnumSet<SourceKind> kinds = EnumSet.noneOf(SourceKind.class);
        sources.values().stream().filter(IncomingSource::isForwarding).forEach(source -> kinds.add(source.kind()));
        return kinds;
    }

    /** The sources that others see: microphone and camera always, the screen while it is allowed. */
    List<IncomingSource> visibleSources() {
        return silenced
                ? List.of()
                : sources.values().stream()
                        .filter(s -> s.kind() != SourceKind.SCREEN || s.isAllowed())
                        .toList();
    }

    boolean isSilenced() {
        return silenced;
    }

    /** Allows exactly these kinds; true when the screen came or went. */
    boolean allow(Set<SourceKind> sending, long nowMs) {
        boolean screenBefore = source(SourceKind.SCREEN).isAllowed();
        sources.forEach((kind, source) -> source.allow(sending.contains(kind), nowMs));
        boolean changed = screenBefore != source(SourceKind.SCREEN).isAllowed();
        if (changed) {
            negotiation.change();
        }
        return changed;
    }

    /** Stops everything to and from it, for good. */
    void silence() {
        silenced = true;
        sources.values().forEach(IncomingSource::silence);
        for (Slot slot : slots) {
            slot.stream().ifPresent(OutgoingStream::close);
            slot.free();
        }
        negotiation.stop();
    }

    /** Gives another's source a slot, a free one if there is. */
    void receive(IncomingSource source, String streamId) {
        if (silenced) {
            return;
        }
        Offer.Stream names = new Offer.Stream(streamId, Tokens.random(random, 16), freshSsrc(), freshSsrc());
        OutgoingStream stream = new OutgoingStream(source, outlet, names, random.nextInt(0x8000), resends, drops);
        source.add(stream);
        freeSlot(source.isVideo()).bind(stream);
        negotiation.change();
    }

    private Slot freeSlot(boolean video) {
        for (Slot slot : slots) {
            if (slot.isFree() && slot.isVideo() == video) {
                return slot;
            }
        }
        Slot slot = new Slot(video);
        slots.add(slot);
        return slot;
    }

    /** Another's source is gone: its slot falls free at once. */
    void lose(IncomingSource source) {
        for (Slot slot : slots) {
            Optional<OutgoingStream> stream = slot.stream();
            if (stream.isPresent() && stream.get().source() == source) {
                stream.get().close();
                slot.free();
                negotiation.change();
            }
        }
    }

    private int freshSsrc() {
        nextSsrc += SSRC_STEP;
        return nextSsrc == 0 ? freshSsrc() : nextSsrc;
    }

    /** Says no more to it. */
    public void stopOffers() {
        negotiation.stop();
    }

    /** Makes the next offer if one is due. */
    public void negotiate(long nowMs) {
        negotiation.proceed(nowMs);
    }

    public Answer answer(int generation, String sdp, long nowMs) throws BadAnswerException {
        Answer answer = negotiation.answer(generation, sdp);
        negotiation.proceed(nowMs);
        return answer;
    }

    /** The transport is up: what it waits for may flow. */
    public void connected() {
        for (Slot slot : slots) {
            slot.stream().ifPresent(stream -> stream.source().wantKeyFrame());
        }
    }

    /** Takes an authenticated RTP packet. */
    public void rtp(RtpPacket packet, long nowMicros) {
        long nowMs = nowMicros / 1000;
        int feedback = packet.extension(Codecs.TRANSPORT_SEQUENCE_ID, 2);
        if (feedback >= 0) {
            arrivals.arrived(Bytes.uint16(packet.buffer(), feedback), nowMicros);
        }
        for (IncomingSource source : sources.values()) {
            if (source.ssrc().isPresent() && source.ssrc().getAsInt() == packet.ssrc()) {
                primary(source, packet, nowMs);
                return;
            }
            if (source.rtxSsrc().isPresent() && source.rtxSsrc().getAsInt() == packet.ssrc()) {
                retransmitted(source, packet, nowMs);
                return;
            }
        }
        drops.dropped(DropReason.UNDECLARED_SSRC);
        if (packet.payloadType() == Codecs.VP8 && undeclared.violates(nowMs)) {
            observer.violated(this, SourceKind.SCREEN);
        }
    }

    private void primary(IncomingSource source, RtpPacket packet, long nowMs) {
        if (source.kind() == SourceKind.MICROPHONE && source.isForwarding()) {
            int level = packet.extension(Codecs.AUDIO_LEVEL_ID, 1);
            if (level >= 0) {
                observer.heard(this, packet.buffer()[level] & 0x7F);
            }
        }
        checkScreen(source, nowMs);
        source.received(packet, nowMs);
    }

    private void retransmitted(IncomingSource source, RtpPacket packet, long nowMs) {
        if (packet.payloadLength() > 0) {
            checkScreen(source, nowMs);
        }
        source.retransmitted(packet, nowMs);
    }

    private void checkScreen(IncomingSource source, long nowMs) {
        if (screenGuard.violates(source, nowMs)) {
            observer.violated(this, source.kind());
        }
    }

    /** Takes an authenticated RTCP compound; false when it was malformed. */
    public boolean rtcp(byte[] buffer, int offset, int length, long nowMs) {
        return RtcpReader.read(buffer, offset, length, new EndpointControl(this, nowMs));
    }

    Collection<IncomingSource> sources() {
        return sources.values();
    }

    /** What it receives under that SSRC; empty for any other. */
    Optional<OutgoingStream> stream(int ssrc) {
        for (Slot slot : slots) {
            if (slot.stream().isPresent() && slot.stream().get().names().ssrc() == ssrc) {
                return slot.stream();
            }
        }
        return Optional.empty();
    }

    /** Asks the endpoint for what is missing; several times in a round trip. */
    public void sendRequests(long nowMs) {
        if (!outlet.isOpen()) {
            return;
        }
        for (IncomingSource source : sources.values()) {
            for (Packet request : source.requests(bridgeSsrc, nowMs)) {
                outlet.sendRtcp(request);
            }
        }
    }

    /** Tells the endpoint's bandwidth estimator what arrived; about every 75 ms. */
    public void sendFeedback() {
        if (outlet.isOpen()) {
            for (Packet report : arrivals.reports(bridgeSsrc, bridgeSsrc)) {
                outlet.sendRtcp(report);
            }
        }
    }

    /** Tells the endpoint what was lost; about every second. */
    public void sendReports(long nowMs) {
        List<RtcpWriter.ReportBlock> blocks = new ArrayList<>();
        sources.values().forEach(s -> s.reportBlock(nowMs).ifPresent(blocks::add));
        if (outlet.isOpen() && !blocks.isEmpty()) {
            outlet.sendRtcp(RtcpWriter.receiverReport(bridgeSsrc, blocks));
        }
    }
}
