package org.anteroom.signaling.embedded;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real browsers in one conference: what they decode, not what the bridge believes. */
@Tag("slow")
class ChromiumConferenceTest {
    private static final ConferenceId CONFERENCE = new ConferenceId("conference");
    private static final Set<SourceKind> VOICE_AND_FACE = Set.of(MICROPHONE, CAMERA);

    private final Vertx vertx = Vertx.vertx();
    private final RecordingListener listener = new RecordingListener();
    private EmbeddedBridge bridge;
    private ChromiumStage stage;

    @BeforeEach
    void start() throws Exception {
        bridge = new EmbeddedBridge(
                vertx,
                EmbeddedBridgeOptions.defaults()
                        .withPort(0)
                        .withTimes(BridgeHarness.PATIENT_MS, BridgeHarness.PATIENT_MS)
                        .withAddresses(List.of(InetAddress.getLoopbackAddress()), List.of()),
                new SimpleMeterRegistry());
        done(bridge.start(listener));
        stage = new ChromiumStage(
                vertx,
                (endpoint, generation, sdp) ->
                        bridge.answer(endpoint, generation, sdp).onFailure(e -> stage.errors.add(endpoint + " " + e)));
    }

    @AfterEach
    void stop() throws Exception {
        if (stage != null) {
            stage.shutDown();
        }
        done(bridge.stop());
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        return done.get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private void join(String... names) throws Exception {
        for (String name : names) {
            EndpointId id = new EndpointId(name);
            stage.open(name);
            listener.takers.put(id, stage::offer);
            done(bridge.add(CONFERENCE, id, VOICE_AND_FACE));
        }
    }

    /** The m-line on which one peer receives that source of another. */
    private String mid(String receiver, String sender, SourceKind kind) {
        MediaOffer offer = listener.lastOffer(new EndpointId(receiver));
        return offer.sources().entrySet().stream()
                .filter(e -> e.getValue().endpoint().value().equals(sender)
                        && e.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("none");
    }

    private void awaitRising(String receiver, String sender) {
        await(receiver + " is offered " + sender)
                .until(() -> !mid(receiver, sender, MICROPHONE).equals("none")
                        && !mid(receiver, sender, CAMERA).equals("none"));
        String audio = mid(receiver, sender, MICROPHONE);
        String video = mid(receiver, sender, CAMERA);
        long frames = stage.frames(receiver, video);
        double energy = stage.energy(receiver, audio);
        await(receiver + " sees and hears " + sender).untilAsserted(() -> {
            assertThat(stage.errors).isEmpty();
            assertThat(stage.frames(receiver, video)).as(stage.seen(receiver)).isGreaterThan(frames + 10);
            assertThat(stage.energy(receiver, audio)).as(stage.seen(receiver)).isGreaterThan(energy);
        });
    }

    @Test
    void threePages_seeAndHearEachOther_shareAScreen_leaveAndJoin() throws Exception {
        join("ada", "bo", "cy");
        for (String receiver : List.of("ada", "bo", "cy")) {
            for (String sender : List.of("ada", "bo", "cy")) {
                if (!receiver.equals(sender)) {
                    awaitRising(receiver, sender);
                }
            }
        }

        EndpointId ada = new EndpointId("ada");
        done(bridge.allow(ada, Set.of(MICROPHONE, CAMERA, SCREEN)));
        await().until(() -> !mid("bo", "ada", SCREEN).equals("none"));
        String screen = mid("bo", "ada", SCREEN);
        await("bo sees ada's screen").until(() -> stage.frames("bo", screen) > 10);

        done(bridge.allow(ada, VOICE_AND_FACE));
        await().until(() -> mid("bo", "ada", SCREEN).equals("none"));
        awaitRising("bo", "ada");

        String freed = mid("ada", "cy", CAMERA);
        stage.close("cy");
        done(bridge.remove(new EndpointId("cy")));
        join("dee");
        await().until(() -> !mid("ada", "dee", CAMERA).equals("none"));
        assertThat(mid("ada", "dee", CAMERA)).isEqualTo(freed);
        awaitRising("ada", "dee");
        awaitRising("dee", "bo");
        awaitRising("bo", "ada");

        done(bridge.allow(ada, Set.of(CAMERA)));
        long frames = stage.frames("bo", mid("bo", "ada", CAMERA));
        await("bo sees ada, who is muted").until(() -> stage.frames("bo", mid("bo", "ada", CAMERA)) > frames + 10);
        // Who leaves says goodbye by DTLS, and may do so before the engine takes the endpoint away.
        assertThat(listener.lost.keySet()).isSubsetOf(new EndpointId("cy"));
        assertThat(listener.violators).isEmpty();
    }

    @Test
    void aScreen_isSeenSharpOrSmall_asItIsShown() throws Exception {
        join("ada", "bo");
        awaitRising("bo", "ada");
        EndpointId bo = new EndpointId("bo");
        done(bridge.allow(new EndpointId("ada"), Set.of(SCREEN)));
        await().until(() -> !mid("bo", "ada", SCREEN).equals("none"));
        String screen = mid("bo", "ada", SCREEN);
        for (int height : new int[] {480, 240, 480}) {
            done(bridge.wish(bo, new MediaWish(List.of(), Map.of(), height, true)));
            await("bo sees ada's screen at " + height).untilAsserted(() -> {
                assertThat(stage.errors).isEmpty();
                assertThat(stage.height("bo", screen))
                        .as(stage.seen("bo") + stage.sending("ada").encode())
                        .isEqualTo(height);
            });
        }
        assertThat(listener.violators).isEmpty();
    }

    /** Counting frames does not notice a picture of blocks: a browser that hears no feedback sends 30 kbit/s for good. */
    @Test
    void aCamera_isSeenAtItsSize_andSentAtItsRate() throws Exception {
        join("ada", "bo");
        awaitRising("bo", "ada");
        String face = mid("bo", "ada", CAMERA);
        await("ada's camera at its size and rate")
                .atMost(3L * Patience.SECONDS, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    assertThat(stage.errors).isEmpty();
                    assertThat(stage.height("bo", face)).as(stage.seen("bo")).isGreaterThanOrEqualTo(360);
                    assertThat(stage.targetBitrate("ada"))
                            .as(stage.sending("ada").encode())
                            .isGreaterThan(400_000);
                });
        assertThat(listener.sent)
                .hasEntrySatisfying(
                        new EndpointId("bo"),
                        sent -> assertThat(sent.pictures()).containsKey(face));
    }
}
