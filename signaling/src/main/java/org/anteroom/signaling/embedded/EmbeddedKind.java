package org.anteroom.signaling.embedded;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.BridgeKind;
import org.anteroom.signaling.MediaBridge;

/** The bridge in this process, as the configuration knows it. */
public final class EmbeddedKind implements BridgeKind {
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Set<String> keys() {
        return Set.of("port", "addresses", "advertised", "endpointsMax", "endpointsPerConferenceMax");
    }

    @Override
    public void check(BridgeKeys keys, Refusal refusal) {
        List<String> advertised = keys.texts("advertised");
        int bound = keys.texts("addresses").size();
        if (!advertised.isEmpty() && advertised.size() != bound) {
            refusal.refuse(
                    "advertised", advertised.toString(), "one address for each of media.addresses, which has " + bound);
        }
    }

    @Override
    public void warmUp() {
        EmbeddedBridge.warmUp();
    }

    @Override
    public MediaBridge make(BridgeKeys keys, Vertx vertx, MeterRegistry meters, InstantSource clock) {
        EmbeddedBridgeOptions options = EmbeddedBridgeOptions.defaults()
                .withPort(keys.number("port"))
                .withEndpoints(keys.number("endpointsMax"), keys.number("endpointsPerConferenceMax"))
                .withAddresses(addresses(keys.texts("addresses")), addresses(keys.texts("advertised")));
        return new EmbeddedBridge(vertx, options, meters);
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
