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
    private final ColibriConferences conferences;
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
        conferences = new ColibriConferences(options, channels, clockMs, random);
        pool = new BridgePool(
                vertx,
                options,
                registry,
                clockMs,
                () -> ColibriConferences.word(random, MEETING_BYTES),
                conferences::fell);
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public Future<Void> start(BridgeListener to) {
        conferences.tell(to);
        ConferenceWatch watch = new ConferenceWatch(to, conferences::gone);
        EndpointWatch endpoints = new EndpointWatch(to, conferences::look, clockMs);
        look = () -> {
            List<ColibriConference> now = conferences.all();
            now.forEach(conferences::offer);
            now.forEach(watch::look);
            endpoints.look(now);
            now.forEach(conferences::look);
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
        return conferences.add(conference, endpoint, sending, pool);
    }

    @Override
    public Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return with(endpoint, entry -> {
            Answer answer = entry.dialogue().read(generation, sdp);
            entry.endpoint().answered(answer, entry.conference().numbersBut(entry.endpoint()));
            entry.dialogue().taken();
            entry.pictures().renegotiated();
            return tell(entry);
        });
    }

    @Override
    public Future<Void> layers(EndpointId endpoint, SourceKind kind, List<Layer> layers) {
        return with(endpoint, entry -> {
            entry.endpoint().sendsInLayers(kind, layers, entry.conference().numbersBut(entry.endpoint()));
            return tell(entry);
        });
    }

    /** The bridge first, then the others: nobody is offered what the bridge does not know. */
    private Future<Void> tell(ColibriConference.Entry entry) {
        return entry.sync().now().onComplete(ignored -> conferences.rebind(entry.conference()));
    }

    @Override
    public Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        return with(endpoint, entry -> {
            if (entry.endpoint().allow(sending)) {
                entry.dialogue().change();
                conferences.rebind(entry.conference());
            } else {
                conferences.look(entry.conference());
            }
            return entry.endpoint().isSilenced()
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
            entry.endpoint().silence();
            entry.pictures().close();
            conferences.rebind(entry.conference());
            return end(entry);
        });
    }

    /** A conference ends with its last endpoint: whoever comes from here on comes to one of their own. */
    private Future<Void> end(ColibriConference.Entry entry) {
        boolean last = conferences.forgetIfDeserted(entry.conference());
        return expire(entry).onComplete(ignored -> {
            if (last) {
                conferences.end(entry.conference());
            }
        });
    }

    private Future<Void> expire(ColibriConference.Entry entry) {
        if (entry.endpoint().isEnded() || entry.conference().isOver()) {
            return Future.succeededFuture();
        }
        ColibriConference conference = entry.conference();
        return conference
                .bridge()
                .client()
                .change(
                        conference.meeting(),
                        Requests.expireEndpoint(entry.endpoint().onBridge()))
                .<Void>mapEmpty()
                .recover(failure -> BridgeException.of(failure) == Fault.GONE
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure))
                .onSuccess(ignored -> entry.endpoint().ended());
    }

    /** The endpoint stays in what is forwarded until the bridge agreed, so that its owner notices and asks again. */
    @Override
    public Future<Void> remove(EndpointId endpoint) {
        Optional<ColibriConference.Entry> known = conferences.entry(endpoint);
        if (known.isEmpty()) {
            return Future.succeededFuture();
        }
        ColibriConference.Entry entry = known.get();
        entry.endpoint().silence();
        entry.pictures().close();
        conferences.rebind(entry.conference());
        return end(entry).onSuccess(ignored -> conferences.left(entry));
    }

    @Override
    public Future<Map<EndpointId, Set<SourceKind>>> forwarding() {
        Map<EndpointId, Set<SourceKind>> forwarding = new HashMap<>();
        conferences
                .entries()
                .forEach((id, entry) -> forwarding.put(id, entry.endpoint().forwarded()));
        return Future.succeededFuture(forwarding);
    }

    @Override
    public boolean takesPeople() {
        return pool.choose().isPresent();
    }

    @Override
    public Future<Void> stop() {
        timer.ifPresent(vertx::cancelTimer);
        return Future.join(conferences.endAll())
                .timeout(STOP_MS, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .eventually(() -> channels.close().timeout(STOP_MS, TimeUnit.MILLISECONDS))
                .eventually(pool::stop);
    }

    /** One step of a call on an endpoint that is here. */
    private interface Step {
        Future<Void> run(ColibriConference.Entry entry) throws BadAnswerException;
    }

    private Future<Void> with(EndpointId endpoint, Step step) {
        Optional<ColibriConference.Entry> entry = conferences.entry(endpoint);
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
