package org.anteroom.signaling.colibri;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.BridgeKind;
import org.anteroom.signaling.MediaBridge;

/** Videobridges that the engine drives, as the configuration knows them. */
public final class ColibriKind implements BridgeKind {
    @Override
    public String name() {
        return "videobridge";
    }

    @Override
    public Set<String> keys() {
        return Set.of("videobridges", "channels", "healthDeadlineMs", "endpointsMax", "endpointsPerConferenceMax");
    }

    @Override
    public void check(BridgeKeys keys, Refusal refusal) {
        boolean named = !keys.texts("videobridges").isEmpty();
        if (isChosen(keys) && !named) {
            refusal.refuse("videobridges", "[]", "at least one URL where media.bridge is videobridge");
        }
        if (!isChosen(keys) && named) {
            refusal.refuse(CHOICE, keys.text(CHOICE).orElse(""), "videobridge, where media.videobridges names some");
        }
    }

    @Override
    public MediaBridge make(BridgeKeys keys, Vertx vertx, MeterRegistry meters, InstantSource clock) {
        List<URI> bridges = keys.texts("videobridges").stream().map(URI::create).toList();
        ColibriOptions options = ColibriOptions.of(bridges, keys.texts("channels"))
                .withEndpoints(keys.number("endpointsMax"), keys.number("endpointsPerConferenceMax"))
                .withHealthDeadline(keys.number("healthDeadlineMs"));
        return new ColibriBridge(vertx, options, meters);
    }
}
