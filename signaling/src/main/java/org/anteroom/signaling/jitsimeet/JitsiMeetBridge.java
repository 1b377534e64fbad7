package org.anteroom.signaling.jitsimeet;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.CapacityException;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Jitsi Meet deployment behind the port: a conference is a room there, the engine its owner, and an endpoint is let in by
 * a token for that room alone.
 *
 * <p>What the deployment is told of people is their random endpoint ids. It is checked before it is used, at the start
 * where it can be reached then: one that lacks what the engine needs to hold people to their rights is refused. When it
 * cannot be reached, adding fails with {@link NoBridgeException}. On one Vert.x context.
 */
public final class JitsiMeetBridge implements MediaBridge {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyz23456789";
    private static final int WORD_LENGTH = 26;
    private static final int STOP_MS = 2_000;

    private final Vertx vertx;
    private final JitsiMeetOptions options;
    private final SecureRandom random = new SecureRandom();
    private final MeetContext context;
    private final Map<ConferenceId, MeetConference> conferences = new LinkedHashMap<>();
    private final Map<EndpointId, Spot> spots = new HashMap<>();
    private Optional<BridgeListener> listener = Optional.empty();
    private boolean usable;
    private boolean over;
    private String complaint = "";
    private int joining;

    /** An endpoint and the conference that it is in. */
    private record Spot(MeetConference conference, MeetEndpoint endpoint) {}

    /** @param clock what tokens are dated by */
    public JitsiMeetBridge(Vertx vertx, JitsiMeetOptions options, MeterRegistry registry, InstantSource clock) {
        this(vertx, options, registry, clock, MeetTime.of(vertx));
    }

    JitsiMeetBridge(Vertx vertx, JitsiMeetOptions options, MeterRegistry registry, InstantSource clock, MeetTime time) {
        this.vertx = vertx;
        this.options = options;
        MeetMeters meters = new MeetMeters(registry);
        context = new MeetContext(
                new XmppDialer(vertx, options), new MeetTokens(options, clock), meters, this::word, time);
        meters.watch("up", this, bridge -> bridge.usable ? 1 : 0);
        meters.watch("rooms", conferences, Map::size);
        meters.watch("endpoints", spots, Map::size);
    }

