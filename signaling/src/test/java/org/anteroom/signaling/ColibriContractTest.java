package org.anteroom.signaling;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.colibri.ColibriBridge;
import org.anteroom.signaling.colibri.ColibriOptions;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;

/** Videobridges keep the promises of the port, in front of a stand-in that refuses what a real one refuses. */
class ColibriContractTest extends OfferingBridgeContract {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected MediaBridge create() throws Exception {
        SyntheticVideobridge videobridge = new SyntheticVideobridge(vertx);
        var unused =
                videobridge.start().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
        ColibriOptions options = ColibriOptions.of(List.of(videobridge.address()), List.of())
                .withEndpoints(20, 3)
                .withHealthDeadline(60_000);
        return new ColibriBridge(vertx, options, meters);
    }

    @Override
    protected void ready() {
        Patience.await()
                .until(() -> meters.get("anteroom.videobridge.up").gauge().value() == 1);
    }
}
