package org.anteroom.signaling.embedded.forward;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.RtcpReader;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.MediaOffer;
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
    private final Observer observer;
    private final Drops drops;
    private final Random random;
    private final Negotiation negotiation;
    private final ResendLimit resends;
    private final Slots slots = new Slots();
    private final Uplink uplink;
    private final Downlink downlink;
    private final Reception reception;
    private final ReportLimit reports = new ReportLimit();
    private int nextSsrc;
    private boolean silenced;
    private int roundTripMs = -1;

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
        this.observer = observer;
        this.drops = drops;
        this.random = random;
        this.nextSsrc = random.nextInt();
        this.resends = new ResendLimit(bounds.resendsPerSecondMax(), nowMs);
        this.uplink = new Uplink(id, outlet, new Told(), drops, bounds.packetsCachedMax(), freshSsrc());
        this.downlink = new Downlink(outlet, drops);
        this.downlink.fillWith(bytes -> slots.livePicture().map(picture -> picture.filler(bytes)));
        this.reception = new Reception(downlink);
        this.negotiation = new Negotiation(this, facts, offer -> observer.offered(this, offer));
        negotiation.change();
    }

    /** Hands on what the sources tell. */
    private final class Told implements Uplink.Observer {
        @Override
        public void violated(SourceKind kind) {
            observer.violated(Endpoint.this, kind);
        }

        @Override
        public void heard(int audioLevel) {
            observer.heard(Endpoint.this, audioLevel);
        }
    }

    public ConferenceId conference() {
        return conference;
    }

    public EndpointId id() {
        return id;
    }

    IncomingSource source(SourceKind kind) {
        return uplink.source(kind);
    }

    List<Slot> slots() {
        return slots.all();
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
        uplink.sources().stream().filter(IncomingSource::isForwarding).forEach(source -> kinds.add(source.kind()));
        return kinds;
    }

    /** The sources that others see: microphone and camera always, the screen while it is allowed. */
    List<IncomingSource> visibleSources() {
        return silenced
                ? List.of()
                : uplink.sources().stream()
                        .filter(s -> s.kind() != SourceKind.SCREEN || s.isAllowed())
                        .toList();
    }

    boolean isSilenced() {
        return silenced;
    }

    /** Allows exactly these kinds; true when the screen came or went. */
    boolean allow(Set<SourceKind> sending, long nowMs) {
        boolean screenBefore = source(SourceKind.SCREEN).isAllowed();
        uplink.sources().forEach(source -> source.allow(sending.contains(source.kind()), nowMs));
        boolean changed = screenBefore != source(SourceKind.SCREEN).isAllowed();
        if (changed) {
            negotiation.change();
        }
        return changed;
    }

    /** Stops everything to and from it, for good. */
    void silence() {
        silenced = true;
        uplink.sources().forEach(IncomingSource::silence);
        slots.clear();
        negotiation.stop();
    }

    /** Gives another's source a slot, a free one if there is. */
    void receive(IncomingSource source, String streamId) {
        if (silenced) {
            return;
        }
        Offer.Stream names = new Offer.Stream(streamId, Tokens.random(random, 16), freshSsrc(), freshSsrc());
        OutgoingStream stream = new OutgoingStream(source, downlink, names, random.nextInt(0x8000), resends, drops);
        source.add(stream);
        slots.bind(stream);
        negotiation.change();
    }

    /** Another's source is gone: its slot falls free at once. */
    void lose(IncomingSource source) {
        if (slots.lose(source)) {
            negotiation.change();
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
        slots.wantKeyFrames();
    }

    /** Takes an authenticated RTP packet. */
    public void rtp(RtpPacket packet, long nowMicros) {
        uplink.rtp(packet, nowMicros);
    }

    /** Takes an authenticated RTCP compound; false when it was malformed. */
    public boolean rtcp(byte[] buffer, int offset, int length, long nowMicros) {
        return RtcpReader.read(buffer, offset, length, new EndpointControl(this, nowMicros));
    }

    Uplink uplink() {
        return uplink;
    }

    Downlink downlink() {
        return downlink;
    }

    /** Whether one more report of arrivals is taken now; a flood of them is counted and left unread. */
    boolean takesReport(long nowMs) {
        boolean taken = reports.take(nowMs);
        if (!taken) {
            drops.dropped(DropReason.REPORT_LIMIT);
        }
        return taken;
    }

    void measured(int roundTrip) {
        roundTripMs = roundTrip;
    }

    /** What it receives under that SSRC; empty for any other. */
    Optional<OutgoingStream> stream(int ssrc) {
        return slots.stream(ssrc);
    }

    /** What it shows of the others from now on. */
    public void wish(MediaWish wish) {
        reception.wish(wish);
    }

    /** Chooses what it is sent of the others' pictures; several times a second. What changed of that is returned. */
    Optional<MediaSent> allocate(Optional<EndpointId> speaker, long nowMs) {
        Slots.Received now = slots.received();
        reception.allocate(now.pictures(), now.sounds(), speaker, nowMs);
        return reception.news(now.pictures(), now.sounds(), nowMs);
    }

    /** Whether this layer of another's source would be of use to it. */
    boolean wants(IncomingSource source, int layer) {
        return !silenced && reception.wants(source, layer);
    }

    /** Sends what may go by now; every few milliseconds while something {@linkplain #waits waits}, else more seldom. */
    public void pace(long nowMicros) {
        downlink.tick(nowMicros);
    }

    /** Whether something waits for its turn, or a probe goes on. */
    public boolean waits() {
        return downlink.waits();
    }

    /** Asks the endpoint for what is missing; several times in a round trip. */
    public void sendRequests(long nowMs) {
        uplink.sendRequests(lineRoundTripMs(), nowMs);
    }

    /** The round trip to it as far as anything measured it. */
    int lineRoundTripMs() {
        return roundTripMs >= 0 || !downlink.estimator().isMeasured()
                ? Math.max(0, roundTripMs)
                : downlink.estimator().roundTripMs();
    }

    /** Tells the endpoint's bandwidth estimator what arrived; about every 75 ms. */
    public void sendFeedback() {
        uplink.sendFeedback();
    }

    /** Tells the endpoint what was lost; about every second. */
    public void sendReports(long nowMs) {
        uplink.sendReports(nowMs);
    }
}
