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
final class Rooms {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.colibri");

    /** How often a conference is made anew for one endpoint, which may find a second one ended by who left before it. */
    private static final int ANEW_MAX = 2;

    private final ColibriOptions options;
    private final Channels channels;
    private final LongSupplier clockMs;
    private final SecureRandom random;
    private final Map<ConferenceId, Room> rooms = new LinkedHashMap<>();
    private final Map<EndpointId, Room.Entry> entries = new HashMap<>();
    private Optional<BridgeListener> listener = Optional.empty();
    private boolean channelRefusalTold;
    private boolean ended;
    private int endpoints;

    Rooms(ColibriOptions options, Channels channels, LongSupplier clockMs, SecureRandom random) {
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

    List<Room> all() {
        return List.copyOf(rooms.values());
    }

    Map<EndpointId, Room.Entry> entries() {
        return Map.copyOf(entries);
    }

    Optional<Room.Entry> entry(EndpointId endpoint) {
        return Optional.ofNullable(entries.get(endpoint));
    }

    /**
     * Adds an endpoint to its conference, or to a new one on the bridge that the pool chooses. A conference that its bridge
     * ended before the endpoint came is made anew: with its last endpoint it ends unasked.
     */
    Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending, BridgePool pool) {
        return add(conference, endpoint, sending, pool, ANEW_MAX);
    }

    private Future<Void> add(
            ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending, BridgePool pool, int anew) {
        if (entries.containsKey(endpoint)) {
            return Future.failedFuture(new IllegalStateException("An endpoint of that id is here already"));
        }
        Optional<Room> known = Optional.ofNullable(rooms.get(conference));
        if (endpoints >= options.endpointsMax()
                || known.filter(room -> room.size() >= options.endpointsPerConferenceMax())
                        .isPresent()) {
            return Future.failedFuture(
                    new CapacityException("The bridge, or the conference, holds as many endpoints as it may"));
        }
        String name = word(4);
        Optional<Videobridge> bridge = known.map(Room::bridge).or(pool::choose);
        if (bridge.isEmpty()) {
            return Future.failedFuture(
                    new NoBridgeException("No bridge of " + ColibriOptions.SETTING + " can be used just now"));
        }
        Room room = known.orElseGet(() -> new Room(conference, bridge.get(), word(16), () -> word(8)));
        return joined(room, known.isEmpty(), name)
                .compose(
                        created -> enter(room, endpoint, new Member(endpoint, name, created, sending)),
                        failure -> known.isPresent() && anew > 0 && !ended && BridgeException.of(failure) == Fault.GONE
                                ? add(conference, endpoint, sending, pool, anew - 1)
                                : Future.failedFuture(failure));
    }

