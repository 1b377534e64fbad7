package org.anteroom.signaling.embedded;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.CapacityException;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.forward.Conference;
import org.anteroom.signaling.embedded.forward.Endpoint;
import org.anteroom.signaling.embedded.forward.OfferFacts;
import org.anteroom.signaling.embedded.forward.Tokens;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.sdp.Offer;

/**
 * Everything that the bridge knows: its conferences and endpoints. On the event loop only.
 *
 * <p>Its listener is called on the event loop too; who owns it hops.
 */
final class MediaCore implements Ticker.Work {
    private static final int ICE_USER_CHARACTERS = 8;
    private static final int ICE_PASSWORD_CHARACTERS = 32;

    private final EmbeddedBridgeOptions options;
    private final Transport.Setting setting;
    private final BridgeMeters meters;
    private final BridgeListener listener;
    private final List<Offer.Candidate> candidates;
    private final PacketRouter router;
    private final LongSupplier nanoClock;
    private final SecureRandom random;
    private final Map<ConferenceId, Conference> conferences = new HashMap<>();
    private final Map<EndpointId, EmbeddedEndpoint> endpoints = new HashMap<>();

    MediaCore(
            Transport.Setting setting,
            BridgeListener listener,
            List<Offer.Candidate> candidates,
            PacketRouter router,
            LongSupplier nanoClock,
            SecureRandom random) {
        this.options = setting.options();
        this.setting = setting;
        this.meters = setting.meters();
        this.listener = listener;
        this.candidates = candidates;
        this.router = router;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    private long nowMs() {
        return nanoClock.getAsLong() / 1_000_000;
    }

    void add(ConferenceId conferenceId, EndpointId endpointId, Set<SourceKind> sending) throws CapacityException {
        if (endpoints.containsKey(endpointId)) {
            throw new IllegalStateException("An endpoint of that id is here already");
        }
        Conference conference = conferences.get(conferenceId);
        checkBounds(conference == null ? Optional.empty() : Optional.of(conference), sending);
        if (conference == null) {
            conference = new Conference(conferenceId, random);
            conferences.put(conferenceId, conference);
        }
        Transport transport = new Transport(setting, freshIceUser(), Tokens.random(random, ICE_PASSWORD_CHARACTERS));
        Endpoint endpoint = endpoint(conference, endpointId, transport);
        EmbeddedEndpoint known = new EmbeddedEndpoint(conference, endpoint, transport);
        transport.observe(observer(known));
        endpoints.put(endpointId, known);
        router.add(known);
        conference.join(endpoint, sending, nowMs());
        meters.holds(endpoints.size(), conferences.size());
    }

    private void checkBounds(Optional<Conference> conference, Set<SourceKind> sending) throws CapacityException {
        if (conference.isEmpty() && conferences.size() >= options.conferencesMax()) {
            throw new CapacityException("The bridge holds as many conferences as it may");
        }
        if (endpoints.size() >= options.endpointsMax()
                || (conference.isPresent()
                        && conference.get().endpoints().size() >= options.endpointsPerConferenceMax())) {
            throw new CapacityException("The bridge, or the conference, holds as many endpoints as it may");
        }
        int more = sending.contains(SourceKind.SCREEN) ? 3 : 2;
        if (conference.isPresent() && conference.get().sources() + more > options.sourcesPerConferenceMax()) {
            throw new CapacityException("The conference holds as many sources as it may");
        }
    }

    private String freshIceUser() {
        String user = Tokens.random(random, ICE_USER_CHARACTERS);
        return router.knows(user) ? freshIceUser() : user;
    }

    private Endpoint endpoint(Conference conference, EndpointId id, Transport transport) {
        OfferFacts facts = new OfferFacts(
                random.nextLong() >>> 2,
                transport.iceUser(),
                transport.icePassword(),
                setting.identity().fingerprint(),
                candidates);
        return new Endpoint(
                conference.id(),
                id,
                facts,
                transport,
                new Endpoint.Observer() {
                    @Override
                    public void offered(Endpoint endpoint, MediaOffer offer) {
                        meters.offered();
                        listener.invited(endpoint.conference(), endpoint.id(), offer.invitation());
                    }

                    @Override
                    public void violated(Endpoint endpoint, SourceKind kind) {
                        meters.violated();
                        listener.violated(endpoint.conference(), endpoint.id(), kind);
                    }

                    @Override
                    public void heard(Endpoint endpoint, int audioLevel) {
                        conference.heard(endpoint, audioLevel);
                    }

                    @Override
                    public void checkTransport(Endpoint endpoint, Answer answer) throws BadAnswerException {
                        transport.check(answer);
                    }
                },
                meters,
                new Endpoint.Bounds(options.packetsCachedMax(), options.resendsPerSecondMax()),
                random,
                nowMs());
    }

    private Transport.Observer observer(EmbeddedEndpoint known) {
        Endpoint endpoint = known.endpoint();
        return new Transport.Observer() {
            @Override
            public void connected() {
                endpoint.connected();
                listener.connected(endpoint.conference(), endpoint.id());
            }

            @Override
            public void lost(String reason) {
                listener.lost(endpoint.conference(), endpoint.id(), reason);
            }
        };
    }

    void answer(EndpointId endpoint, int generation, String sdp) throws BadAnswerException {
        EmbeddedEndpoint known = known(endpoint);
        try {
            Answer answer = known.endpoint().answer(generation, sdp, nowMs());
            known.transport().answered(answer, nowMs());
        } catch (BadAnswerException e) {
            meters.answerRefused();
            throw e;
        }
    }

    void allow(EndpointId endpoint, Set<SourceKind> sending) throws CapacityException {
        EmbeddedEndpoint known = known(endpoint);
        boolean screenIsNew =
                sending.contains(SourceKind.SCREEN) && !known.endpoint().sendsScreen();
        if (screenIsNew && known.conference().sources() >= options.sourcesPerConferenceMax()) {
            throw new CapacityException("The conference holds as many sources as it may");
        }
        known.conference().allow(known.endpoint(), sending, nowMs());
    }

    void wish(EndpointId endpoint, MediaWish wish) {
        known(endpoint).endpoint().wish(wish);
    }

    void favour(EndpointId endpoint, boolean favoured) {
        EmbeddedEndpoint known = known(endpoint);
        known.conference().favour(known.endpoint(), favoured);
    }

    void silence(EndpointId endpoint) {
        EmbeddedEndpoint known = known(endpoint);
        known.conference().silence(known.endpoint(), nowMs());
    }

    void remove(EndpointId endpoint) {
        EmbeddedEndpoint known = endpoints.remove(endpoint);
        if (known == null) {
            return;
        }
        Conference conference = known.conference();
        conference.leave(known.endpoint(), nowMs());
        if (conference.isEmpty()) {
            conferences.remove(conference.id());
        }
        router.remove(known);
        known.transport().close();
        meters.holds(endpoints.size(), conferences.size());
    }

    private EmbeddedEndpoint known(EndpointId endpoint) {
        EmbeddedEndpoint known = endpoints.get(endpoint);
        if (known == null) {
            throw new IllegalStateException("No endpoint of that id is here");
        }
        return known;
    }

    Map<EndpointId, Set<SourceKind>> forwarding() {
        Map<EndpointId, Set<SourceKind>> forwarding = new HashMap<>();
        endpoints.forEach((id, known) -> forwarding.put(id, known.endpoint().forwarding()));
        return forwarding;
    }

    /** Removes everyone, without offering the ever fewer to those still here. */
    void close() {
        endpoints.values().forEach(known -> known.endpoint().stopOffers());
        new HashSet<>(endpoints.keySet()).forEach(this::remove);
    }

    /** Sends what waits for its turn, and begins probes; true while any of it waits on. */
    @Override
    public boolean pace() {
        long nowMicros = nanoClock.getAsLong() / 1_000;
        Turns.each(endpoints.values(), known -> known.endpoint().pace(nowMicros));
        for (EmbeddedEndpoint known : endpoints.values()) {
            if (known.endpoint().waits()) {
                return true;
            }
        }
        return false;
    }

    /** Asks senders for what is missing; several times in a round trip. */
    @Override
    public void sendRequests() {
        long nowMs = nowMs();
        Turns.each(endpoints.values(), known -> known.endpoint().sendRequests(nowMs));
    }

    /** Tells senders what arrived; several times a second. */
    @Override
    public void sendFeedback() {
        Turns.each(endpoints.values(), known -> known.endpoint().sendFeedback());
    }

    /** Decides who speaks; a few times a second. */
    @Override
    public void observe() {
        long nowMs = nowMs();
        Turns.each(conferences.values(), conference -> {
            conference.decideSpeaker(nowMs).ifPresent(now -> listener.speaking(conference.id(), now));
            conference.allocate(nowMs, (endpoint, sent) -> listener.sent(conference.id(), endpoint.id(), sent));
            conference.demand((endpoint, layers) -> listener.demanded(conference.id(), endpoint.id(), layers));
        });
    }

    /** Reports, consent and overdue offers; every second. */
    @Override
    public void housekeep() {
        long nowMs = nowMs();
        Turns.each(endpoints.values(), known -> known.endpoint().sendReports(nowMs));
        Turns.each(endpoints.values(), known -> known.transport().checkConsent(nowMs));
        Turns.each(endpoints.values(), known -> known.endpoint().negotiate(nowMs));
    }
}
