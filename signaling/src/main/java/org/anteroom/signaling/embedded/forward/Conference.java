package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;

/**
 * The endpoints of one place and what each receives of the others. It holds no reference to any other conference, so
 * that nothing can cross. On the event loop only.
 */
public final class Conference {
    private final ConferenceId id;
    private final Random random;
    private final Map<EndpointId, Endpoint> members = new LinkedHashMap<>();
    private final DominantSpeaker speakers = new DominantSpeaker();
    private Optional<EndpointId> speaking = Optional.empty();
    /** Stream ids by receiver and sender: one for microphone and camera, which play in step, fresh for each meeting. */
    private final Map<Pair, String> streamIds = new HashMap<>();

    private record Pair(EndpointId receiver, EndpointId sender) {}

    public Conference(ConferenceId id, Random random) {
        this.id = id;
        this.random = random;
    }

    public ConferenceId id() {
        return id;
    }

    public Collection<Endpoint> members() {
        return members.values();
    }

    /** How many sources others see in it. */
    public int sources() {
        return members.values().stream()
                .mapToInt(m -> m.visibleSources().size())
                .sum();
    }

    /** Lets the endpoint in: it receives the others, they receive it. */
    public void join(Endpoint endpoint, Set<SourceKind> sending, long nowMs) {
        var unused = endpoint.allow(sending, nowMs);
        for (Endpoint other : members.values()) {
            other.visibleSources().forEach(source -> bind(endpoint, other, source));
            endpoint.visibleSources().forEach(source -> bind(other, endpoint, source));
        }
        members.put(endpoint.id(), endpoint);
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

    /** Ends all forwarding to and from the endpoint; it stays a member. */
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
        members.remove(endpoint.id());
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    private List<Endpoint> others(Endpoint endpoint) {
        List<Endpoint> others = new ArrayList<>(members.values());
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
        members.values().forEach(member -> member.negotiate(nowMs));
    }

    public void heard(Endpoint endpoint, int level) {
        speakers.heard(endpoint.id(), level);
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
