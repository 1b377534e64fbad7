package org.anteroom.signaling;

import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bridge promises to who drives it, whatever stands behind the port. */
abstract class MediaBridgeContract {
    protected static final ConferenceId HERE = new ConferenceId("here");
    protected static final ConferenceId ELSEWHERE = new ConferenceId("elsewhere");
    protected static final Set<SourceKind> VOICE_AND_FACE = Set.of(MICROPHONE, CAMERA);

    protected final Vertx vertx = Vertx.vertx();
    protected final Told told = new Told();
    private final Map<EndpointId, PaperEndpoint> papers = new ConcurrentHashMap<>();
    private MediaBridge bridge;

    /** The bridge under test, not started; with room for three endpoints in a conference. */
    protected abstract MediaBridge create() throws Exception;

    /** What the bridge told. */
    protected static final class Told implements BridgeListener {
        final Map<EndpointId, List<MediaOffer>> offers = new ConcurrentHashMap<>();
        final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
        final List<EndpointId> connected = new CopyOnWriteArrayList<>();
        final Map<ConferenceId, Optional<EndpointId>> speaking = new ConcurrentHashMap<>();

        @Override
        public void offered(ConferenceId conference, EndpointId endpoint, MediaOffer offer) {
            offers.computeIfAbsent(endpoint, e -> new CopyOnWriteArrayList<>()).add(offer);
        }

        @Override
        public void invited(ConferenceId conference, EndpointId endpoint, RoomPass pass) {}

        @Override
        public void connected(ConferenceId conference, EndpointId endpoint) {
            connected.add(endpoint);
        }

        @Override
        public void lost(ConferenceId conference, EndpointId endpoint, String reason) {
            lost.put(endpoint, reason);
        }

        @Override
        public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {
            speaking.put(conference, endpoint);
        }

        @Override
        public void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind) {}

        public List<MediaOffer> to(String name) {
            return offers.getOrDefault(id(name), List.of());
        }

        public MediaOffer last(String name) {
            return to(name).get(to(name).size() - 1);
        }

        public Optional<String> lost(String name) {
            return Optional.ofNullable(lost.get(id(name)));
        }

        public boolean isConnected(String name) {
            return connected.contains(id(name));
        }