    /** Has the bridge make the endpoint, and the conference with the first one. */
    private Future<Created> joined(Room room, boolean first, String name) {
        count(room, 1);
        room.joins(1);
        Future<JsonObject> asked;
        if (first) {
            rooms.put(room.id(), room);
            asked = room.bridge().client().create(Requests.create(room.meeting(), name));
            room.opens(asked.mapEmpty());
        } else {
            asked = room.opened().compose(ignored -> room.bridge().client().change(room.meeting(), Requests.add(name)));
        }
        return asked.compose(answer -> Created.read(answer, name)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new BridgeException(room.bridge().number(), Fault.FOREIGN))))
                .onComplete(ignored -> room.joins(-1))
                .onFailure(failure -> {
                    count(room, -1);
                    failed(room, name, failure);
                });
    }

    private void count(Room room, int more) {
        endpoints += more;
        room.bridge().carries(more);
    }

    /** A create that failed may have happened all the same: what it left is ended. */
    private void failed(Room room, String name, Throwable failure) {
        if (BridgeException.of(failure) == Fault.GONE) {
            gone(room);
        } else if (room.isDeserted()) {
            close(room, BridgeException.of(failure));
        } else {
            room.bridge()
                    .client()
                    .change(room.meeting(), Requests.expireEndpoint(name))
                    .onFailure(ignored -> LOG.debug("An endpoint that was not made could not be ended"));
        }
    }

    private Future<Void> enter(Room room, EndpointId endpoint, Member member) {
        if (room.isOver()) {
            count(room, -1);
            return Future.failedFuture(new NoBridgeException("The bridge fell while the endpoint was made"));
        }
        Optional<URI> channel = member.created().channelWithin(options.channels());
        if (channel.isEmpty() && !channelRefusalTold) {
            channelRefusalTold = true;
            LOG.warn(
                    "{}[{}] names no channel, or one that {} does not allow: pictures come in one size, and only where"
                            + " the bridge sends some unasked.",
                    ColibriOptions.SETTING,
                    room.bridge().number(),
                    ColibriOptions.CHANNELS_SETTING);
        }
        // Without a channel nobody says what is shown, and a bridge would send everybody its largest picture.
        Dialogue dialogue = new Dialogue(member, random.nextLong() >>> 2, channel.isPresent(), word(8));
        Pictures pictures = new Pictures(room, member, listener.orElseThrow(), clockMs);
        Room.Entry entry = new Room.Entry(room, member, dialogue, new Sync(() -> send(room, member)), pictures);
        room.enter(entry);
        entries.put(endpoint, entry);
        channel.ifPresent(address -> pictures.speak(channels, address));
        rebind(room);
        return Future.succeededFuture();
    }

    private Future<Void> send(Room room, Member member) {
        Wanted wanted = member.wanted();
        return room.bridge()
                .client()
                .change(room.meeting(), Requests.update(member.onBridge(), wanted))
                .onSuccess(ignored -> member.agreed(wanted))
                .onFailure(failure -> {
                    if (BridgeException.of(failure) == Fault.GONE) {
                        gone(room);
                    }
                })
                .mapEmpty();
    }

    /** Gives everybody what there is now to receive, and offers it. */
    void rebind(Room room) {
        if (!room.isOver()) {
            room.bind();
            offer(room);
            look(room);
        }
    }

    /** Says to the bridge, and tells everybody, what is another now of the pictures that go there. */
    void look(Room room) {
        room.entries().forEach(entry -> entry.pictures().look());
    }

    void offer(Room room) {
        for (Room.Entry entry : room.entries()) {
            entry.dialogue()
                    .next(clockMs.getAsLong())
                    .ifPresent(offer -> listener.ifPresent(
                            to -> to.offered(room.id(), entry.member().id(), offer)));
        }
    }

    /** What the bridge agreed to end is not here any more. */
    void left(Room.Entry entry) {
        EndpointId endpoint = entry.member().id();
        entry.pictures().close();
        if (entries.remove(endpoint, entry)) {
            count(entry.room(), -1);
        }
        entry.room().leave(endpoint);
        if (forgetIfDeserted(entry.room())) {
            end(entry.room());
        }
    }

    /** Whoever is added from here on gets a conference of their own; true where this one is to be ended on its bridge. */
    boolean forgetIfDeserted(Room room) {
        return room.isDeserted() && rooms.remove(room.id(), room);
    }

    /** Ends a deserted conference on its bridge, which keeps an empty one. */
    void end(Room room) {
        room.bridge().end(room.meeting());
    }

    /** Forgets everything, and has the bridges end it. */
    List<Future<JsonObject>> endAll() {
        List<Future<JsonObject>> ends = new ArrayList<>();
        ended = true;
        there().forEach(room -> {
            room.end();
            ends.add(room.bridge().client().change(room.meeting(), Requests.expireConference()));
        });
        rooms.clear();
        entries.clear();
        return ends;
    }

    /** Those that are forgotten too, whose last endpoints the bridge did not agree to end yet. */
    private Set<Room> there() {
        Set<Room> there = new LinkedHashSet<>(rooms.values());
        entries.values().forEach(entry -> there.add(entry.room()));
        return there;
    }

    void fell(Videobridge bridge) {
        there().stream().filter(room -> room.bridge() == bridge).forEach(this::gone);
    }

    /** The conference is not on its bridge any more: whoever was in it has to begin anew. */
    void gone(Room room) {
        if (room.isOver()) {
            return;
        }
        close(room, Fault.GONE);
        for (Room.Entry entry : room.entries()) {
            entries.remove(entry.member().id(), entry);
            count(room, -1);
        }
        room.entries().stream()
                .filter(entry -> !entry.member().isSilenced())
                .forEach(entry -> listener.ifPresent(
                        to -> to.lost(room.id(), entry.member().id(), BridgeListener.BRIDGE_GONE)));
    }

    private void close(Room room, Fault fault) {
        room.end();
        rooms.remove(room.id(), room);
        room.bridge().abandon(room.meeting(), fault);
    }
}
