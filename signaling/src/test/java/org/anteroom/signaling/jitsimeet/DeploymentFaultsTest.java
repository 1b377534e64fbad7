package org.anteroom.signaling.jitsimeet;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.jitsimeet.MeetStage.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.synthetic.LocalProsody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a conference when the deployment, or the engine's way to it, fails; the people keep ways of their own. */
@Tag("slow")
class DeploymentFaultsTest {
    @TempDir
    Path folder;

    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(later.get());
    private LocalProsody prosody;
    private MeetStage stage;
    private Relay relay;
    private MeetPerson ada;
    private MeetPerson bo;

    @BeforeEach
    void join() throws Exception {
        prosody = new LocalProsody(folder, MeetStage.MODULES, Set.of());
        prosody.start();
        MeetStage direct = new MeetStage(MeetStage.options(prosody.service()));
        relay = new Relay(direct.vertx, prosody.port());
        int port = direct.ask(relay::start);
        lines = direct;
        JitsiMeetOptions options = MeetStage.options(URI.create("ws://127.0.0.1:" + port + "/xmpp-websocket"));
        stage = new MeetStage(options.withTimes(options.times().patient(Patience.SECONDS * 1_000)), clock);
        stage.start();
        ada = comes("ada");
        bo = comes("bo");
        await().until(() -> stage.told.isConnected("ada") && stage.told.isConnected("bo"));
    }

    private MeetStage lines;

    /** Comes in by a way that does not lead over the engine's line. */
    private MeetPerson comes(String name) throws Exception {
        stage.add(name);
        return arrives(name);
    }

    private MeetPerson arrives(String name) throws Exception {
        MeetPerson person = new MeetPerson(lines.vertx, MeetStage.options(prosody.service()), "nick-of-" + name);
        lines.done(() -> person.join(stage.told.last(name)));
        return person;
    }

    @AfterEach
    void stop() throws Exception {
        try {
            stage.close();
        } finally {
            lines.close();
            prosody.close();
        }
    }

    @Test
    void theEnginesLineBreaks_nobodyIsLost_andItRulesTheRoomAgain() throws Exception {
        MucPass pass = stage.told.last("ada");
        lines.run(relay::cut);
        await().until(() -> stage.counted("reconnects") >= 1);
        await().ignoreExceptions()
                .untilAsserted(() -> stage.done(() -> stage.bridge().allow(id("ada"), Set.of(CAMERA))));
        assertThat(stage.told.last("ada").room()).isEqualTo(pass.room());
        assertThat(stage.told.nobodyLost()).isTrue();
        stage.done(() -> stage.bridge().remove(id("bo")));
        await().until(bo::isOut);
        assertThat(ada.isOut()).isFalse();
    }

    @Test
    void afterABrokenLine_aRightIsStillGivenOnce_andTakenWhole() throws Exception {
        await().until(() -> orders("jidToWhitelist") == 4);
        lines.run(relay::cut);
        await().until(() -> stage.counted("reconnects") >= 1);
        await().ignoreExceptions()
                .untilAsserted(() -> stage.done(() -> stage.bridge().allow(id("ada"), Set.of(CAMERA))));
        assertThat(orders("jidToWhitelist")).isEqualTo(4);
        assertThat(orders("jidToBlacklist")).isEqualTo(1);
    }

    /** How often the deployment was given such an order. */
    private long orders(String word) throws IOException {
        return prosody.log()
                .lines()
                .filter(line -> line.contains("RECV") && line.contains(word))
                .count();
    }

    @Test
    void theEnginesLineIsSilent_itIsNoticed_andItComesBack() throws Exception {
        lines.run(relay::hold);
        await().until(() -> stage.counted("reconnects") >= 1);
        lines.run(relay::cut);
        lines.run(relay::release);
        await().ignoreExceptions()
                .untilAsserted(() -> stage.done(() -> stage.bridge().allow(id("ada"), Set.of(CAMERA))));
        assertThat(stage.told.nobodyLost()).isTrue();
        assertThat(ada.isOut()).isFalse();
    }

