package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.anteroom.signaling.colibri.Driven.HERE;
import static org.anteroom.signaling.colibri.Driven.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.MediaSent.Picture;
import org.anteroom.signaling.MediaSent.Why;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.synthetic.PaperEndpoint;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.junit.jupiter.api.Test;

/** Wishes, what is sent, and what is wanted, over the channels of a videobridge's endpoints. */
class VideobridgePicturesTest extends ChannelStage {
    VideobridgePicturesTest() throws Exception {}

    @Test
    void aWish_reachesTheBridgeInItsWords_andWhatItForwardsIsTold() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        wish("ada", Map.of("bo", 100));
        awaitConstraint(one, ada, bo + "-v0", 180);
        assertThat(latest(one, ada)
                        .orElseThrow()
                        .getJsonObject("defaultConstraints")
                        .getInteger("maxHeight"))
                .isZero();
        awaitPicture("ada", "bo", new Picture(180, false, Optional.empty()));
        wish("ada", Map.of("bo", 600));
        awaitPicture("ada", "bo", new Picture(720, false, Optional.empty()));
        assertThat(Objects.requireNonNull(driven.sent.get(id("ada"))).estimateKbps())
                .isEmpty();
        report(one, ada, 310);
        await().until(() -> Objects.requireNonNull(driven.sent.get(id("ada")))
                .estimateKbps()
                .equals(Optional.of(310)));
    }

    @Test
    void aPictureThatDoesNotCome_isToldWithItsReason() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        wish("ada", Map.of());
        awaitPicture("ada", "bo", held(Why.WISH));
        wish("ada", Map.of("bo", 300));
        awaitPicture("ada", "bo", new Picture(360, false, Optional.empty()));
        one.channels().squeeze(ada, true);
        awaitPicture("ada", "bo", held(Why.LINE));
        one.channels().squeeze(ada, false);
        awaitPicture("ada", "bo", new Picture(360, false, Optional.empty()));
        conference(one).keepStill(bo, true);
        awaitPicture("ada", "bo", held(Why.SENDER));
        conference(one).keepStill(bo, false);
        awaitPicture("ada", "bo", new Picture(360, false, Optional.empty()));
        driven.done(() -> driven.bridge().allow(id("bo"), Set.of(MICROPHONE)));
        awaitPicture("ada", "bo", held(Why.RIGHTS));
    }

    @Test
    void whatTheOthersShow_isDemandedOfTheSender() throws Exception {
        drive(one);
        join("ada", one);
        awaitDemand("ada", Map.of(CAMERA, 0));
        join("bo", one);
        awaitDemand("ada", Map.of(CAMERA, 2));
        wish("bo", Map.of("ada", 100));
        awaitDemand("ada", Map.of(CAMERA, 1));
        wish("bo", Map.of());
        awaitDemand("ada", Map.of(CAMERA, 0));
        wish("bo", Map.of("ada", 700));
        awaitDemand("ada", Map.of(CAMERA, 3));
        driven.done(() -> driven.bridge().remove(id("bo")));
        awaitDemand("ada", Map.of(CAMERA, 0));
    }

    @Test
    void aScreen_isWishedForByItsName_onceItIsThere() throws Exception {
        drive(one);
        String ada = join("ada", one);
        driven.done(() -> driven.bridge().wish(id("ada"), new MediaWish(List.of(), Map.of(), 500, true)));
        PaperEndpoint bo = new PaperEndpoint();
        driven.done(() -> driven.adding(HERE, "bo"));
        answer("bo", bo);
        driven.done(() -> driven.bridge().allow(id("bo"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        answer("bo", bo);
        String screen = names(one).stream()
                        .filter(name -> !name.equals(ada))
                        .findFirst()
                        .orElseThrow() + "-v1";
        awaitConstraint(one, ada, screen, 2160);
        await().until(() -> Integer.valueOf(1)
                .equals(driven.demanded.getOrDefault(id("bo"), Map.of()).get(SCREEN)));
    }

    private static List<JsonObject> declared(SyntheticVideobridge of, String onBridge) {
        return of.channels().heard(onBridge).stream()
                .filter(said -> !"ReceiverVideoConstraints".equals(said.getString("colibriClass")))
                .toList();
    }

    /** A bridge takes no word of it over REST, and forgets it with the source. */
    @Test
    void aScreen_isCalledOneOnItsSendersChannel_eachTimeThatItComes() throws Exception {
        drive(one);
        String ada = join("ada", one);
        JsonObject screen = new JsonObject()
                .put("colibriClass", "SourceVideoTypeMessage")
                .put("sourceName", ada + "-v1")
                .put("videoType", "desktop");
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        await().until(() -> declared(one, ada).equals(List.of(screen)));
        follow("ada");
        await().until(() -> conference(one).forwarded().contains(ada + "-v1"));
        await().until(() -> declared(one, ada).equals(List.of(screen, screen)));
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA)));
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        await().until(() -> declared(one, ada).size() == 3);
        assertThat(one.asked()).noneMatch(request -> request.contains("videoType"));
    }

    @Test
    void aScreen_isCalledOneOnAChannelThatIsOpenedAgain_whileItIsThere() throws Exception {
        drive(one);
        String ada = join("ada", one);
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        await().until(() -> declared(one, ada).size() == 1);
        one.channels().closeAll();
        await().until(() -> declared(one, ada).size() == 2);
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA)));
        int asked = one.channels().heard(ada).size();
        one.channels().closeAll();
        await().until(() -> one.channels().heard(ada).size() > asked);
        wish("ada", Map.of());
        join("bo", one);
        wish("ada", Map.of("bo", 100));
        await().until(() -> one.channels().heard(ada).size() > asked + 1);
        assertThat(declared(one, ada)).hasSize(2);
    }

    @Test
    void aScreenThatIsTooMuchForALine_leavesItToTheCameras() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        driven.done(() ->
                driven.bridge().wish(id("ada"), new MediaWish(List.of(id("bo")), Map.of(id("bo"), 300), 500, true)));
        driven.done(() -> driven.bridge().allow(id("bo"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        follow("bo");
        awaitConstraint(one, ada, bo + "-v1", 2160);
        one.channels().tooLarge(ada, bo + "-v1");
        awaitPicture("ada", "bo", new Picture(360, false, Optional.empty()));
    }

    @Test
    void aStagedPictureThatIsTooMuchForALine_leavesItToTheOthers() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        join("cy", one);
        driven.done(() -> driven.bridge()
                .wish(id("ada"), new MediaWish(List.of(id("bo")), Map.of(id("bo"), 700, id("cy"), 100), 0, true)));
        awaitConstraint(one, ada, bo + "-v0", 720);
        one.channels().tooLarge(ada, bo + "-v0");
        awaitPicture("ada", "bo", held(Why.LINE));
        awaitPicture("ada", "cy", new Picture(180, false, Optional.empty()));
    }

    @Test
    void whatWasSaid_isNotSaidAgain() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        wish("ada", Map.of("bo", 100));
        awaitConstraint(one, ada, bo + "-v0", 180);
        int said = one.channels().heard(ada).size();
        wish("ada", Map.of("bo", 100));
        wish("ada", Map.of("bo", 120));
        wish("ada", Map.of("bo", 300));
        awaitConstraint(one, ada, bo + "-v0", 360);
        assertThat(one.channels().heard(ada)).hasSize(said + 1);
    }
}
