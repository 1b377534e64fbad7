package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;

/**
 * The endpoints of one place and what each receives of the others. It holds no reference to any other conference, so
 * that nothing can cross. On the event loop only.
 */
public final class Conference {
    private static final List<SourceKind> PICTURES = List.of(SourceKind.CAMERA, SourceKind.SCREEN);

    private final ConferenceId id;
    private final Random random;
    private final Map<EndpointId, Endpoint> endpoints = new LinkedHashMap<>();
    private final DominantSpeaker speakers = new DominantSpeaker();
    private final Voices voices = new Voices();
    private final Map<EndpointId, Map<SourceKind, Integer>> demanded = new HashMap<>();
    private Optional<EndpointId> speaking = Optional.empty();
    /** Stream ids by receiver and sender: one for microphone and camera, which play in step, and fresh after a parting. */
    private final Map<Pair, String> streamIds = new HashMap<>();

    private record Pair(EndpointId receiver, EndpointId sender) {}

    public Conference(ConferenceId id, Random random) {
        this.id = id;
        this.random = random;
    }

    public ConferenceId id() {
        return id;
    }

    public Collection<Endpoint> endpoints() {
        return endpoints.values();
    }

    /** How many sources others see in it. */
    public int sources() {
        return endpoints.values().stream()
                .mapToInt(endpoint -> endpoint.visibleSources().size())
                .sum();
    }

    /** Lets the endpoint in: it receives the others, they receive it. */
    public void join(Endpoint endpoint, Set<SourceKind> sending, long nowMs) {
        var unused = endpoint.allow(sending, nowMs);
        for (Endpoint other : endpoints.values()) {
            other.visibleSources().forEach(source -> bind(endpoint, other, source));
            endpoint.visibleSources().forEach(source -> bind(other, endpoint, source));
        }
        endpoints.put(endpoint.id(), endpoint);
        negotiate(nowMs);
    }

    /** Changes what the endpoint may send; the screen's m-line comes and goes with its permission. */
    public void allow(Endpoint endpoint, Set<SourceKind> sending, long nowMs) {
        if (!endpoint.allow(sending, nowMs) || endpoint.isSilenced()) {
            return;
        }
        IncomingSource screen = endpoint.source(SourceKind.SCREEN);
        for (Endpoint other : others(endpoint)) {
            if (screen.isAllowed()) {
                bind(other, endpoint, screen);
            } else {
                other.lose(screen);
            }
        }
        negotiate(nowMs);
    }

    /** Ends all forwarding to and from the endpoint; it stays in the conference. */
    public void silence(Endpoint endpoint, long nowMs) {
        endpoint.silence();
        for (Endpoint other : others(endpoint)) {
            for (SourceKind kind : SourceKind.values()) {
                other.lose(endpoint.source(kind));
            }
            streamIds.remove(new Pair(other.id(), endpoint.id()));
            streamIds.remove(new Pair(endpoint.id(), other.id()));
        }
        speakers.left(endpoint.id());
        negotiate(nowMs);
    }

    public void leave(Endpoint endpoint, long nowMs) {
        silence(endpoint, nowMs);
        endpoints.remove(endpoint.id());
        voices.left(endpoint.id());
        demanded.remove(endpoint.id());
    }

    public boolean isEmpty() {
        return endpoints.isEmpty();
    }

    private List<Endpoint> others(Endpoint endpoint) {
        List<Endpoint> others = new ArrayList<>(endpoints.values());
        others.remove(endpoint);
        return others;
    }

    private void bind(Endpoint receiver, Endpoint sender, IncomingSource source) {
        String stream = source.kind() == SourceKind.SCREEN
                ? Tokens.random(random, 16)
                : streamIds.computeIfAbsent(new Pair(receiver.id(), sender.id()), pair -> Tokens.random(random, 16));
        receiver.receive(source, stream);
    }

    private void negotiate(long nowMs) {
        endpoints.values().forEach(endpoint -> endpoint.negotiate(nowMs));
    }

    public void heard(Endpoint endpoint, int level) {
        speakers.heard(endpoint.id(), level);
        if (!voices.isHeard(endpoint.id())) {
            voices.speaks(endpoint.id(), speakers::loudness).ifPresent(this::hear);
            hear(endpoint.id());
        }
    }

    private void hear(EndpointId id) {
        Endpoint endpoint = endpoints.get(id);
        if (endpoint != null) {
            endpoint.source(SourceKind.MICROPHONE).hear(voices.isHeard(id));
        }
    }

    /** Lets this endpoint's sound go to everybody, or not any more. */
    public void favour(Endpoint endpoint, boolean favoured) {
        voices.favour(endpoint.id(), favoured);
        hear(endpoint.id());
    }

    /** Tells how many layers of each endpoint's pictures the others want, where that changed. */
    public void demand(BiConsumer<Endpoint, Map<SourceKind, Integer>> told) {
        for (Endpoint endpoint : endpoints.values()) {
            Map<SourceKind, Integer> wanted = new EnumMap<>(SourceKind.class);
            for (SourceKind kind : PICTURES) {
                IncomingSource source = endpoint.source(kind);
                if (source.isForwarding()) {
                    wanted.put(kind, wanted(endpoint, source));
                }
            }
            if (!wanted.equals(demanded.put(endpoint.id(), wanted))) {
                told.accept(endpoint, wanted);
            }
        }
    }

    private int wanted(Endpoint sender, IncomingSource source) {
        int layers = source.layers().size();
        while (layers > 0 && !anybodyWants(sender, source, layers - 1)) {
            layers--;
        }
        return layers;
    }

    private boolean anybodyWants(Endpoint sender, IncomingSource source, int layer) {
        for (Endpoint other : endpoints.values()) {
            if (other != sender && other.wants(source, layer)) {
                return true;
            }
        }
        return false;
    }

    /** Chooses what each receives of the others' pictures; what changed of that is told. */
    public void allocate(long nowMs, BiConsumer<Endpoint, MediaSent> told) {
        voices.choose(List.copyOf(endpoints.keySet()), speakers::loudness);
        endpoints.keySet().forEach(this::hear);
        for (Endpoint endpoint : endpoints.values()) {
            endpoint.allocate(speaking, nowMs).ifPresent(sent -> told.accept(endpoint, sent));
        }
    }

    /** Decides who speaks; present when that changed, holding nobody when it fell silent. */
    public Optional<Optional<EndpointId>> decideSpeaker(long nowMs) {
        Optional<EndpointId> now = speakers.decide(nowMs);
        if (now.equals(speaking)) {
            return Optional.empty();
        }
        speaking = now;
        return Optional.of(now);
    }
}
