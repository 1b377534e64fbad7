package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.SourceKind;

/**
 * Asks bridges about single endpoints: whether they are connected, and what they send. Of each bridge so many
 * at a look; whoever is not connected yet comes first, then whoever was not asked about for longest.
 */
final class EndpointWatch {
    /** An answer is some 35 kB and takes the bridge some milliseconds. */
    static final int QUESTIONS_MAX = 16;

    private final BridgeListener listener;
    private final Consumer<ColibriConference> flowsElse;
    private final LongSupplier clockMs;
    private final Set<ColibriEndpoint> asked = new HashSet<>();

    /** @param flowsElse told of a conference in which somebody sends something now, or something less */
    EndpointWatch(BridgeListener listener, Consumer<ColibriConference> flowsElse, LongSupplier clockMs) {
        this.listener = listener;
        this.flowsElse = flowsElse;
        this.clockMs = clockMs;
    }

    void look(Collection<ColibriConference> conferences) {
        Map<Videobridge, List<ColibriConference.Entry>> waiting = new LinkedHashMap<>();
        conferences.stream()
                .flatMap(conference -> conference.entries().stream())
                .filter(entry -> entry.endpoint().isAnswered()
                        && !entry.endpoint().isSilenced()
                        && !asked.contains(entry.endpoint()))
                .forEach(entry -> waiting.computeIfAbsent(entry.conference().bridge(), ignored -> new ArrayList<>())
                        .add(entry));
        waiting.values()
                .forEach(entries -> entries.stream()
                        .sorted(Comparator.comparing((ColibriConference.Entry entry) ->
                                        entry.endpoint().isConnected())
                                .thenComparingLong(
                                        entry -> entry.endpoint().traffic().seenMs()))
                        .limit(QUESTIONS_MAX)
                        .forEach(this::ask));
    }

    private void ask(ColibriConference.Entry entry) {
        ColibriEndpoint endpoint = entry.endpoint();
        Optional<String> conference = endpoint.created().conferenceOnBridge();
        if (conference.isEmpty()) {
            connected(entry);
            return;
        }
        asked.add(endpoint);
        entry.conference()
                .bridge()
                .client()
                .endpoint(conference.get(), endpoint.onBridge())
                .onComplete(ignored -> asked.remove(endpoint))
                .onSuccess(answer -> seen(entry, conference.get(), answer))
                .onFailure(failure -> {
                    // A bridge whose debug interface is off cannot be asked: its endpoints count as connected.
                    if (BridgeException.of(failure) == Fault.GONE) {
                        connected(entry);
                    }
                });
    }

    private void seen(ColibriConference.Entry entry, String conference, JsonObject answer) {
        ColibriEndpoint endpoint = entry.endpoint();
        if (entry.conference().isOver() || endpoint.isSilenced()) {
            return;
        }
        Observation.read(answer, conference, endpoint.onBridge()).ifPresent(now -> {
            if (now.up()) {
                connected(entry);
            }
            Set<Long> before = endpoint.traffic().growing();
            if (endpoint.traffic().sees(now, endpoint, clockMs.getAsLong())) {
                listener.violated(entry.conference().id(), endpoint.id(), SourceKind.SCREEN);
            }
            if (!before.equals(endpoint.traffic().growing())) {
                flowsElse.accept(entry.conference());
            }
        });
    }

    private void connected(ColibriConference.Entry entry) {
        if (!entry.conference().isOver()
                && !entry.endpoint().isSilenced()
                && !entry.endpoint().isConnected()) {
            entry.endpoint().setConnected(true);
            listener.connected(entry.conference().id(), entry.endpoint().id());
        }
    }
}
