package org.anteroom.signaling;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.util.List;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;

/** The embedded bridge keeps the promises of the port. */
class EmbeddedContractTest extends OfferingBridgeContract {
    @Override
    protected MediaBridge create() {
        EmbeddedBridgeOptions options = EmbeddedBridgeOptions.defaults()
                .withPort(0)
                .withEndpoints(20, 3)
                .withAddresses(List.of(InetAddress.getLoopbackAddress()), List.of());
        return new EmbeddedBridge(vertx, options, new SimpleMeterRegistry());
    }
}
