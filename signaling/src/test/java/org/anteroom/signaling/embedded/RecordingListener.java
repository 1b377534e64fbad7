package org.anteroom.signaling.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.OfferFrame;

/** Keeps what the bridge told, and passes offers on. */
final class RecordingListener implements BridgeListener {
    final Map<EndpointId, BiConsumer<EndpointId, MediaOffer>> takers = new ConcurrentHashMap<>();
    final Map<EndpointId, List<MediaOffer>> offers = new ConcurrentHashMap<>();
    final List<EndpointId> connected = new CopyOnWriteArrayList<>();
    final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
    /** Why, each time that somebody was lost. */
    final List<String> losses = new CopyOnWriteArrayList<>();

    final Map<EndpointId, MediaSent> sent = new ConcurrentHashMap<>();
    final Map<EndpointId, Map<SourceKind, Integer>> demanded = new ConcurrentHashMap<>();
    final List<EndpointId> violators = new CopyOnWriteArrayList<>();
    final Map<ConferenceId, Optional<EndpointId>> speaking = new ConcurrentHashMap<>();

    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
        MediaOffer offer = OfferFrame.read(invitation);
        offers.computeIfAbsent(endpoint, e -> new CopyOnWriteArrayList<>()).add(offer);
        takers.getOrDefault(endpoint, (e, o) -> {}).accept(endpoint, offer);
    }

    MediaOffer lastOffer(EndpointId endpoint) {
        List<MediaOffer> all = offers.getOrDefault(endpoint, List.of());
        return all.get(all.size() - 1);
    }

    @Override
    public void connected(ConferenceId conference, EndpointId endpoint) {
        connected.add(endpoint);
    }

    @Override
    public void lost(ConferenceId conference, EndpointId endpoint, String reason) {
        lost.put(endpoint, reason);
        losses.add(reason);
    }

    @Override
    public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {
        speaking.put(conference, endpoint);
    }

    @Override
    public void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind) {
        violators.add(endpoint);
    }

    @Override
    public void sent(ConferenceId conference, EndpointId endpoint, MediaSent told) {
        sent.put(endpoint, told);
    }

    @Override
    public void demanded(ConferenceId conference, EndpointId endpoint, Map<SourceKind, Integer> layers) {
        demanded.put(endpoint, layers);
    }
}
