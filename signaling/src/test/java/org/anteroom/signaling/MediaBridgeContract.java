package org.anteroom.signaling;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;

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
    private MediaBridge bridge;

    /** The bridge under test, not started; with room for three endpoints in a conference. */
    protected abstract MediaBridge create() throws Exception;

    /** Waits until the bridge that was started can be used, where that takes longer than its start. */
    protected void ready() {}

    /** Adds an endpoint and does what its client has to do to be seen by the others. */
    protected abstract void join(ConferenceId conference, String name) throws Exception;

    /** Whom the newest invitation of this endpoint names. */
    protected abstract Set<EndpointId> named(String name);

    /** Of the invitations of this endpoint, in the order in which they came. */
    private List<Integer> generations(String name) {
        return told.to(name).stream().map(Invitation::generation).toList();
    }

    /** Does what a client has to do before the next invitation comes. */
    protected abstract void follow(String name);

    protected final MediaBridge bridge() {
        return bridge;
    }

    /** Waits until the invitations of this endpoint name another one, or do not any more. */
    protected final void settles(String name, String other, boolean there) {
        await(name + " is told of " + other + ": " + there).until(() -> {
            boolean told = named(name).contains(id(other));
            if (told != there) {
                follow(name);
            }
            return told == there;
        });
    }

    /** What the bridge told. */
    protected static final class Told implements BridgeListener {
        final Map<EndpointId, List<Invitation>> invitations = new ConcurrentHashMap<>();
        final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
        final List<EndpointId> connected = new CopyOnWriteArrayList<>();
        final Map<ConferenceId, Optional<EndpointId>> speaking = new ConcurrentHashMap<>();

        @Override
        public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
            invitations
                    .computeIfAbsent(endpoint, e -> new CopyOnWriteArrayList<>())
                    .add(invitation);
        }

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

        public List<Invitation> to(String name) {
            return invitations.getOrDefault(id(name), List.of());
        }

        public Invitation last(String name) {
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
        ready();
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
        var unused = promise.future().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
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

    protected final Map<EndpointId, Set<SourceKind>> forwarding() throws Exception {
        Map<EndpointId, Set<SourceKind>> seen = new ConcurrentHashMap<>();
        done(() -> bridge.forwarding().onSuccess(seen::putAll));
        return seen;
    }

    @Test
    void firstInvitation_comesBeforeTheEndpointIsAdded() throws Exception {
        done(() -> bridge.add(HERE, id("ada"), VOICE_AND_FACE)
                .map(ignored -> generations("ada"))
                .onSuccess(all -> assertThat(all).containsExactly(1)));
        assertThat(named("ada")).isEmpty();
    }

    @Test
    void twoInOneConference_areToldOfEachOther() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settles("ada", "bo", true);
        settles("bo", "ada", true);
    }

    @Test
    void nothingCrossesFromOneConferenceToAnother() throws Exception {
        join(HERE, "ada");
        join(ELSEWHERE, "stranger");
        join(HERE, "bo");
        settles("ada", "bo", true);
        settles("bo", "ada", true);
        assertThat(named("stranger")).isEmpty();
        assertThat(named("ada")).containsExactly(id("bo"));
    }

    @Test
    void generations_riseByOne() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settles("ada", "bo", true);
        List<Integer> generations = generations("ada");
        for (int i = 0; i < generations.size(); i++) {
            assertThat(generations.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void whatIsNotAllowed_isNotForwarded() throws Exception {
        join(HERE, "ada");
        assertThat(forwarding()).containsEntry(id("ada"), VOICE_AND_FACE);
        done(() -> bridge.allow(id("ada"), Set.of(CAMERA)));
        assertThat(forwarding()).containsEntry(id("ada"), Set.of(CAMERA));
        done(() -> bridge.allow(id("ada"), Set.of()));
        assertThat(forwarding()).containsEntry(id("ada"), Set.of());
    }

    @Test
    void silenced_nothingIsForwarded_andOthersAreNotToldOfItAnyMore() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settles("bo", "ada", true);
        done(() -> bridge.silence(id("ada")));
        assertThat(forwarding()).containsEntry(id("ada"), Set.of());
        settles("bo", "ada", false);
        assertThat(forwarding()).containsEntry(id("bo"), VOICE_AND_FACE);
    }

    @Test
    void removed_itIsNotHere() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settles("ada", "bo", true);
        done(() -> bridge.remove(id("bo")));
        done(() -> bridge.remove(id("bo")));
        assertThat(forwarding()).containsOnlyKeys(id("ada"));
        settles("ada", "bo", false);
    }

    @Test
    void garbageForAnAnswer_isRefused() throws Exception {
        join(HERE, "ada");
        assertThat(failure(() -> bridge.answer(id("ada"), 1, "garbage"))).isInstanceOf(BadAnswerException.class);
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
