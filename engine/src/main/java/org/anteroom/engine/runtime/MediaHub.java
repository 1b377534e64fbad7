package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** The one place that knows which endpoint is whose; it hands the bridge's callbacks to the sessions. */
public final class MediaHub implements BridgeListener {
    private static final Logger LOG = LoggerFactory.getLogger(MediaHub.class);

    private final MediaBridge bridge;
    private final MeterRegistry meters;
    private final Map<EndpointId, Owner> owners = new LinkedHashMap<>();

    /** Whether the bridge was seen empty, and nothing was added since. */
    private boolean idle = true;

    private record Owner(MediaReactor reactor, SeatId seat) {}

    public MediaHub(MediaBridge bridge, MeterRegistry meters) {
        this.bridge = bridge;
        this.meters = meters;
    }

    MediaBridge bridge() {
        return bridge;
    }

    void register(EndpointId endpoint, MediaReactor reactor, SeatId seat) {
        owners.put(endpoint, new Owner(reactor, seat));
        idle = false;
    }

    void unregister(EndpointId endpoint) {
        owners.remove(endpoint);
    }

    /** Whose endpoint this is. */
    public Optional<SeatId> seat(EndpointId endpoint) {
        return Optional.ofNullable(owners.get(endpoint)).map(Owner::seat);
    }

    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
        Owner owner = owners.get(endpoint);
        if (owner != null) {
            owner.reactor().invited(owner.seat(), endpoint, invitation);
        }
    }

    @Override
    public void sent(ConferenceId conference, EndpointId endpoint, MediaSent sent) {
        Owner owner = owners.get(endpoint);
        if (owner != null) {
            owner.reactor().sent(owner.seat(), endpoint, sent);
        }
    }

    @Override
    public void demanded(ConferenceId conference, EndpointId endpoint, Map<SourceKind, Integer> layers) {
        Owner owner = owners.get(endpoint);
        if (owner != null) {
            owner.reactor().demanded(owner.seat(), endpoint, layers);
        }
    }

    @Override
    public void connected(ConferenceId conference, EndpointId endpoint) {
        Owner owner = owners.get(endpoint);
        if (owner != null) {
            owner.reactor().connected(owner.seat(), endpoint);
        }
    }

    @Override
    public void lost(ConferenceId conference, EndpointId endpoint, String reason) {
        Owner owner = owners.get(endpoint);
        if (owner != null) {
            owner.reactor().lost(owner.seat(), endpoint, reason);
        }
    }

    @Override
    public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {
        owners.values().stream()
                .map(Owner::reactor)
                .distinct()
                .forEach(reactor -> reactor.speaking(conference, endpoint.flatMap(this::seat)));
    }

    /**
     * Compares what the bridge forwards with what the sessions want it to, and puts it right; called every second.
     * Endpoints that belong to nobody any more are removed again.
     */
    void audit() {
        if (idle) {
            return;
        }
        Set<MediaReactor> reactors = new LinkedHashSet<>();
        owners.values().forEach(owner -> reactors.add(owner.reactor()));
        Map<EndpointId, Set<SourceKind>> asked = new HashMap<>();
        // First what the sessions want by now, which a lease that ran out changes, and which needs no answer.
        reactors.forEach(reactor -> guarded(reactor::follow));
        reactors.forEach(reactor -> asked.putAll(reactor.expected()));
        bridge.forwarding().onSuccess(forwarded -> {
            idle = owners.isEmpty() && forwarded.isEmpty();
            reactors.forEach(reactor -> guarded(() -> reactor.audit(asked, forwarded)));
            forwarded.keySet().stream()
                    .filter(endpoint -> !owners.containsKey(endpoint))
                    .forEach(endpoint -> MediaReactor.check(bridge.remove(endpoint), "remove"));
        });
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
        Owner owner = owners.get(endpoint);
        if (owner != null && kind == SourceKind.SCREEN) {
            owner.reactor().violated(owner.seat());
        }
        meters.counter("anteroom_media_violations", "kind", kind.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
