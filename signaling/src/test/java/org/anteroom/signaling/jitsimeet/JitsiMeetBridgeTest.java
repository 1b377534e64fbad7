package org.anteroom.signaling.jitsimeet;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.anteroom.signaling.jitsimeet.MeetStage.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.synthetic.LocalProsody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conference in a room of a real Prosody: who comes in, who is let send what, and who is put out. */
@Tag("slow")
class JitsiMeetBridgeTest {
    @TempDir
    static Path folder;

    private static LocalProsody prosody;
    private MeetStage stage;
    private SteppedTime time;
    private MeetTimes times;

    @BeforeAll
    static void startProsody() throws Exception {
        prosody = new LocalProsody(folder, MeetStage.MODULES, Set.of());
        prosody.start();
    }

    @AfterAll
    static void stopProsody() {
        prosody.close();
    }

    @BeforeEach
    void start() throws Exception {
        time = new SteppedTime();
        stage = new MeetStage(MeetStage.options(prosody.service()), time);
        times = stage.options().times();
        stage.start();
    }

    private void pass(long ms) throws Exception {
        stage.run(() -> time.pass(ms));
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    @Test
    void pass_namesTheDeploymentTheRoomAndTheOthers() throws Exception {
        stage.add("ada");
        stage.add("bo");
        MucPass pass = stage.told.last("ada");
        assertThat(pass.deployment().service()).isEqualTo(prosody.service());
        assertThat(pass.room()).matches("[a-z0-9]{26}");
        assertThat(pass.generation()).isEqualTo(2);
        assertThat(pass.people()).containsExactly(id("bo"));
        assertThat(pass.sending()).containsExactlyInAnyOrder(MICROPHONE, CAMERA);
        assertThat(pass.token()).isEqualTo(stage.told.passes("ada").get(0).token());
        assertThat(stage.told.last("bo").room()).isEqualTo(pass.room());
        assertThat(pass.toString()).isEqualTo("MucPass of generation 2");
    }

    @Test
    void whoComesInByAPass_isConnected_andNoOwner() throws Exception {
        MeetPerson ada = stage.join("ada");
        await().until(() -> stage.told.isConnected("ada"));
        assertThat(ada.entry().orElseThrow().self())
                .hasValueSatisfying(
                        self -> assertThat(self.owner() || self.moderator()).isFalse());
    }

    @Test
    void removed_isPutOut_andTheRoomEndsWithTheLast() throws Exception {
        MeetPerson ada = stage.join("ada");
        MeetPerson bo = stage.join("bo");
        await().until(() -> stage.told.isConnected("ada") && stage.told.isConnected("bo"));
        stage.done(() -> stage.bridge().remove(id("ada")));
        await().until(ada::isOut);
        assertThat(bo.isOut()).isFalse();
        assertThat(stage.told.last("bo").people()).isEmpty();
        stage.done(() -> stage.bridge().remove(id("bo")));
        await().until(bo::isOut);
        assertThat(stage.told.nobodyLost()).isTrue();
    }

    @Test
    void silenced_isPutOutBeforeTheFutureCompletes() throws Exception {
        MeetPerson ada = stage.join("ada");
        await().until(() -> stage.told.isConnected("ada"));
        stage.done(() -> stage.bridge().silence(id("ada")));
        assertThat(stage.forwarding()).containsEntry(id("ada"), Set.of());
        await().until(ada::isOut);
        assertThat(stage.told.nobodyLost()).isTrue();
    }

    @Test
    void whoWasPutOutAndComesAgain_isPutOutAtOnce_andTheOthersGoElsewhere() throws Exception {
        MeetPerson ada = stage.join("ada");
        MeetPerson bo = stage.join("bo");
        MucPass first = stage.told.last("bo");
        await().until(() -> stage.told.isConnected("ada") && stage.told.isConnected("bo"));
        stage.done(() -> stage.bridge().remove(id("ada")));
        await().until(ada::isOut);
        stage.done(() -> ada.join(stage.told.last("ada")));
        await().until(ada::isOut);
        await().until(() -> !stage.told.last("bo").room().equals(first.room()));
        MucPass next = stage.told.last("bo");
        assertThat(next.generation()).isGreaterThan(first.generation());
        assertThat(next.token()).isNotEqualTo(first.token());
        bo.leave();
        int connectedBefore = stage.told.connections("bo");
        stage.comes("bo");
        await().until(() -> stage.told.connections("bo") > connectedBefore);
        assertThat(stage.failure(() -> ada.join(next.room(), Optional.of(first.token()))))
                .isInstanceOf(MeetException.class);
        assertThat(stage.counted("moves")).isEqualTo(1);
        assertThat(stage.told.nobodyLost()).isTrue();
    }

    @Test
    void whatIsAllowed_isPermittedByTheDeployment_andWhatIsNotAnyMore_isStopped() throws Exception {
        stage.join("ada");
        MeetPerson bo = stage.join("bo");
        await().until(() -> stage.told.isConnected("bo"));
        stage.run(() -> bo.sends(MICROPHONE, CAMERA));
        await().until(() -> prosody.log().contains("jidToWhitelist='" + address("bo") + "'"));
        stage.done(() -> stage.bridge().allow(id("bo"), Set.of(CAMERA)));
        assertThat(prosody.log())
                .contains("jidToBlacklist='" + address("bo") + "'")
                .containsPattern("<mute [^>]*jid='" + address("bo"));
        assertThat(stage.told.last("bo").sending()).containsExactly(CAMERA);
        assertThat(stage.forwarding()).containsEntry(id("bo"), Set.of(CAMERA));
        assertThat(bo.isOut()).isFalse();
    }

    private String address(String name) {
        return stage.told.last(name).room() + "@conference." + LocalProsody.DOMAIN + "/nick-of-" + name;
    }

    @Test
    void screenWithoutARight_isPutOut_andToldOf() throws Exception {
        MeetPerson ada = stage.join("ada");
        await().until(() -> stage.told.isConnected("ada"));
        stage.run(() -> ada.sends(CAMERA, SCREEN));
        await("she is out before any time has passed").until(ada::isOut);
        assertThat(stage.told.violation("ada")).contains(SCREEN);
        assertThat(stage.told.lost("ada")).contains("violation");
        assertThat(stage.forwarding()).containsEntry(id("ada"), Set.of());
    }

    @Test
    void screenUnderARight_mayBeSent_andWhoGoesOnAfterItsEnd_isPutOutWithinASecond() throws Exception {
        MeetPerson ada = stage.join("ada");
        stage.join("bo");
        await().until(() -> stage.told.isConnected("ada"));
        stage.done(() -> stage.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        stage.run(() -> ada.sends(SCREEN));
        await().until(() -> stage.forwarding().getOrDefault(id("ada"), Set.of()).contains(SCREEN));
        stage.done(() -> stage.bridge().allow(id("ada"), MeetStage.VOICE_AND_FACE));
        pass(times.screenGraceMs());
        assertThat(stage.forwarding().getOrDefault(id("ada"), Set.of())).contains(SCREEN);
        assertThat(stage.told.violation("ada")).isEmpty();
        pass(1_000 - times.screenGraceMs());
        assertThat(stage.told.violation("ada")).contains(SCREEN);
        await().until(ada::isOut);
    }

    @Test
    void screenThatStopsWhenItsRightEnds_isNoViolation() throws Exception {
        MeetPerson ada = stage.join("ada");
        stage.join("bo");
        await().until(() -> stage.told.isConnected("ada") && stage.told.isConnected("bo"));
        stage.done(() -> stage.bridge().allow(id("ada"), Set.of(SCREEN)));
        stage.run(() -> ada.sends(SCREEN));
        await().until(() -> stage.forwarding().getOrDefault(id("ada"), Set.of()).contains(SCREEN));
        stage.done(() -> stage.bridge().allow(id("ada"), Set.of()));
        stage.run(ada::sends);
        await().until(() -> stage.forwarding().getOrDefault(id("ada"), Set.of()).isEmpty());
        pass(1_000);
        assertThat(stage.told.violation("ada")).isEmpty();
        assertThat(stage.told.nobodyLost()).isTrue();
    }

    @Test
    void whoWritesAnothersIdentity_isStillWhoTheTokenSays() throws Exception {
        MeetPerson ada = stage.join("ada");
        stage.add("bo");
        await().until(() -> stage.told.isConnected("ada"));
        Element user = Element.of("user", Namespaces.CLIENT)
                .with(Element.of("id", Namespaces.CLIENT).withText("bo"));
        stage.run(() -> ada.presence(Element.of("identity", Namespaces.CLIENT).with(user)));
        stage.run(() -> ada.sends(CAMERA));
        assertThat(stage.told.isConnected("bo")).isFalse();
        assertThat(ada.isOut()).isFalse();
    }

    @Test
    void whoComesASecondTimeUnderTheSameToken_replacesTheFirst() throws Exception {
        MeetPerson ada = stage.join("ada");
        await().until(() -> stage.told.isConnected("ada"));
        MeetPerson device = new MeetPerson(stage.vertx, stage.options(), "another-nick");
        stage.done(() -> device.join(stage.told.last("ada")));
        await().until(ada::isOut);
        assertThat(device.isOut()).isFalse();
        assertThat(stage.told.nobodyLost()).isTrue();
    }

    @Test
    void whoLeaves_isLost() throws Exception {
        MeetPerson ada = stage.join("ada");
        await().until(() -> stage.told.isConnected("ada"));
        int waitingBefore = time.waiting();
        stage.run(ada::leave);
        await("the room says that she left").until(() -> time.waiting() > waitingBefore);
        pass(times.leftMs() - 1);
        assertThat(stage.told.lost("ada")).isEmpty();
        pass(1);
        assertThat(stage.told.lost("ada")).contains("left");
    }

    @Test
    void whoDoesNotComeOver_isAskedAnew() throws Exception {
        stage.join("ada");
        MeetPerson bo = stage.join("bo");
        await().until(() -> stage.told.isConnected("ada") && stage.told.isConnected("bo"));
        MucPass pass = stage.told.last("bo");
        MeetTokens tokens = new MeetTokens(stage.options(), InstantSource.system());
        MeetPerson stranger = new MeetPerson(stage.vertx, stage.options(), "stranger");
        stage.done(() -> stranger.join(pass.room(), Optional.of(tokens.person(pass.room(), "nobody"))));
        await().until(() -> !stage.told.last("bo").room().equals(pass.room()));
        int connectedBefore = stage.told.connections("bo");
        stage.run(bo::leave);
        stage.comes("bo");
        await().until(() -> stage.told.connections("bo") > connectedBefore);
        pass(times.absentMs() - 1);
        assertThat(stage.told.nobodyLost()).isTrue();
        pass(1);
        assertThat(stage.told.lost("ada")).contains("absent");
        assertThat(stage.told.lost("bo")).isEmpty();
    }

    @Test
    void aPersonCannotThrowOthersOut_norSwitchTheirMedia() throws Exception {
        MeetPerson ada = stage.join("ada");
        MeetPerson bo = stage.join("bo");
        await().until(() -> stage.told.isConnected("ada") && stage.told.isConnected("bo"));
        Element item = Element.of("item", Namespaces.MUC_ADMIN)
                .with("nick", "nick-of-bo")
                .with("role", "none");
        Entry entry = ada.entry().orElseThrow();
        assertThat(stage.failure(() -> entry.stream()
                        .ask(
                                "set",
                                Optional.of(entry.room()),
                                Element.of("query", Namespaces.MUC_ADMIN).with(item))
                        .mapEmpty()))
                .isInstanceOf(MeetException.class);
        assertThat(bo.isOut()).isFalse();
    }
}
