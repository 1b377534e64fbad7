package org.anteroom.signaling.colibri;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.CapacityException;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which conference is on which bridge, and who is in it: how they come, and how they end with their bridge. */
final class ColibriConferences {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.colibri");

    /** How often a conference is made anew for one endpoint, which may find a second one ended by who left before it. */
    private static final int ANEW_MAX = 2;

    private final ColibriOptions options;
    private final Channels channels;
    private final LongSupplier clockMs;
    private final SecureRandom random;
    private final Map<ConferenceId, ColibriConference> conferences = new LinkedHashMap<>();
    private final Map<EndpointId, ColibriConference.Entry> entries = new HashMap<>();
    private Optional<BridgeListener> listener = Optional.empty();
    private boolean channelRefusalTold;
    private boolean ended;
    private int endpoints;

    ColibriConferences(ColibriOptions options, Channels channels, LongSupplier clockMs, SecureRandom random) {
        this.options = options;
        this.channels = channels;
        this.clockMs = clockMs;
        this.random = random;
    }

    void tell(BridgeListener to) {
        listener = Optional.of(to);
    }

    /** A random word, for a name that says nothing. */
    static String word(SecureRandom random, int bytes) {
        byte[] bits = new byte[bytes];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private String word(int bytes) {
        return word(random, bytes);
    }

    List<ColibriConference> all() {
        return List.copyOf(conferences.values());
    }

    Map<EndpointId, ColibriConference.Entry> entries() {
        return Map.copyOf(entries);
    }

    Optional<ColibriConference.Entry> entry(EndpointId endpoint) {
        return Optional.ofNullable(entries.get(endpoint));
    }

    /**
     * Adds an endpoint to its conference, or to a new one on the bridge that the pool chooses. A conference that its bridge
     * ended before the endpoint came is made anew: with its last endpoint it ends unasked.
     */
    Future<Void> add(ConferenceId id, EndpointId endpoint, Set<SourceKind> sending, BridgePool pool) {
        return add(id, endpoint, sending, pool, ANEW_MAX);
    }

    private Future<Void> add(ConferenceId id, EndpointId endpoint, Set<SourceKind> sending, BridgePool pool, int anew) {
        if (entries.containsKey(endpoint)) {
            return Future.failedFuture(new IllegalStateException("An endpoint of that id is here already"));
        }
        Optional<ColibriConference> known = Optional.ofNullable(conferences.get(id));
        if (endpoints >= options.endpointsMax()
                || known.filter(conference -> conference.size() >= options.endpointsPerConferenceMax())
                        .isPresent()) {
            return Future.failedFuture(
                    new CapacityException("The bridge, or the conference, holds as many endpoints as it may"));
        }
        String name = word(4);
        Optional<Videobridge> bridge = known.map(ColibriConference::bridge).or(pool::choose);
        if (bridge.isEmpty()) {
            return Future.failedFuture(
                    new NoBridgeException("No bridge of " + ColibriOptions.SETTING + " can be used just now"));
        }
        ColibriConference conference =
                known.orElseGet(() -> new ColibriConference(id, bridge.get(), word(16), () -> word(8)));
        return joined(conference, known.isEmpty(), name)
                .compose(
                        created -> enter(conference, new ColibriEndpoint(endpoint, name, created, sending)),
                        failure -> known.isPresent() && anew > 0 && !ended && BridgeException.of(failure) == Fault.GONE
                                ? add(id, endpoint, sending, pool, anew - 1)
                                : Future.failedFuture(failure));
    }

    /** Has the bridge make the endpoint, and the conference with the first one. */
    private Future<Created> joined(ColibriConference conference, boolean first, String name) {
        count(conference, 1);
        conference.joins(1);
        Future<JsonObject> asked;
        if (first) {
            conferences.put(conference.id(), conference);
            asked = conference.bridge().client().create(Requests.create(conference.meeting(), name));
            conference.opens(asked.mapEmpty());
        } else {
            asked = conference
                    .opened()
                    .compose(ignored -> conference.bridge().client().change(conference.meeting(), Requests.add(name)));
        }
        return asked.compose(answer -> Created.read(answer, name)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new BridgeException(conference.bridge().number(), Fault.FOREIGN))))
                .onComplete(ignored -> conference.joins(-1))
                .onFailure(failure -> {
                    count(conference, -1);
                    failed(conference, name, failure);
                });
    }

    private void count(ColibriConference conference, int more) {
        endpoints += more;
        conference.bridge().carries(more);
    }

    /** A create that failed may have happened all the same: what it left is ended. */
    private void failed(ColibriConference conference, String name, Throwable failure) {
        if (BridgeException.of(failure) == Fault.GONE) {
            gone(conference);
        } else if (conference.isDeserted()) {
            close(conference, BridgeException.of(failure));
        } else {
            conference
                    .bridge()
                    .client()
                    .change(conference.meeting(), Requests.expireEndpoint(name))
                    .onFailure(ignored -> LOG.debug("An endpoint that was not made could not be ended"));
        }
    }

    private Future<Void> enter(ColibriConference conference, ColibriEndpoint endpoint) {
        if (conference.isOver()) {
            count(conference, -1);
            return Future.failedFuture(new NoBridgeException("The bridge fell while the endpoint was made"));
        }
        Optional<URI> channel = endpoint.created().channelWithin(options.channels());
        if (channel.isEmpty() && !channelRefusalTold) {
            channelRefusalTold = true;
            LOG.warn(
                    "{}[{}] names no channel, or one that {} does not allow: pictures come in one size, and only where"
                            + " the bridge sends some unasked.",
                    ColibriOptions.SETTING,
                    conference.bridge().number(),
                    ColibriOptions.CHANNELS_SETTING);
        }
        // Without a channel nobody says what is shown, and a bridge would send everybody its largest picture.
        Dialogue dialogue = new Dialogue(endpoint, random.nextLong() >>> 2, channel.isPresent(), word(8));
        Pictures pictures = new Pictures(conference, endpoint, listener.orElseThrow(), clockMs);
        ColibriConference.Entry entry = new ColibriConference.Entry(
                conference, endpoint, dialogue, new Sync(() -> send(conference, endpoint)), pictures);
        conference.enter(entry);
        entries.put(endpoint.id(), entry);
        channel.ifPresent(address -> pictures.speak(channels, address));
        rebind(conference);
        return Future.succeededFuture();
    }

    private Future<Void> send(ColibriConference conference, ColibriEndpoint endpoint) {
        Wanted wanted = endpoint.wanted();
        return conference
                .bridge()
                .client()
                .change(conference.meeting(), Requests.update(endpoint.onBridge(), wanted))
                .onSuccess(ignored -> endpoint.agreed(wanted))
                .onFailure(failure -> {
                    if (BridgeException.of(failure) == Fault.GONE) {
                        gone(conference);
                    }
                })
                .mapEmpty();
    }

    /** Gives everybody what there is now to receive, and offers it. */
    void rebind(ColibriConference conference) {
        if (!conference.isOver()) {
            conference.bind();
            offer(conference);
            look(conference);
        }
    }

    /** Says to the bridge, and tells everybody, what is another now of the pictures that go there. */
    void look(ColibriConference conference) {
        conference.entries().forEach(entry -> entry.pictures().look());
    }

    void offer(ColibriConference conference) {
        for (ColibriConference.Entry entry : conference.entries()) {
            entry.dialogue()
                    .next(clockMs.getAsLong())
                    .ifPresent(offer -> listener.ifPresent(
                            to -> to.invited(conference.id(), entry.endpoint().id(), offer.invitation())));
        }
    }

    /** What the bridge agreed to end is not here any more. */
    void left(ColibriConference.Entry entry) {
        EndpointId id = entry.endpoint().id();
        entry.pictures().close();
        if (entries.remove(id, entry)) {
            count(entry.conference(), -1);
        }
        entry.conference().leave(id);
        if (forgetIfDeserted(entry.conference())) {
            end(entry.conference());
        }
    }

    /** Whoever is added from here on gets a conference of their own; true where this one is to be ended on its bridge. */
    boolean forgetIfDeserted(ColibriConference conference) {
        return conference.isDeserted() && conferences.remove(conference.id(), conference);
    }

    /** Ends a deserted conference on its bridge, which keeps an empty one. */
    void end(ColibriConference conference) {
        conference.bridge().end(conference.meeting());
    }

    /** Forgets everything, and has the bridges end it. */
    List<Future<JsonObject>> endAll() {
        List<Future<JsonObject>> ends = new ArrayList<>();
        ended = true;
        there().forEach(conference -> {
            conference.end();
            ends.add(conference.bridge().client().change(conference.meeting(), Requests.expireConference()));
        });
        conferences.clear();
        entries.clear();
        return ends;
    }

    /** Those that are forgotten too, whose last endpoints the bridge did not agree to end yet. */
    private Set<ColibriConference> there() {
        Set<ColibriConference> there = new LinkedHashSet<>(conferences.values());
        entries.values().forEach(entry -> there.add(entry.conference()));
        return there;
    }

    void fell(Videobridge bridge) {
        there().stream().filter(conference -> conference.bridge() == bridge).forEach(this::gone);
    }

    /** The conference is not on its bridge any more: whoever was in it has to begin anew. */
    void gone(ColibriConference conference) {
        if (conference.isOver()) {
            return;
        }
        close(conference, Fault.GONE);
        for (ColibriConference.Entry entry : conference.entries()) {
            entries.remove(entry.endpoint().id(), entry);
            count(conference, -1);
        }
        conference.entries().stream()
                .filter(entry -> !entry.endpoint().isSilenced())
                .forEach(entry -> listener.ifPresent(
                        to -> to.lost(conference.id(), entry.endpoint().id(), BridgeListener.BRIDGE_GONE)));
    }

    private void close(ColibriConference conference, Fault fault) {
        conference.end();
        conferences.remove(conference.id(), conference);
        conference.bridge().abandon(conference.meeting(), fault);
    }
}
