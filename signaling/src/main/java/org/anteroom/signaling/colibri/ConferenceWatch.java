package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.EndpointId;

/** Looks at a conference now and then, because a bridge tells nothing by itself: who speaks, and who left. */
final class ConferenceWatch {
    private final BridgeListener listener;
    private final Consumer<ColibriConference> gone;
    private final Set<ColibriConference> looking = new HashSet<>();

    /** @param gone told of a conference that the bridge does not have any more */
    ConferenceWatch(BridgeListener listener, Consumer<ColibriConference> gone) {
        this.listener = listener;
        this.gone = gone;
    }

    /** One look; a conference that is still being looked at is passed over. */
    void look(ColibriConference conference) {
        Collection<ColibriConference.Entry> present = conference.entries().stream()
                .filter(entry ->
                        entry.endpoint().isAnswered() && !entry.endpoint().isSilenced())
                .toList();
        if (present.isEmpty() || !looking.add(conference)) {
            return;
        }
        conference
                .bridge()
                .client()
                .speakers(conference.meeting())
                .onComplete(ignored -> looking.remove(conference))
                .onSuccess(answer -> heard(conference, present, answer))
                .onFailure(failure -> {
                    if (BridgeException.of(failure) == Fault.GONE) {
                        gone.accept(conference);
                    }
                });
    }

    private void heard(ColibriConference conference, Collection<ColibriConference.Entry> present, JsonObject answer) {
        if (conference.isOver()) {
            return;
        }
        Optional<EndpointId> speaker = answer.getValue("dominantEndpoint") instanceof String name
                ? conference.byNameOnBridge(name)
                : Optional.empty();
        if (conference.speaks(speaker)) {
            listener.speaking(conference.id(), speaker);
        }
        if (answer.getValue("endpointsBySpeechActivity") instanceof JsonArray known) {
            present.stream()
                    .map(ColibriConference.Entry::endpoint)
                    .filter(endpoint -> !endpoint.isSilenced() && !known.contains(endpoint.onBridge()))
                    .forEach(endpoint -> listener.lost(conference.id(), endpoint.id(), "expired"));
        }
    }
}
