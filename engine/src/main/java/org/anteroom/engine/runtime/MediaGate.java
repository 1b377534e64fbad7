package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;

/**
 * A session's way to the bridge, which is driven from the front alone: calls go there in order, and their answers come back
 * on the session's loop. On that loop.
 */
final class MediaGate {
    private final MediaHub hub;
    private final Loop loop;

    MediaGate(MediaHub hub, Loop loop) {
        this.hub = hub;
        this.loop = loop;
    }

    /** From here on the reactor hears what the bridge says of this endpoint. */
    void register(EndpointId endpoint, ConferenceId conference, MediaReactor reactor, SeatId seat) {
        loop.onFront(() -> hub.register(endpoint, conference, reactor, seat));
    }

    void unregister(EndpointId endpoint) {
        loop.onFront(() -> hub.unregister(endpoint));
    }

    Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending) {
        return loop.askFront(() -> bridge().add(conference, endpoint, sending));
    }

    Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return loop.askFront(() -> bridge().answer(endpoint, generation, sdp));
    }

    Future<Void> layers(EndpointId endpoint, SourceKind kind, List<Layer> layers) {
        return loop.askFront(() -> bridge().layers(endpoint, kind, layers));
    }

    Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        return loop.askFront(() -> bridge().allow(endpoint, sending));
    }

    Future<Void> wish(EndpointId endpoint, MediaWish wish) {
        return loop.askFront(() -> bridge().wish(endpoint, wish));
    }

    Future<Void> favour(EndpointId endpoint, boolean favoured) {
        return loop.askFront(() -> bridge().favour(endpoint, favoured));
    }

    Future<Void> silence(EndpointId endpoint) {
        return loop.askFront(() -> bridge().silence(endpoint));
    }

    Future<Void> remove(EndpointId endpoint) {
        return loop.askFront(() -> bridge().remove(endpoint));
    }

    private MediaBridge bridge() {
        return hub.bridge();
    }
}
