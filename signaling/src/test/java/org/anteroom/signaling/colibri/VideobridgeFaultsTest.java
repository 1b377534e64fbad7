package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.BridgeListener.BRIDGE_GONE;
import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.colibri.Driven.HERE;
import static org.anteroom.signaling.colibri.Driven.id;
import static org.anteroom.signaling.colibri.Driven.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.anteroom.signaling.synthetic.SyntheticVideobridge.Manners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bridges that are dead, slow, foreign or flapping, and what becomes of the conferences on them. */
class VideobridgeFaultsTest {
    private static final ConferenceId ELSEWHERE = new ConferenceId("elsewhere");

    private final Driven driven;
    private final SyntheticVideobridge one;
    private final SyntheticVideobridge two;

    VideobridgeFaultsTest() throws Exception {
        driven = new Driven();
        one = driven.one;
        two = driven.two;
    }

    @AfterEach
    void close() throws Exception {
        driven.close();
    }

    @Test
    void aBridgeThatDies_isFound_andItsPlacesAreMadeElsewhere() throws Exception {
        driven.driveWell(one, two);
        driven.done(() -> driven.adding(HERE, "ada"));
        driven.done(() -> driven.adding(HERE, "bo"));
        SyntheticVideobridge carrier = load(one) > 0 ? one : two;
        SyntheticVideobridge other = carrier == one ? two : one;
        assertThat(load(carrier)).isEqualTo(2);
        driven.done(carrier::die);
        await().until(() -> driven.lost.size() == 2);
        assertThat(driven.lost.values()).containsOnly(BRIDGE_GONE);
        driven.done(() -> driven.adding(HERE, "ada2"));
        driven.done(() -> driven.adding(HERE, "bo2"));
        assertThat(load(other)).isEqualTo(2);
        assertThat(driven.offers).containsKeys(id("ada2"), id("bo2"));
    }

    @Test
    void conferenceThatEverybodyLeft_isEndedOnItsBridge() throws Exception {
        one.keepEmpty();
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        driven.done(() -> driven.adding(HERE, "bo"));
        driven.done(() -> driven.bridge().remove(id("ada")));
        assertThat(load(one)).isEqualTo(1);
        driven.done(() -> driven.bridge().remove(id("bo")));
        await().until(() -> one.conferences().isEmpty());
    }

    @Test
    void conferenceWhoseLastOneMoves_isEndedOnItsBridge() throws Exception {
        one.keepEmpty();
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        driven.done(() -> driven.bridge().silence(id("ada")));
        await().until(() -> one.conferences().isEmpty());
        driven.done(() -> driven.adding(HERE, "bo"));
        driven.done(() -> driven.bridge().remove(id("ada")));
        assertThat(load(one))
                .as("who came after is in a conference of their own")
                .isEqualTo(1);
    }

    @Test
    void whoeverComesWhileTheLastOneLeaves_isInAConferenceOfTheirOwn() throws Exception {
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        one.shut();
        driven.done(() -> Future.all(driven.bridge().remove(id("ada")), driven.adding(HERE, "bo")));
        assertThat(load(one)).isEqualTo(1);
        assertThat(driven.lost).isEmpty();
        driven.done(() -> driven.bridge().allow(id("bo"), Set.of()));
    }

