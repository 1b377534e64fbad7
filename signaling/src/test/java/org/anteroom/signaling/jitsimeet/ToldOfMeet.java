package org.anteroom.signaling.jitsimeet;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.RoomPass;
import org.anteroom.signaling.SourceKind;

/** Keeps what the bridge told. */
final class ToldOfMeet implements BridgeListener {
    private final Map<EndpointId, List<RoomPass>> passes = new ConcurrentHashMap<>();
    private final List<EndpointId> connected = new CopyOnWriteArrayList<>();
    private final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
    private final Map<EndpointId, SourceKind> violations = new ConcurrentHashMap<>();

    @Override
    public void offered(ConferenceId conference, EndpointId endpoint, MediaOffer offer) {}

    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, RoomPass pass) {
        passes.computeIfAbsent(endpoint, e -> new CopyOnWriteArrayList<>()).add(pass);
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
        violations.put(endpoint, kind);
    }

    List<RoomPass> passes(String name) {
        return passes.getOrDefault(new EndpointId(name), List.of());
    }

    RoomPass last(String name) {
        return passes(name).get(passes(name).size() - 1);
    }

    boolean isConnected(String name) {
        return connected.contains(new EndpointId(name));
    }

    /** How often it was told to be connected. */
    int connections(String name) {
        return Collections.frequency(connected, new EndpointId(name));
    }

    Optional<String> lost(String name) {
        return Optional.ofNullable(lost.get(new EndpointId(name)));
    }

    boolean nobodyLost() {
        return lost.isEmpty();
    }

    Optional<SourceKind> violation(String name) {
        return Optional.ofNullable(violations.get(new EndpointId(name)));
    }
}