    /** A word of lower-case letters and digits, because the deployment makes every name lower-case. */
    private String word() {
        StringBuilder word = new StringBuilder(WORD_LENGTH);
        for (int i = 0; i < WORD_LENGTH; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    /** Fails when the deployment is there and a setting is wrong; one that cannot be reached is tried again and again. */
    @Override
    public Future<Void> start(BridgeListener to) {
        listener = Optional.of(to);
        return check().recover(failure -> {
            if (MeetException.of(failure).isOfSetting()) {
                return Future.failedFuture(failure);
            }
            complain(failure);
            vertx.setTimer(options.times().recheckMs(), ignored -> recheck());
            return Future.succeededFuture();
        });
    }

    @Override
    public boolean takesPeople() {
        return usable;
    }

    private Future<Void> check() {
        return new DeploymentCheck(context).run().onSuccess(ignored -> {
            usable = true;
            if (!complaint.isEmpty()) {
                LOG.info("{} can be used now.", JitsiMeetOptions.SETTING);
            }
            complaint = "";
        });
    }

    private void recheck() {
        if (over) {
            return;
        }
        check().onFailure(failure -> {
            complain(failure);
            vertx.setTimer(options.times().recheckMs(), ignored -> recheck());
        });
    }

    /** Once, when it begins, and whenever it changes. */
    private void complain(Throwable failure) {
        String sentence = String.valueOf(failure.getMessage());
        if (!sentence.equals(complaint)) {
            LOG.warn("{}. Sessions run without sound and picture meanwhile.", sentence);
        }
        complaint = sentence;
    }

    @Override
    public Future<Void> add(ConferenceId id, EndpointId endpoint, Set<SourceKind> sending) {
        if (spots.containsKey(endpoint)) {
            return Future.failedFuture(new IllegalStateException("An endpoint of that id is here already"));
        }
        Optional<MeetConference> known = Optional.ofNullable(conferences.get(id));
        if (spots.size() + joining >= options.endpointsMax()
                || known.filter(conference -> conference.size() >= options.endpointsPerConferenceMax())
                        .isPresent()) {
            return Future.failedFuture(
                    new CapacityException("The bridge, or the conference, holds as many endpoints as it may"));
        }
        if (!usable) {
            return Future.failedFuture(new NoBridgeException(JitsiMeetOptions.SETTING + " cannot be used just now"));
        }
        MeetConference conference = known.orElseGet(() -> opened(id));
        joining++;
        conference.joins(1);
        return conference
                .isUp()
                .recover(failure -> {
                    complain(failure);
                    return Future.failedFuture(
                            new NoBridgeException(JitsiMeetOptions.SETTING + " cannot be used just now"));
                })
                .onComplete(ignored -> {
                    joining--;
                    conference.joins(-1);
                })
                .onSuccess(ignored -> enter(conference, endpoint, sending))
                .onFailure(ignored ->
                        leaveDeserted(conference).onFailure(failure -> LOG.debug("A room was gone already")));
    }

    private MeetConference opened(ConferenceId id) {
        MeetConference conference = new MeetConference(id, context, listener.orElseThrow());
        conferences.put(id, conference);
        conference.open().onFailure(ignored -> conferences.remove(id, conference));
        return conference;
    }

    private void enter(MeetConference conference, EndpointId id, Set<SourceKind> sending) {
        complaint = "";
        MeetEndpoint endpoint = new MeetEndpoint(id, sending);
        spots.put(id, new Spot(conference, endpoint));
        conference.enter(endpoint);
    }

    private Future<Void> leaveDeserted(MeetConference conference) {
        return conference.isDeserted() && conferences.remove(conference.id(), conference)
                ? conference.close()
                : Future.succeededFuture();
    }

    @Override
    public Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return Future.failedFuture(new BadAnswerException("No offer waits for an answer"));
    }

    @Override
    public Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        return with(endpoint, spot -> spot.conference().allow(spot.endpoint(), sending));
    }

    @Override
    public Future<Void> silence(EndpointId endpoint) {
        return with(endpoint, spot -> spot.conference().silence(spot.endpoint()));
    }

    /** Whoever cannot be put out just now is put out as soon as the engine is in the room again. */
    @Override
    public Future<Void> remove(EndpointId endpoint) {
        Spot spot = spots.remove(endpoint);
        if (spot == null) {
            return Future.succeededFuture();
        }
        MeetConference conference = spot.conference();
        return conference
                .silence(spot.endpoint())
                .recover(failure -> {
                    LOG.debug("Nobody was put out yet");
                    return Future.succeededFuture();
                })
                .compose(ignored -> {
                    conference.forget(spot.endpoint());
                    return leaveDeserted(conference);
                });
    }

    @Override
    public Future<Map<EndpointId, Set<SourceKind>>> forwarding() {
        Map<EndpointId, Set<SourceKind>> forwarding = new HashMap<>();
        spots.forEach((id, spot) -> forwarding.put(id, spot.endpoint().forwarded()));
        return Future.succeededFuture(forwarding);
    }

    @Override
    public Future<Void> stop() {
        over = true;
        usable = false;
        List<Future<Void>> ends = new ArrayList<>();
        conferences.values().forEach(conference -> ends.add(conference.close()));
        conferences.clear();
        spots.clear();
        return Future.join(ends)
                .timeout(STOP_MS, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .eventually(() -> context.dialer().close());
    }

    /** One step of a call on an endpoint that is here. */
    private interface Step {
        Future<Void> run(Spot spot);
    }

    private Future<Void> with(EndpointId endpoint, Step step) {
        Spot spot = spots.get(endpoint);
        return spot == null
                ? Future.failedFuture(new IllegalStateException("No endpoint of that id is here"))
                : step.run(spot);
    }
}