    /** Those who come asked first, but the bridge hears of who leaves before it hears of them. */
    @Test
    void conferenceThatItsLastOneEndedUnderThoseWhoCome_isMadeAnew_andHoldsThemAll() throws Exception {
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        one.shut();
        CompletableFuture<String> both =
                driven.calling(() -> Future.all(driven.adding(HERE, "bo"), driven.adding(HERE, "cy")));
        await().until(() -> one.waiting() == 2);
        driven.done(() -> driven.bridge().remove(id("ada")));
        await().until(() -> one.conferences().isEmpty());
        one.open();
        assertThat(both.get(Patience.SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(one.conferences()).hasSize(1);
        assertThat(load(one)).isEqualTo(2);
        assertThat(driven.lost).isEmpty();
        assertThat(driven.offers).containsKeys(id("bo"), id("cy"));
    }

    @Test
    void aBridgeThatForgotTheConference_losesWhoWasThere_andTakesWhoComes() throws Exception {
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        one.forgetAll();
        driven.done(() -> driven.adding(HERE, "bo"));
        assertThat(load(one)).isEqualTo(1);
        assertThat(driven.lost).isEqualTo(Map.of(id("ada"), BRIDGE_GONE));
    }

    @Test
    void theLastOneThatADyingBridgeDidNotLetGo_isForgottenWithIt() throws Exception {
        driven.drive(one);
        await().until(driven::isUsed);
        driven.done(() -> driven.adding(HERE, "ada"));
        driven.done(one::die);
        assertThat(driven.failure(() -> driven.bridge().remove(id("ada")))).isInstanceOf(BridgeException.class);
        await().until(() -> !driven.bridge().takesPeople());
        driven.done(() -> driven.bridge().remove(id("ada")));
        driven.done(() -> driven.bridge().forwarding().map(left -> {
            assertThat(left).isEmpty();
            return left;
        }));
    }

    @Test
    void poolWithoutABridgeThatIsWell_takesNobody() throws Exception {
        driven.drive(one);
        await().until(driven::isUsed);
        assertThat(driven.bridge().takesPeople()).isTrue();
        driven.done(one::die);
        await().until(() -> !driven.bridge().takesPeople());
    }

    @Test
    void aBridgeThatHangs_isFound() throws Exception {
        driven.drive(one);
        await().until(driven::isUsed);
        driven.done(() -> driven.adding(HERE, "ada"));
        one.behave(Manners.SILENT);
        await().until(() -> driven.lost.containsKey(id("ada")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Manners.class,
            names = {"GOOD", "EMPTY"},
            mode = EnumSource.Mode.EXCLUDE)
    void whateverIsNoVideobridge_isNotUsed_andEverythingStillStarts(Manners manners) throws Exception {
        one.behave(manners);
        driven.drive(one);
        assertThat(driven.failure(() -> driven.adding(HERE, "ada"))).isInstanceOf(NoBridgeException.class);
        assertThat(String.valueOf(
                        driven.failure(() -> driven.adding(HERE, "ada")).getMessage()))
                .contains("media.videobridges");
        one.behave(Manners.GOOD);
        await().until(() -> driven.meters.get("anteroom.videobridge.up").gauge().value() == 1);
        driven.done(() -> driven.adding(HERE, "ada"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Manners.class,
            names = {"PAGE", "EMPTY", "OTHER_JSON", "ENDLESS", "FAILING", "REDIRECTING"})
    void anAnswerOfAnotherKind_failsTheCallByASentence_thatHoldsNothingOfIt(Manners manners) throws Exception {
        driven.driveWell(one);
        one.behave(manners);
        Throwable refusal = driven.failure(() -> driven.adding(HERE, "ada"));
        assertThat(refusal).isInstanceOf(BridgeException.class);
        assertThat(refusal.getMessage()).startsWith("media.videobridges[0] ").doesNotContain("doctype", "elsewhere");
    }

    @Test
    void aRecoveredBridge_isUsedAgain() throws Exception {
        driven.driveWell(one);
        driven.done(one::die);
        await().until(() -> driven.meters.get("anteroom.videobridge.up").gauge().value() == 0);
        assertThat(driven.failure(() -> driven.adding(HERE, "ada"))).isInstanceOf(NoBridgeException.class);
        driven.done(one::start);
        await().until(() -> driven.meters.get("anteroom.videobridge.up").gauge().value() == 1);
        driven.done(() -> driven.adding(HERE, "ada"));
    }

    @Test
    void aRestartedBridge_thatForgotTheConference_isNoticed_andTheNextOneIsMadeThere() throws Exception {
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        one.forgetAll();
        assertThat(driven.failure(() -> driven.bridge().allow(id("ada"), Set.of())))
                .isInstanceOf(BridgeException.class);
        assertThat(driven.lost).containsEntry(id("ada"), BRIDGE_GONE);
        driven.done(() -> driven.adding(HERE, "ada2"));
        assertThat(load(one)).isEqualTo(1);
    }

    @Test
    void aDrainingBridge_keepsWhatItHas_andGetsNothingNew() throws Exception {
        driven.driveWell(one, two);
        driven.done(() -> driven.adding(HERE, "ada"));
        assertThat(load(one)).isEqualTo(1);
        one.drain(true);
        await().until(() -> driven.meters
                        .get("anteroom.videobridge.draining")
                        .tag("bridge", "0")
                        .gauge()
                        .value()
                == 1);
        driven.done(() -> driven.adding(HERE, "bo"));
        assertThat(load(one)).as("a place stays together").isEqualTo(2);
        driven.done(() -> driven.adding(ELSEWHERE, "cy"));
        assertThat(load(two)).isEqualTo(1);
        assertThat(driven.lost).isEmpty();
    }

    @Test
    void newPlaces_goToTheBridgeThatIsLeastLoaded() throws Exception {
        one.stress(0.9);
        two.stress(0.1);
        driven.driveWell(one, two);
        driven.done(() -> driven.adding(HERE, "ada"));
        assertThat(load(two)).isEqualTo(1);
    }

    @Test
    void whatAFailedCreateLeftBehind_isEnded() throws Exception {
        driven.driveWell(one);
        one.failCreates(1);
        assertThat(driven.failure(() -> driven.adding(HERE, "ada"))).isInstanceOf(BridgeException.class);
        await().until(() -> one.conferences().isEmpty());
    }

    @Test
    void nothingThatABridgeIsAsked_namesConferencesOrEndpointsAsWeDo() throws Exception {
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada-lovelace"));
        driven.done(() -> driven.bridge().remove(id("ada-lovelace")));
        await().until(() -> one.conferences().isEmpty());
        assertThat(one.asked())
                .isNotEmpty()
                .noneMatch(request -> request.contains("lovelace")
                        || request.contains("place")
                        || request.contains("\"name\":\"" + HERE.value()));
    }
}
