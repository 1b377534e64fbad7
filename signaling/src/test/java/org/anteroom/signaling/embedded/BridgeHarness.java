package org.anteroom.signaling.embedded;

import static org.anteroom.signaling.Patience.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.forward.DropReason;
import org.anteroom.signaling.synthetic.SyntheticPeer;
import org.anteroom.signaling.synthetic.SyntheticPeers;

/** A bridge on loopback with synthetic peers that answer every offer. */
final class BridgeHarness {
    static final ConferenceId HERE = new ConferenceId("here");
    static final ConferenceId ELSEWHERE = new ConferenceId("elsewhere");
    static final Set<SourceKind> VOICE_AND_FACE = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);

    static final int PATIENT_MS = Patience.SECONDS * 1_000;

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RecordingListener listener = new RecordingListener();
    final SyntheticPeers peers = new SyntheticPeers(1);
    final Map<String, String> refused = new ConcurrentHashMap<>();
    final EmbeddedBridge bridge;

    BridgeHarness() throws Exception {
        this(options -> options);
    }

    BridgeHarness(UnaryOperator<EmbeddedBridgeOptions> change) throws Exception {
        EmbeddedBridgeOptions options = EmbeddedBridgeOptions.defaults()
                .withPort(0)
                .withTimes(PATIENT_MS, PATIENT_MS)
                .withAddresses(List.of(InetAddress.getLoopbackAddress()), List.of());
        bridge = new EmbeddedBridge(vertx, change.apply(options), meters);
        done(bridge.start(listener));
    }

    void stop() throws Exception {
        listener.takers.clear();
        done(bridge.stop());
        peers.close();
        done(vertx.close());
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) throws Exception {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        return done.get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    static Throwable failure(Future<?> future) throws Exception {
        try {
            done(future);
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
        throw new AssertionError("It should have failed");
    }

    static EndpointId id(String name) {
        return new EndpointId(name);
    }

    /** Adds a peer that answers whatever it is offered. */
    SyntheticPeer add(ConferenceId conference, String name, Set<SourceKind> sending) throws Exception {
        SyntheticPeer peer = peers.create();
        answering(name, peer);
        done(bridge.add(conference, id(name), sending));
        return peer;
    }

    void answering(String name, SyntheticPeer peer) {
        listener.takers.put(
                id(name),
                (endpoint, offer) -> bridge.answer(endpoint, offer.generation(), peer.answer(offer))
                        .onFailure(e -> refused.put(name, String.valueOf(e.getMessage()))));
    }

    /** Adds a peer, waits for its connection, and lets it speak and show itself. */
    @CanIgnoreReturnValue
    SyntheticPeer join(ConferenceId conference, String name) throws Exception {
        SyntheticPeer peer = add(conference, name, VOICE_AND_FACE);
        peer.connected().get(Patience.SECONDS, TimeUnit.SECONDS);
        await().until(() -> listener.connected.contains(id(name)));
        peer.send(SourceKind.MICROPHONE, true);
        peer.send(SourceKind.CAMERA, true);
        return peer;
    }

    /** Where the receiver gets that source of the sender; empty where it is not offered. */
    Optional<String> mid(String receiver, String sender, SourceKind kind) {
        return listener.lastOffer(id(receiver)).sources().entrySet().stream()
                .filter(e -> e.getValue().endpoint().equals(id(sender))
                        && e.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Waits until more packets of that source arrive than did before. */
    @CanIgnoreReturnValue
    String awaitFlow(SyntheticPeer receiver, String receiverName, String sender, SourceKind kind) {
        await(receiverName + " is offered the " + kind + " of " + sender)
                .until(() -> mid(receiverName, sender, kind).isPresent());
        String mid = mid(receiverName, sender, kind).orElseThrow();
        long before = receiver.received(mid).packets();
        await(receiverName + " receives the " + kind + " of " + sender)
                .until(() -> receiver.received(mid).packets() > before + 10);
        return mid;
    }

    /** Completes when the bridge has done what it was asked, and read what had arrived, before. */
    void roundTrip() throws Exception {
        done(bridge.forwarding());
        done(bridge.forwarding());
    }

    /** How many offers were made to it. */
    int offers(String name) {
        return listener.offers.getOrDefault(id(name), List.of()).size();
    }

    double counted(String what) {
        return meters.counter("anteroom.bridge." + what).count();
    }

    double dropped(DropReason reason) {
        return meters.counter("anteroom.bridge.packets.dropped", "reason", reason.word())
                .count();
    }
}
