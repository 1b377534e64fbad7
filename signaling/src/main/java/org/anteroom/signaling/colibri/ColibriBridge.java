package org.anteroom.signaling.colibri;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
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
import org.anteroom.signaling.EndpointHealth;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jitsi Videobridges behind the port: one conference on one bridge of the pool, driven by Colibri2 over REST.
 *
 * <p>What a bridge is told of people is nothing: its ids are made here, at random, and die with the conference. When a
 * bridge falls, each endpoint on it is {@link BridgeListener#lost} for {@link BridgeListener#BRIDGE_GONE}, and whoever is
 * added then goes to another. Where none is left, adding fails with {@link NoBridgeException}. On one Vert.x context.
 */
public final class ColibriBridge implements MediaBridge {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.colibri");
    private static final int STOP_MS = 2_000;

    private final Vertx vertx;
    private final ColibriOptions options;
    private final SecureRandom random = new SecureRandom();
    private final BridgePool pool;
    private final Map<ConferenceId, Room> rooms = new LinkedHashMap<>();
    private final Map<EndpointId, Room.Entry> entries = new HashMap<>();
    private Optional<BridgeListener> listener = Optional.empty();
    private Optional<Long> timer = Optional.empty();
    private boolean channelRefusalTold;
    private int endpoints;

    public ColibriBridge(Vertx vertx, ColibriOptions options, MeterRegistry registry) {
        this.vertx = vertx;
        this.options = options;
        pool = new BridgePool(vertx, options, registry, ColibriBridge::nowMs, () -> word(16), this::fell);
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private String word(int bytes) {
        byte[] bits = new byte[bytes];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    @Override
    public Future<Void> start(BridgeListener to) {
        listener = Optional.of(to);
        RoomWatch watch = new RoomWatch(to, this::gone);
        timer = Optional.of(vertx.setPeriodic(options.watchEveryMs(), ignored -> {
            List<Room> now = List.copyOf(rooms.values());
            now.forEach(this::offer);
            now.forEach(watch::look);
        }));
        return pool.start();
    }

    @Override
    public Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending) {
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
                .compose(created -> enter(room, endpoint, new Member(endpoint, name, created, sending)));
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
        Optional<String> channel = member.created().channelWithin(options.channels());
        if (channel.isEmpty() && !channelRefusalTold) {
            channelRefusalTold = true;
            LOG.warn(
                    "{}[{}] names no channel, or one that {} does not allow: pictures come in one size, and only where"
                            + " the bridge sends some unasked.",
                    ColibriOptions.SETTING,
                    room.bridge().number(),
                    ColibriOptions.CHANNELS_SETTING);
        }
        Dialogue dialogue = new Dialogue(member, random.nextLong() >>> 2, channel, word(8));
        Room.Entry entry = new Room.Entry(room, member, dialogue, new Sync(() -> send(room, member)));
        room.enter(entry);
        entries.put(endpoint, entry);
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

    private void rebind(Room room) {
        if (!room.isOver()) {
            room.bind();
            offer(room);
        }
    }

    private void offer(Room room) {
        for (Room.Entry entry : room.entries()) {
            entry.dialogue()
                    .next(nowMs())
                    .ifPresent(offer -> listener.ifPresent(
                            to -> to.offered(room.id(), entry.member().id(), offer)));
        }
    }

    @Override
    public Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return with(endpoint, entry -> {
            Answer answer = entry.dialogue().read(generation, sdp);
            entry.member().answered(answer, entry.room().numbersBut(entry.member()));
            entry.dialogue().taken();
            return tell(entry);
        });
    }

    @Override
    public Future<Void> layers(EndpointId endpoint, SourceKind kind, List<Layer> layers) {
        return with(endpoint, entry -> {
            entry.member().sendsInLayers(kind, layers, entry.room().numbersBut(entry.member()));
            return tell(entry);
        });
    }

    /** The bridge first, then the others: nobody is offered what the bridge does not know. */
    private Future<Void> tell(Room.Entry entry) {
        return entry.sync().now().onComplete(ignored -> rebind(entry.room()));
    }

    @Override
    public Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        return with(endpoint, entry -> {
            if (entry.member().allow(sending)) {
                entry.dialogue().change();
                rebind(entry.room());
            }
            return entry.member().isSilenced()
                    ? Future.succeededFuture()
                    : entry.sync().now();
        });
    }

    /** Ends the endpoint on the bridge: over REST there is no other way to stop what it receives. */
    @Override
    public Future<Void> silence(EndpointId endpoint) {
        return with(endpoint, entry -> {
            entry.member().silence();
            rebind(entry.room());
            if (entry.room().isDeserted()) {
                rooms.remove(entry.room().id(), entry.room());
            }
            return expire(entry);
        });
    }

    private Future<Void> expire(Room.Entry entry) {
        if (entry.member().isEnded() || entry.room().isOver()) {
            return Future.succeededFuture();
        }
        Room room = entry.room();
        return room.bridge()
                .client()
                .change(room.meeting(), Requests.expireEndpoint(entry.member().onBridge()))
                .<Void>mapEmpty()
                .recover(failure -> BridgeException.of(failure) == Fault.GONE
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure))
                .onSuccess(ignored -> entry.member().ended());
    }

    /** The endpoint stays in what is forwarded until the bridge agreed, so that its owner notices and asks again. */
    @Override
    public Future<Void> remove(EndpointId endpoint) {
        Room.Entry entry = entries.get(endpoint);
        if (entry == null) {
            return Future.succeededFuture();
        }
        entry.member().silence();
        rebind(entry.room());
        return expire(entry).onSuccess(ignored -> {
            if (entries.remove(endpoint, entry)) {
                count(entry.room(), -1);
            }
            entry.room().leave(endpoint);
            if (entry.room().isDeserted()) {
                rooms.remove(entry.room().id(), entry.room());
            }
        });
    }

    @Override
    public Future<Map<EndpointId, Set<SourceKind>>> forwarding() {
        Map<EndpointId, Set<SourceKind>> forwarding = new HashMap<>();
        entries.forEach((id, entry) -> forwarding.put(id, entry.member().forwarded()));
        return Future.succeededFuture(forwarding);
    }

    /** Whether it is connected; the rest is measured by the bridge and not asked for. */
    @Override
    public Optional<EndpointHealth> health(EndpointId endpoint) {
        return Optional.ofNullable(entries.get(endpoint))
                .map(entry -> new EndpointHealth(entry.member().isConnected(), 0, 0, 0, -1));
    }

    @Override
    public Future<Void> stop() {
        timer.ifPresent(vertx::cancelTimer);
        List<Future<JsonObject>> ends = new ArrayList<>();
        rooms.values().forEach(room -> {
            room.end();
            ends.add(room.bridge().client().change(room.meeting(), Requests.expireConference()));
        });
        rooms.clear();
        entries.clear();
        return Future.join(ends)
                .timeout(STOP_MS, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .eventually(pool::stop);
    }

    private void fell(Videobridge bridge) {
        List.copyOf(rooms.values()).stream()
                .filter(room -> room.bridge() == bridge)
                .forEach(this::gone);
    }

    /** The conference is not on its bridge any more: whoever was in it has to begin anew. */
    private void gone(Room room) {
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

    /** One step of a call on an endpoint that is here. */
    private interface Step {
        Future<Void> run(Room.Entry entry) throws BadAnswerException;
    }

    private Future<Void> with(EndpointId endpoint, Step step) {
        Room.Entry entry = entries.get(endpoint);
        if (entry == null) {
            return Future.failedFuture(new IllegalStateException("No endpoint of that id is here"));
        }
        try {
            return step.run(entry);
        } catch (BadAnswerException e) {
            return Future.failedFuture(e);
        }
    }
}
