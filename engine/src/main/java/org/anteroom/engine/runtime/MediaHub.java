package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows which endpoint is whose; it hands the bridge's callbacks to the sessions, each on its own loop. On
 * the front, as the bridge's calls and callbacks are.
 */
public final class MediaHub implements BridgeListener {
    private static final Logger LOG = LoggerFactory.getLogger(MediaHub.class);

    private final MediaBridge bridge;
    private final MeterRegistry meters;
    private final Map<EndpointId, Owner> owners = new LinkedHashMap<>();

    /** Whether the bridge was seen empty, and nothing was added since. */
    private boolean idle = true;

    private record Owner(ConferenceId conference, MediaReactor reactor, SeatId seat) {
        void tell(Consumer<MediaReactor> word) {
            reactor.loop().run(() -> word.accept(reactor));
        }
    }

    public MediaHub(MediaBridge bridge, MeterRegistry meters) {
        this.bridge = bridge;
        this.meters = meters;
    }

    MediaBridge bridge() {
        return bridge;
    }

    void register(EndpointId endpoint, ConferenceId conference, MediaReactor reactor, SeatId seat) {
        owners.put(endpoint, new Owner(conference, reactor, seat));
        idle = false;
    }

    void unregister(EndpointId endpoint) {
        owners.remove(endpoint);
    }

    /** Whose endpoint this is. */
    public Optional<SeatId> seat(EndpointId endpoint) {
        return owner(endpoint).map(Owner::seat);
    }

    private Optional<Owner> owner(EndpointId endpoint) {
        return Optional.ofNullable(owners.get(endpoint));
    }

    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
        owner(endpoint).ifPresent(owner -> owner.tell(reactor -> reactor.invited(owner.seat(), endpoint, invitation)));
    }

    @Override
    public void sent(ConferenceId conference, EndpointId endpoint, MediaSent sent) {
        owner(endpoint).ifPresent(owner -> owner.tell(reactor -> reactor.sent(owner.seat(), endpoint, sent)));
    }

    @Override
    public void demanded(ConferenceId conference, EndpointId endpoint, Map<SourceKind, Integer> layers) {
        owner(endpoint).ifPresent(owner -> owner.tell(reactor -> reactor.demanded(owner.seat(), endpoint, layers)));
    }

    @Override
    public void connected(ConferenceId conference, EndpointId endpoint) {
        owner(endpoint).ifPresent(owner -> owner.tell(reactor -> reactor.connected(owner.seat(), endpoint)));
    }

    @Override
    public void lost(ConferenceId conference, EndpointId endpoint, String reason) {
        owner(endpoint).ifPresent(owner -> owner.tell(reactor -> reactor.lost(owner.seat(), endpoint, reason)));
    }

    @Override
    public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {
        Optional<SeatId> speaker = endpoint.flatMap(this::seat);
        owners.values().stream()
                .filter(owner -> owner.conference().equals(conference))
                .findFirst()
                .ifPresent(owner -> owner.tell(reactor -> reactor.speaking(conference, speaker)));
    }

    /**
     * Compares what the bridge forwards with what the sessions want it to, and puts it right; called every second.
     * Endpoints that belong to nobody any more are removed again.
     */
    void audit() {
        if (idle) {
            return;
        }
        Map<Loop, List<MediaReactor>> reactors = owners.values().stream()
                .map(Owner::reactor)
                .distinct()
                .collect(Collectors.groupingBy(MediaReactor::loop, LinkedHashMap::new, Collectors.toList()));
        Map<EndpointId, Set<SourceKind>> asked = new HashMap<>();
        List<Future<Void>> followed = new ArrayList<>();
        // First what the sessions want by now, which a lease that ran out changes, and which needs no answer.
        reactors.forEach((loop, there) -> followed.add(loop.ask(() -> Future.succeededFuture(followed(there)))
                .onSuccess(asked::putAll)
                .mapEmpty()));
        Future.join(followed)
                .transform(ignored -> bridge.forwarding())
                .onSuccess(forwarded -> compare(reactors, asked, forwarded));
    }

    private static Map<EndpointId, Set<SourceKind>> followed(List<MediaReactor> reactors) {
        Map<EndpointId, Set<SourceKind>> expected = new HashMap<>();
        reactors.forEach(reactor -> guarded(reactor::follow));
        reactors.forEach(reactor -> expected.putAll(reactor.expected()));
        return expected;
    }

    private void compare(
            Map<Loop, List<MediaReactor>> reactors,
            Map<EndpointId, Set<SourceKind>> asked,
            Map<EndpointId, Set<SourceKind>> forwarded) {
        idle = owners.isEmpty() && forwarded.isEmpty();
        reactors.forEach((loop, there) ->
                loop.run(() -> there.forEach(reactor -> guarded(() -> reactor.audit(asked, forwarded)))));
        forwarded.keySet().stream()
                .filter(endpoint -> !owners.containsKey(endpoint))
                .forEach(endpoint -> MediaReactor.check(bridge.remove(endpoint), "remove"));
    }

    /** One session's failure must not keep the others from their audit. */
    private static void guarded(Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            LOG.error("The audit of a session failed", e);
        }
    }

    @Override
    public void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind) {
        if (kind == SourceKind.SCREEN) {
            owner(endpoint).ifPresent(owner -> owner.tell(reactor -> reactor.violated(owner.seat())));
        }
        meters.counter("anteroom_media_violations", "kind", kind.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
