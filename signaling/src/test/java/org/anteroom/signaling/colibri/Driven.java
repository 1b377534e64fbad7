package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.OfferFrame;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;

/** A pool in front of two stand-ins, and what it told its owner. Everything is called on its context, and waited for. */
final class Driven implements BridgeListener {
    static final ConferenceId HERE = new ConferenceId("a-place-with-a-name");

    final Vertx vertx = Vertx.vertx();
    final SyntheticVideobridge one = new SyntheticVideobridge(vertx);
    final SyntheticVideobridge two = new SyntheticVideobridge(vertx);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Map<EndpointId, MediaOffer> offers = new ConcurrentHashMap<>();
    final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
    final Map<EndpointId, MediaSent> sent = new ConcurrentHashMap<>();
    final Map<EndpointId, Map<SourceKind, Integer>> demanded = new ConcurrentHashMap<>();
    final List<EndpointId> connected = new CopyOnWriteArrayList<>();
    final List<EndpointId> violators = new CopyOnWriteArrayList<>();
    private final AtomicLong passedMs = new AtomicLong();
    private final Context context = vertx.getOrCreateContext();
    private Optional<ColibriBridge> bridge = Optional.empty();

    Driven() throws Exception {
        done(one::start);
        done(two::start);
    }

    ColibriBridge bridge() {
        return bridge.orElseThrow();
    }

    private long nowMs() {
        return passedMs.get() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Lets so much time pass at once, beside what passes by itself. */
    void pass(long ms) {
        passedMs.addAndGet(ms);
    }

    void drive(SyntheticVideobridge... bridges) throws Exception {
        drive(UnaryOperator.identity(), bridges);
    }

    void drive(UnaryOperator<ColibriOptions> changed, SyntheticVideobridge... bridges) throws Exception {
        var unused = begin(changed, bridges).get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    /** Drives bridges that answer, however long it takes them, and waits until all are used. */
    void driveWell(SyntheticVideobridge... bridges) throws Exception {
        driveWell(UnaryOperator.identity(), bridges);
    }

    void driveWell(UnaryOperator<ColibriOptions> changed, SyntheticVideobridge... bridges) throws Exception {
        drive(options -> changed.apply(options.patient(Patience.SECONDS * 1_000)), bridges);
        await().until(() -> IntStream.range(0, bridges.length).allMatch(this::isUsed));
    }

    /** Starts it; completes when it has started. */
    CompletableFuture<String> begin(UnaryOperator<ColibriOptions> changed, SyntheticVideobridge... bridges) {
        ColibriOptions options = ColibriOptions.of(
                List.of(bridges).stream().map(SyntheticVideobridge::address).toList(), List.of());
        bridge = Optional.of(new ColibriBridge(vertx, changed.apply(options), meters, this::nowMs));
        return calling(() -> bridge().start(this));
    }

    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
        offers.put(endpoint, OfferFrame.read(invitation));
    }

    @Override
    public void connected(ConferenceId conference, EndpointId endpoint) {
        connected.add(endpoint);
    }

    @Override
    public void lost(ConferenceId conference, EndpointId endpoint, String reason) {
        lost.put(endpoint, reason);
    }

    @Override
    public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {}

    @Override
    public void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind) {
        if (kind == SourceKind.SCREEN) {
            violators.add(endpoint);
        }
    }

    @Override
    public void sent(ConferenceId conference, EndpointId endpoint, MediaSent told) {
        sent.put(endpoint, told);
    }

    @Override
    public void demanded(ConferenceId conference, EndpointId endpoint, Map<SourceKind, Integer> layers) {
        demanded.put(endpoint, layers);
    }

    <T> void done(Supplier<? extends Future<T>> call) throws Exception {
        var unused = calling(call).get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    /** Makes a call; completes with it. */
    <T> CompletableFuture<String> calling(Supplier<? extends Future<T>> call) {
        Promise<String> promise = Promise.promise();
        context.runOnContext(ignored -> call.get().map(String::valueOf).onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture();
    }

    Throwable failure(Supplier<Future<Void>> call) throws Exception {
        try {
            done(call);
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
        throw new AssertionError("It should have failed");
    }

    /** From here on nobody looks at conferences and endpoints but the test. */
    void watchByHand() throws Exception {
        run(() -> bridge().watchByHand());
    }

    void look() throws Exception {
        run(() -> bridge().look());
    }

    private void run(Runnable what) throws Exception {
        done(() -> {
            what.run();
            return Future.succeededFuture();
        });
    }

    static EndpointId id(String name) {
        return new EndpointId(name);
    }

    Future<Void> adding(ConferenceId conference, String name) {
        return bridge().add(conference, id(name), Set.of(MICROPHONE, CAMERA));
    }

    /** Of the first bridge. */
    boolean isUsed() {
        return isUsed(0);
    }

    private boolean isUsed(int number) {
        return meters.get("anteroom.videobridge.up")
                        .tag("bridge", Integer.toString(number))
                        .gauge()
                        .value()
                == 1;
    }

    static int load(SyntheticVideobridge of) {
        return of.conferences().values().stream()
                .mapToInt(conference -> conference.endpoints().size())
                .sum();
    }

    void close() throws Exception {
        if (bridge.isPresent()) {
            done(() -> bridge().stop());
        }
        done(vertx::close);
    }
}
