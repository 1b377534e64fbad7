package org.anteroom.signaling;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.signaling.jitsimeet.Deployment;
import org.anteroom.signaling.jitsimeet.JitsiMeetBridge;
import org.anteroom.signaling.jitsimeet.JitsiMeetOptions;
import org.anteroom.signaling.jitsimeet.TokenKey;
import org.anteroom.signaling.synthetic.LocalProsody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A Jitsi Meet deployment keeps the promises of the port: a real Prosody, with stand-ins for what a deployment adds to it. */
@Tag("slow")
class JitsiMeetContractTest extends MediaBridgeContract {
    @TempDir
    static Path folder;

    private static LocalProsody prosody;

    @BeforeAll
    static void startProsody() throws Exception {
        prosody = new LocalProsody(folder, Path.of("src", "test", "resources", "jitsimeet"), Set.of());
        prosody.start();
    }

    @AfterAll
    static void stopProsody() {
        prosody.close();
    }

    @Override
    protected MediaBridge create() {
        Deployment deployment = new Deployment(
                URI.create("http://127.0.0.1/lib.js"),
                prosody.service(),
                LocalProsody.DOMAIN,
                "conference." + LocalProsody.DOMAIN);
        JitsiMeetOptions options = JitsiMeetOptions.of(
                        deployment,
                        "focus." + LocalProsody.DOMAIN,
                        LocalProsody.APP_ID,
                        "jitsi",
                        TokenKey.hs256(LocalProsody.SECRET),
                        60)
                .withEndpoints(20, 3);
        return new JitsiMeetBridge(vertx, options, new SimpleMeterRegistry(), InstantSource.system());
    }

    @Override
    protected void join(ConferenceId conference, String name) throws Exception {
        add(conference, name, VOICE_AND_FACE);
    }

    @Override
    protected Set<EndpointId> named(String name) {
        Map<?, ?> people =
                (Map<?, ?>) Objects.requireNonNull(told.last(name).fields().get("people"));
        return people.values().stream().map(EndpointId.class::cast).collect(Collectors.toSet());
    }

    @Override
    protected void follow(String name) {
        // A way in asks for no answer.
    }
}