        public Optional<EndpointId> speaker(ConferenceId conference) {
            return speaking.getOrDefault(conference, Optional.empty());
        }
    }

    @BeforeEach
    void start() throws Exception {
        bridge = create();
        done(() -> bridge.start(told));
    }

    @AfterEach
    void stop() throws Exception {
        done(() -> bridge.stop());
        done(vertx::close);
    }

    /** A call on the bridge, made on its context. */
    protected interface Call {
        Future<?> make();
    }

    private final io.vertx.core.Context context = vertx.getOrCreateContext();

    protected final void done(Call call) throws Exception {
        io.vertx.core.Promise<Object> promise = io.vertx.core.Promise.promise();
        context.runOnContext(ignored -> call.make().onComplete(answer -> {
            if (answer.succeeded()) {
                promise.complete(String.valueOf(answer.result()));
            } else {
                promise.fail(answer.cause());
            }
        }));
        var unused = promise.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    protected final Throwable failure(Call call) throws Exception {
        try {
            done(call);
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
        throw new AssertionError("It should have failed");
    }

    protected static EndpointId id(String name) {
        return new EndpointId(name);
    }

    protected final void add(ConferenceId conference, String name, Set<SourceKind> sending) throws Exception {
        done(() -> bridge.add(conference, id(name), sending));
    }

    /** Answers the newest offer to it; where a newer one crossed the answer, that one. */
    protected final void answer(String name, boolean inLayers) throws Exception {
        PaperEndpoint paper = papers.computeIfAbsent(id(name), unused -> new PaperEndpoint());
        MediaOffer offer = told.last(name);
        String sdp = paper.answer(offer, inLayers);
        done(() -> bridge.answer(id(name), offer.generation(), sdp));
    }

    protected final PaperEndpoint paper(String name) {
        return Optional.ofNullable(papers.get(id(name))).orElseThrow();
    }

    /** Answers to it until nothing is outstanding and the source of the sender is offered. */
    protected final void settle(String name, String sender, SourceKind kind, boolean there) {
        await(name + " is offered the " + kind + " of " + sender + ": " + there).until(() -> {
            boolean offered = told.last(name).sources().values().stream()
                    .anyMatch(source -> source.endpoint().equals(id(sender)) && source.kind() == kind);
            if (offered != there) {
                answerQuietly(name);
            }
            return offered == there;
        });
    }

    private void answerQuietly(String name) {
        try {
            answer(name, false);
        } catch (Exception e) {
            // Answered already: the next offer is on its way.
        }
    }

    protected final void join(ConferenceId conference, String name) throws Exception {
        add(conference, name, VOICE_AND_FACE);
        answer(name, false);
    }

    protected final Map<EndpointId, Set<SourceKind>> forwarding() throws Exception {
        Map<EndpointId, Set<SourceKind>> seen = new ConcurrentHashMap<>();
        done(() -> bridge.forwarding().onSuccess(seen::putAll));
        return seen;
    }

    @Test
    void firstOffer_comesBeforeTheEndpointIsAdded_andHasALineForEachOwnKind() throws Exception {
        add(HERE, "ada", VOICE_AND_FACE);
        await().until(() -> told.to("ada").size() == 1);
        MediaOffer offer = told.last("ada");
        assertThat(offer.generation()).isEqualTo(1);
        assertThat(offer.own())
                .containsOnly(Map.entry(MICROPHONE, "0"), Map.entry(CAMERA, "1"), Map.entry(SCREEN, "2"));
        assertThat(offer.sources()).isEmpty();
        assertThat(offer.sdp()).contains("a=setup:actpass").endsWith("\r\n");
    }

    @Test
    void twoInOneConference_areOfferedEachOther() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("ada", "bo", CAMERA, true);
        settle("ada", "bo", MICROPHONE, true);
        settle("bo", "ada", CAMERA, true);
        settle("bo", "ada", MICROPHONE, true);
    }

    @Test
    void nothingCrossesFromOneConferenceToAnother() throws Exception {
        join(HERE, "ada");
        join(ELSEWHERE, "stranger");
        join(HERE, "bo");
        settle("ada", "bo", CAMERA, true);
        assertThat(told.to("stranger")).allMatch(offer -> offer.sources().isEmpty());
        assertThat(told.to("ada"))
                .allMatch(offer -> offer.sources().values().stream()
                        .noneMatch(source -> source.endpoint().equals(id("stranger"))));
    }

    @Test
    void generations_riseByOne() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("ada", "bo", CAMERA, true);
        List<Integer> generations =
                told.to("ada").stream().map(MediaOffer::generation).toList();
        for (int i = 0; i < generations.size(); i++) {
            assertThat(generations.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void screen_isOffered_whileItIsAllowed() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("bo", "ada", CAMERA, true);
        int before = told.to("ada").size();
        done(() -> bridge.allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        await("a new offer").until(() -> {
            if (told.to("ada").size() == before) {
                answerQuietly("ada");
            }
            return told.to("ada").size() > before;
        });
        answerQuietly("ada");
        settle("bo", "ada", SCREEN, true);
        done(() -> bridge.allow(id("ada"), VOICE_AND_FACE));
        settle("bo", "ada", SCREEN, false);
    }

    @Test
    void whatIsNotAllowed_isNotForwarded_andMutingOffersNothingNew() throws Exception {
        join(HERE, "ada");
        assertThat(forwarding()).containsEntry(id("ada"), VOICE_AND_FACE);
        int before = told.to("ada").size();
        done(() -> bridge.allow(id("ada"), Set.of(CAMERA)));
        assertThat(forwarding()).containsEntry(id("ada"), Set.of(CAMERA));
        done(() -> bridge.allow(id("ada"), Set.of()));
        assertThat(forwarding()).containsEntry(id("ada"), Set.of());
        assertThat(told.to("ada")).hasSize(before);
    }

    @Test
    void silenced_nothingIsForwarded_andOthersLoseItsSources() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("bo", "ada", CAMERA, true);
        done(() -> bridge.silence(id("ada")));
        assertThat(forwarding()).containsEntry(id("ada"), Set.of());
        settle("bo", "ada", CAMERA, false);
        assertThat(forwarding()).containsEntry(id("bo"), VOICE_AND_FACE);
    }

    @Test
    void removed_itIsNotHere_andItsLinesAreUsedAgain() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("ada", "bo", CAMERA, true);
        int lines = told.last("ada").sdp().split("m=", -1).length;
        done(() -> bridge.remove(id("bo")));
        done(() -> bridge.remove(id("bo")));
        assertThat(forwarding()).containsOnlyKeys(id("ada"));
        settle("ada", "bo", CAMERA, false);
        join(HERE, "cy");
        settle("ada", "cy", CAMERA, true);
        settle("ada", "cy", MICROPHONE, true);
        assertThat(told.last("ada").sdp().split("m=", -1)).hasSize(lines);
    }

    @Test
    void wrongAnswers_areRefused_andTheRightOneStillTaken() throws Exception {
        add(HERE, "ada", VOICE_AND_FACE);
        await().until(() -> told.to("ada").size() == 1);
        assertThat(failure(() -> bridge.answer(id("ada"), 1, "garbage"))).isInstanceOf(BadAnswerException.class);
        assertThat(failure(() -> bridge.answer(id("ada"), 7, "v=0"))).isInstanceOf(BadAnswerException.class);
        answer("ada", false);
        MediaOffer first = told.to("ada").get(0);
        String again = paper("ada").answer(first, false);
        assertThat(failure(() -> bridge.answer(id("ada"), 1, again))).isInstanceOf(BadAnswerException.class);
    }

    @Test
    void layersThatNobodyAskedFor_areRefused() throws Exception {
        join(HERE, "ada");
        assertThat(failure(() -> bridge.layers(id("ada"), CAMERA, List.of(new Layer(7, 8)))))
                .isInstanceOf(BadAnswerException.class);
    }

    @Test
    void whoIsNotHere_cannotBeDriven() throws Exception {
        assertThat(failure(() -> bridge.allow(id("nobody"), Set.of()))).isInstanceOf(IllegalStateException.class);
        assertThat(failure(() -> bridge.silence(id("nobody")))).isInstanceOf(IllegalStateException.class);
        done(() -> bridge.remove(id("nobody")));
        assertThat(bridge.health(id("nobody"))).isEmpty();
    }

    @Test
    void aFullConference_takesNobodyUntilSomebodyLeaves() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        join(HERE, "cy");
        assertThat(failure(() -> bridge.add(HERE, id("dee"), VOICE_AND_FACE))).isInstanceOf(CapacityException.class);
        join(ELSEWHERE, "eve");
        done(() -> bridge.remove(id("cy")));
        join(HERE, "dee");
    }
}
