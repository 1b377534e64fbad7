package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.RoomPass;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.anteroom.signaling.synthetic.SyntheticVideobridge.Manners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bridges that are dead, slow, foreign or flapping, and what becomes of the conferences on them. */
class VideobridgeFaultsTest implements BridgeListener {
    private static final ConferenceId HERE = new ConferenceId("a-place-with-a-name");
    private static final ConferenceId ELSEWHERE = new ConferenceId("elsewhere");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SyntheticVideobridge one = new SyntheticVideobridge(vertx);
    private final SyntheticVideobridge two = new SyntheticVideobridge(vertx);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<EndpointId, MediaOffer> offers = new ConcurrentHashMap<>();
    private final Map<EndpointId, String> lost = new ConcurrentHashMap<>();
    private final List<EndpointId> connected = new CopyOnWriteArrayList<>();
    private Optional<ColibriBridge> bridge = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        done(one::start);
        done(two::start);
    }

    @AfterEach
    void stop() throws Exception {
        if (bridge.isPresent()) {
            done(() -> bridge().stop());
        }
        done(vertx::close);
    }

    private ColibriBridge bridge() {
        return bridge.orElseThrow();
    }

    private void drive(SyntheticVideobridge... bridges) throws Exception {
        ColibriOptions options = ColibriOptions.of(
                List.of(bridges).stream().map(SyntheticVideobridge::address).toList(), List.of());
        bridge = Optional.of(new ColibriBridge(vertx, options, meters));
        done(() -> bridge().start(this));
    }

    @Override
    public void offered(ConferenceId conference, EndpointId endpoint, MediaOffer offer) {
        offers.put(endpoint, offer);
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
    public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {}

    @Override
    public void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind) {}

    private <T> void done(Supplier<Future<T>> call) throws Exception {
        Promise<String> promise = Promise.promise();
        context.runOnContext(ignored -> call.get().map(String::valueOf).onComplete(promise));
        var unused = promise.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Throwable failure(Supplier<Future<Void>> call) throws Exception {
        try {
            done(call);
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
        throw new AssertionError("It should have failed");
    }

    private static EndpointId id(String name) {
        return new EndpointId(name);
    }

    private Future<Void> adding(ConferenceId conference, String name) {
        return bridge().add(conference, id(name), Set.of(MICROPHONE, CAMERA));
    }

    private static int load(SyntheticVideobridge of) {
        return of.rooms().values().stream()
                .mapToInt(room -> room.endpoints().size())
                .sum();
    }

    @Test
    void aBridgeThatDies_isFoundWithinThreeSeconds_andItsPlacesAreMadeElsewhere() throws Exception {
        drive(one, two);
        done(() -> adding(HERE, "ada"));
        done(() -> adding(HERE, "bo"));
        SyntheticVideobridge carrier = load(one) > 0 ? one : two;
        SyntheticVideobridge other = carrier == one ? two : one;
        assertThat(load(carrier)).isEqualTo(2);
        done(carrier::die);
        await().atMost(Duration.ofSeconds(3)).until(() -> lost.size() == 2);
        assertThat(lost.values()).containsOnly(BRIDGE_GONE);
        done(() -> adding(HERE, "ada2"));
        done(() -> adding(HERE, "bo2"));
        assertThat(load(other)).isEqualTo(2);
        assertThat(offers).containsKeys(id("ada2"), id("bo2"));
    }

    @Test
    void aBridgeThatHangs_isFoundWithinThreeSeconds() throws Exception {
        drive(one);
        done(() -> adding(HERE, "ada"));
        one.behave(Manners.SILENT);
        await().atMost(Duration.ofSeconds(3)).until(() -> lost.containsKey(id("ada")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Manners.class,
            names = {"GOOD", "EMPTY"},
            mode = EnumSource.Mode.EXCLUDE)
    void whateverIsNoVideobridge_isNotUsed_andEverythingStillStarts(Manners manners) throws Exception {
        one.behave(manners);
        drive(one);
        assertThat(failure(() -> adding(HERE, "ada"))).isInstanceOf(NoBridgeException.class);
        assertThat(String.valueOf(failure(() -> adding(HERE, "ada")).getMessage()))
                .contains("media.videobridges");
        one.behave(Manners.GOOD);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> meters.get("anteroom.videobridge.up").gauge().value() == 1);
        done(() -> adding(HERE, "ada"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Manners.class,
            names = {"PAGE", "EMPTY", "OTHER_JSON", "ENDLESS", "FAILING", "REDIRECTING"})
    void anAnswerOfAnotherKind_failsTheCallByASentence_thatHoldsNothingOfIt(Manners manners) throws Exception {
        drive(one);
        one.behave(manners);
        Throwable refusal = failure(() -> adding(HERE, "ada"));
        assertThat(refusal).isInstanceOf(BridgeException.class);
        assertThat(refusal.getMessage()).startsWith("media.videobridges[0] ").doesNotContain("doctype", "elsewhere");
    }

    @Test
    void oneFailedCheck_isNotADeadBridge() throws Exception {
        HealthJudge judge = new HealthJudge();
        assertThat(judge.saw(true, 0)).contains(true);
        assertThat(judge.saw(false, 1)).isEmpty();
        assertThat(judge.saw(true, 2)).isEmpty();
        assertThat(judge.saw(false, 3)).isEmpty();
        assertThat(judge.saw(false, 4)).contains(false);
        assertThat(judge.isUp()).isFalse();
    }

    @Test
    void whoeverFlaps_hasToBeWellForLonger_butNoLongerThanTwelveChecks() {
        HealthJudge judge = new HealthJudge();
        assertThat(judge.saw(true, 0)).contains(true);
        int longest = 0;
        for (int round = 0; round < 10; round++) {
            judgeFails(judge);
            int checks = 1;
            while (judge.saw(true, 0).isEmpty()) {
                checks++;
            }
            assertThat(checks).isGreaterThanOrEqualTo(3);
            longest = Math.max(longest, checks);
        }
        assertThat(longest).isEqualTo(12);
    }

    private static void judgeFails(HealthJudge judge) {
        assertThat(judge.saw(false, 0)).isEmpty();
        assertThat(judge.saw(false, 0)).contains(false);
    }

    @Test
    void aBreaker_restsAfterThreeFailures_andLetsOneTry() {
        Breaker breaker = new Breaker(3, 2_000);
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.lets(0)).isTrue();
            breaker.failed(0);
        }
        assertThat(breaker.lets(1_999)).isFalse();
        assertThat(breaker.lets(2_000)).isTrue();
        assertThat(breaker.lets(2_000)).isFalse();
        breaker.failed(2_000);
        assertThat(breaker.lets(3_999)).isFalse();
        assertThat(breaker.lets(4_000)).isTrue();
        breaker.succeeded();
        assertThat(breaker.lets(4_000)).isTrue();
    }

    @Test
    void aRecoveredBridge_isUsedAgainWithinFifteenSeconds() throws Exception {
        drive(one);
        done(one::die);
        await().atMost(Duration.ofSeconds(3))
                .until(() -> meters.get("anteroom.videobridge.up").gauge().value() == 0);
        assertThat(failure(() -> adding(HERE, "ada"))).isInstanceOf(NoBridgeException.class);
        done(one::start);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> meters.get("anteroom.videobridge.up").gauge().value() == 1);
        done(() -> adding(HERE, "ada"));
    }

    @Test
    void aRestartedBridge_thatForgotTheConference_isNoticed_andTheNextOneIsMadeThere() throws Exception {
        drive(one);
        done(() -> adding(HERE, "ada"));
        one.forgetAll();
        assertThat(failure(() -> bridge().allow(id("ada"), Set.of()))).isInstanceOf(BridgeException.class);
        assertThat(lost).containsEntry(id("ada"), BRIDGE_GONE);
        done(() -> adding(HERE, "ada2"));
        assertThat(load(one)).isEqualTo(1);
    }

    @Test
    void aDrainingBridge_keepsWhatItHas_andGetsNothingNew() throws Exception {
        drive(one, two);
        done(() -> adding(HERE, "ada"));
        assertThat(load(one)).isEqualTo(1);
        one.drain(true);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> meters.get("anteroom.videobridge.draining")
                                .tag("bridge", "0")
                                .gauge()
                                .value()
                        == 1);
        done(() -> adding(HERE, "bo"));
        assertThat(load(one)).as("a place stays together").isEqualTo(2);
        done(() -> adding(ELSEWHERE, "cy"));
        assertThat(load(two)).isEqualTo(1);
        assertThat(lost).isEmpty();
    }

    @Test
    void newPlaces_goToTheBridgeThatIsLeastLoaded() throws Exception {
        one.stress(0.9);
        two.stress(0.1);
        drive(one, two);
        done(() -> adding(HERE, "ada"));
        assertThat(load(two)).isEqualTo(1);
    }

    @Test
    void whatAFailedCreateLeftBehind_isEnded() throws Exception {
        drive(one);
        one.failCreates(1);
        assertThat(failure(() -> adding(HERE, "ada"))).isInstanceOf(BridgeException.class);
        await().until(() -> one.rooms().isEmpty());
    }

    @Test
    void nothingThatABridgeIsAsked_namesConferencesOrEndpointsAsWeDo() throws Exception {
        drive(one);
        done(() -> adding(HERE, "ada-lovelace"));
        done(() -> bridge().remove(id("ada-lovelace")));
        await().until(() -> one.rooms().isEmpty());
        assertThat(one.asked())
                .isNotEmpty()
                .noneMatch(request -> request.contains("ada")
                        || request.contains("place")
                        || request.contains("\"name\":\"" + HERE.value()));
    }
}
