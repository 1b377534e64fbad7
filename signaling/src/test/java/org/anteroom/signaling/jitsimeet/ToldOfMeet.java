package org.anteroom.signaling.jitsimeet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;

/** Keeps what the bridge told. */
final class ToldOfMeet implements BridgeListener {
    private final Map<EndpointId, List<MucPass>> passes = new ConcurrentHashMap<>();
    private final List<EndpointId> connected = new CopyOnWriteArrayList<>();
    private final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
    private final Map<EndpointId, SourceKind> violations = new ConcurrentHashMap<>();

    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
        passes.computeIfAbsent(endpoint, e -> new CopyOnWriteArrayList<>()).add(read(invitation));
    }

    /** The pass in an invitation, as a client reads it. */
    private static MucPass read(Invitation invitation) {
        assertThat(invitation.kind()).isEqualTo("room");
        Map<String, Object> fields = invitation.fields();
        Map<?, ?> at = (Map<?, ?>) Objects.requireNonNull(fields.get("deployment"));
        Map<?, ?> people = (Map<?, ?>) Objects.requireNonNull(fields.get("people"));
        List<?> send = (List<?>) Objects.requireNonNull(fields.get("send"));
        return new MucPass(
                invitation.generation(),
                new Deployment(
                        URI.create(String.valueOf(at.get("script"))),
                        URI.create(String.valueOf(at.get("service"))),
                        String.valueOf(at.get("domain")),
                        String.valueOf(at.get("muc"))),
                String.valueOf(fields.get("room")),
                String.valueOf(fields.get("token")),
                Arrays.stream(SourceKind.values())
                        .filter(kind -> send.contains(kind.word()))
                        .collect(Collectors.toSet()),
                people.values().stream().map(EndpointId.class::cast).collect(Collectors.toSet()));
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

    List<MucPass> passes(String name) {
        return passes.getOrDefault(new EndpointId(name), List.of());
    }

    MucPass last(String name) {
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
