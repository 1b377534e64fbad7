package org.anteroom.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.config.EngineConfig;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.colibri.ColibriBridge;
import org.anteroom.signaling.colibri.ColibriOptions;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.anteroom.signaling.jitsimeet.JitsiMeetBridge;

/** The bridge that the configuration asks for. */
final class Bridges {
    private Bridges() {}

    static MediaBridge of(Vertx vertx, EngineConfig.Media wanted, MeterRegistry meters, InstantSource clock) {
        Optional<JitsiMeetSetup> deployment = JitsiMeetSetup.of(wanted);
        if (deployment.isPresent()) {
            return new JitsiMeetBridge(vertx, deployment.get().options(), meters, clock);
        }
        return wanted.onVideobridges()
                ? new ColibriBridge(vertx, videobridges(wanted), meters)
                : new EmbeddedBridge(vertx, embedded(wanted), meters);
    }

    private static ColibriOptions videobridges(EngineConfig.Media wanted) {
        return ColibriOptions.of(wanted.videobridges().stream().map(URI::create).toList(), wanted.channels())
                .withEndpoints(wanted.endpointsMax(), wanted.endpointsPerConferenceMax())
                .withHealthDeadline(wanted.healthDeadlineMs());
    }

    private static EmbeddedBridgeOptions embedded(EngineConfig.Media wanted) {
        return EmbeddedBridgeOptions.defaults()
                .withPort(wanted.port())
                .withEndpoints(wanted.endpointsMax(), wanted.endpointsPerConferenceMax())
                .withAddresses(addresses(wanted.addresses()), addresses(wanted.advertised()));
    }

    private static List<InetAddress> addresses(List<String> words) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String word : words) {
            try {
                addresses.add(InetAddress.getByName(word));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("media addresses: " + word + " is not an IP address", e);
            }
        }
        return addresses;
    }
}
