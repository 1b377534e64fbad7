package org.anteroom.signaling.colibri;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;

/**
 * Jitsi Videobridges behind the port: one conference on one bridge of the pool, driven by Colibri2 over REST.
 *
 * <p>What a bridge is told of people is nothing: its ids are made here, at random, and die with the conference. When a
 * bridge falls, each endpoint on it is {@link BridgeListener#lost} for {@link BridgeListener#BRIDGE_GONE}, and whoever is
 * added then goes to another. Where none is left, adding fails with {@link NoBridgeException}. On one Vert.x context.
 */
public final class ColibriBridge implements MediaBridge {
    private static final int STOP_MS = 2_000;
    private static final int MEETING_BYTES = 16;

    private final Vertx vertx;
    private final ColibriOptions options;
    private final LongSupplier clockMs;
    private final BridgePool pool;
    private final Channels channels;
    private final Rooms rooms;
    private Optional<Long> timer = Optional.empty();
    private Runnable look = () -> {};

    public ColibriBridge(Vertx vertx, ColibriOptions options, MeterRegistry registry) {
        this(vertx, options, registry, ColibriBridge::nowMs);
    }

    /** @param clockMs milliseconds that only grow */
    ColibriBridge(Vertx vertx, ColibriOptions options, MeterRegistry registry, LongSupplier clockMs) {
        this.vertx = vertx;
        this.options = options;
        this.clockMs = clockMs;
        SecureRandom random = new SecureRandom();
        channels = new Channels(vertx, options, new PoolMeters(registry), clockMs);
        rooms = new Rooms(options, channels, clockMs, random);
        pool = new BridgePool(vertx, options, registry, clockMs, () -> Rooms.word(random, MEETING_BYTES), rooms::fell);
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public Future<Void> start(BridgeListener to) {
        rooms.tell(to);
        RoomWatch watch = new RoomWatch(to, rooms::gone);
        EndpointWatch endpoints = new EndpointWatch(to, rooms::look, clockMs);
        look = () -> {
            List<Room> now = rooms.all();
            now.forEach(rooms::offer);
            now.forEach(watch::look);
            endpoints.look(now);
            now.forEach(rooms::look);
        };
        timer = Optional.of(vertx.setPeriodic(options.watchEveryMs(), ignored -> look()));
        return pool.start();
    }

    /** Looks no more by itself: for tests that do. */
    void watchByHand() {
        timer.ifPresent(vertx::cancelTimer);
        timer = Optional.empty();
    }

    /** Looks once at everything that is carried, as is done every so often. */
    void look() {
        look.run();
    }

    @Override
    public Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending) {
        return rooms.add(conference, endpoint, sending, pool);
    }

    @Override
    public Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return with(endpoint, entry -> {
            Answer answer = entry.dialogue().read(generation, sdp);
            entry.member().answered(answer, entry.room().numbersBut(entry.member()));
            entry.dialogue().taken();
            entry.pictures().renegotiated();
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
        return entry.sync().now().onComplete(ignored -> rooms.rebind(entry.room()));
    }

    @Override
    public Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        return with(endpoint, entry -> {
            if (entry.member().allow(sending)) {
                entry.dialogue().change();
                rooms.rebind(entry.room());
            } else {
                rooms.look(entry.room());
            }
            return entry.member().isSilenced()
                    ? Future.succeededFuture()
                    : entry.sync().now();
        });
    }

    /** Said on the endpoint's channel, where it has one: whether that is open is no matter of the caller's. */
    @Override
    public Future<Void> wish(EndpointId endpoint, MediaWish wish) {
        return with(endpoint, entry -> {
            entry.pictures().wish(wish);
            return Future.succeededFuture();
        });
    }

    /** Ends the endpoint on the bridge: over REST there is no other way to stop what it receives. */
    @Override
    public Future<Void> silence(EndpointId endpoint) {
        return with(endpoint, entry -> {
            entry.member().silence();
            entry.pictures().close();
            rooms.rebind(entry.room());
            return end(entry);
        });
    }

    /** A conference ends with its last endpoint: whoever comes from here on comes to one of their own. */
    private Future<Void> end(Room.Entry entry) {
        boolean last = rooms.forgetIfDeserted(entry.room());
        return expire(entry).onComplete(ignored -> {
            if (last) {
                rooms.end(entry.room());
            }
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
        Optional<Room.Entry> known = rooms.entry(endpoint);
        if (known.isEmpty()) {
            return Future.succeededFuture();
        }
        Room.Entry entry = known.get();
        entry.member().silence();
        entry.pictures().close();
        rooms.rebind(entry.room());
        return end(entry).onSuccess(ignored -> rooms.left(entry));
    }

    @Override
    public Future<Map<EndpointId, Set<SourceKind>>> forwarding() {
        Map<EndpointId, Set<SourceKind>> forwarding = new HashMap<>();
        rooms.entries().forEach((id, entry) -> forwarding.put(id, entry.member().forwarded()));
        return Future.succeededFuture(forwarding);
    }

    @Override
    public boolean takesPeople() {
        return pool.choose().isPresent();
    }

    @Override
    public Future<Void> stop() {
        timer.ifPresent(vertx::cancelTimer);
        return Future.join(rooms.endAll())
                .timeout(STOP_MS, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .eventually(() -> channels.close().timeout(STOP_MS, TimeUnit.MILLISECONDS))
                .eventually(pool::stop);
    }

    /** One step of a call on an endpoint that is here. */
    private interface Step {
        Future<Void> run(Room.Entry entry) throws BadAnswerException;
    }

    private Future<Void> with(EndpointId endpoint, Step step) {
        Optional<Room.Entry> entry = rooms.entry(endpoint);
        if (entry.isEmpty()) {
            return Future.failedFuture(new IllegalStateException("No endpoint of that id is here"));
        }
        try {
            return step.run(entry.get());
        } catch (BadAnswerException e) {
            return Future.failedFuture(e);
        }
    }
}