    @Test
    void cutOff_aRemovalIsMadeUpFor_andWhatWasNotDoneIsNotSaidToBe() throws Exception {
        prosodyGone();
        assertThat(stage.failure(() -> stage.bridge().silence(id("ada")))).isInstanceOf(NoBridgeException.class);
        assertThat(stage.forwarding().getOrDefault(id("ada"), Set.of())).isNotEmpty();
        lines.run(relay::release);
        stage.done(() -> stage.bridge().remove(id("ada")));
        await().until(ada::isOut);
    }

    /** As the engine sees it: nothing comes over its line, and no new one is of use. */
    private void prosodyGone() throws Exception {
        lines.run(relay::hold);
        await().until(() -> stage.counted("reconnects") >= 1);
    }

    @Test
    void prosodyRestarts_everybodyIsInvitedAnew_andNobodyIsLost() throws Exception {
        MucPass first = stage.told.last("ada");
        later.set(Duration.ofSeconds(1));
        prosody.stop();
        await().until(() -> ada.isOut() && bo.isOut());
        prosody.start();
        invitedAnew(first);
    }

    @Test
    void prosodyIsKilled_everybodyIsInvitedAnew_andNobodyIsLost() throws Exception {
        MucPass first = stage.told.last("ada");
        prosody.kill();
        await().until(() -> ada.isOut() && bo.isOut());
        prosody.start();
        invitedAnew(first);
    }

    private void invitedAnew(MucPass first) throws Exception {
        await().until(() -> !stage.told.last("ada").room().equals(first.room())
                && !stage.told.last("bo").room().equals(first.room()));
        MucPass next = stage.told.last("ada");
        assertThat(next.generation()).isGreaterThan(first.generation());
        int adasConnections = stage.told.connections("ada");
        int bosConnections = stage.told.connections("bo");
        ada = arrives("ada");
        bo = arrives("bo");
        await().until(() ->
                stage.told.connections("ada") > adasConnections && stage.told.connections("bo") > bosConnections);
        assertThat(stage.told.nobodyLost()).isTrue();
    }

    @Test
    void prosodyIsGone_nobodyCanBeAdded_andLaterTheyCan() throws Exception {
        prosody.kill();
        await().until(() -> stage.counted("reconnects") >= 1);
        assertThat(stage.failure(() -> stage.bridge().add(MeetStage.HERE, id("cy"), Set.of())))
                .isInstanceOf(NoBridgeException.class)
                .hasMessageContaining("media.jitsiMeet");
        prosody.start();
        await().ignoreExceptions()
                .untilAsserted(() -> stage.done(() -> stage.bridge().add(MeetStage.HERE, id("cy"), Set.of())));
    }

    @Test
    void aTokenThatIsTooOld_opensNothing_andWhoIsInsideStays() throws Exception {
        later.set(Duration.ofMinutes(-2));
        stage.add("cy");
        assertThat(lines.failure(() -> new MeetPerson(lines.vertx, MeetStage.options(prosody.service()), "late")
                        .join(stage.told.last("cy"))))
                .isInstanceOf(MeetException.class);
        assertThat(ada.isOut()).isFalse();
    }

    @Test
    void somebodyWithoutABelonging_isPutOut_andTheConferenceGoesElsewhere() throws Exception {
        MucPass pass = stage.told.last("ada");
        MeetTokens tokens = new MeetTokens(MeetStage.options(prosody.service()), InstantSource.system());
        MeetPerson stranger = new MeetPerson(lines.vertx, MeetStage.options(prosody.service()), "stranger");
        lines.done(() -> stranger.join(pass.room(), Optional.of(tokens.person(pass.room(), "nobody"))));
        await().until(stranger::isOut);
        await().until(() -> !stage.told.last("ada").room().equals(pass.room()));
        assertThat(stage.told.nobodyLost()).isTrue();
    }
}
