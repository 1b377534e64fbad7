package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.anteroom.signaling.colibri.Driven.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.MediaSent.Picture;
import org.anteroom.signaling.MediaSent.Why;
import org.anteroom.signaling.MediaWish;
import org.junit.jupiter.api.Test;

/** What is asked of a bridge for somebody whose line is too thin for pictures, and what they are told. */
class VideobridgeThinLineTest extends ChannelStage {
    private static final int THIN = 100;

    VideobridgeThinLineTest() throws Exception {}

    private void reportTwice(String onBridge) {
        report(one, onBridge, THIN);
        report(one, onBridge, THIN);
    }

    /** So much later the bridge still says that the line is thin. */
    private void thinAfter(long ms, String onBridge) {
        driven.pass(ms);
        report(one, onBridge, THIN);
    }

    private static Picture small(int height) {
        return new Picture(height, false, Optional.of(Why.LINE));
    }

    @Test
    void aThinLine_isAskedNoPicturesFor_andItsPersonIsToldWhy() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        wish("ada", Map.of("bo", 300));
        awaitPicture("ada", "bo", new Picture(360, false, Optional.empty()));
        report(one, ada, THIN);
        report(one, ada, 300);
        await().until(() -> Objects.requireNonNull(driven.sent.get(id("ada")))
                .estimateKbps()
                .equals(Optional.of(300)));
        awaitAsked(one, ada, Map.of(bo + "-v0", 360));
        reportTwice(ada);
        awaitAsked(one, ada, Map.of());
        awaitPicture("ada", "bo", held(Why.LINE));
        awaitDemand("bo", Map.of(CAMERA, 0));
        awaitDemand("ada", Map.of(CAMERA, 2));
    }

    @Test
    void theSmallestPictureIsTried_thenALargerOne_andAllComeBackOnceTheLineIsWide() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        wish("ada", Map.of("bo", 600));
        awaitPicture("ada", "bo", new Picture(720, false, Optional.empty()));
        reportTwice(ada);
        awaitAsked(one, ada, Map.of());
        thinAfter(ThinLine.TRY_AFTER_MS, ada);
        awaitAsked(one, ada, Map.of(bo + "-v0", 180));
        awaitPicture("ada", "bo", small(180));
        thinAfter(ThinLine.JUDGED_AFTER_MS, ada);
        awaitAsked(one, ada, Map.of());
        awaitPicture("ada", "bo", held(Why.LINE));
        thinAfter(2 * ThinLine.TRY_AFTER_MS, ada);
        awaitAsked(one, ada, Map.of(bo + "-v0", 180));
        driven.pass(ThinLine.JUDGED_AFTER_MS);
        report(one, ada, 300);
        awaitAsked(one, ada, Map.of(bo + "-v0", 360));
        awaitPicture("ada", "bo", small(360));
        // A report in between: how long all this takes here must not make the last one stale.
        driven.pass(ThinLine.WIDE_FOR_MS / 2);
        report(one, ada, 300);
        driven.pass(ThinLine.WIDE_FOR_MS / 2);
        awaitAsked(one, ada, Map.of(bo + "-v0", 720));
        awaitPicture("ada", "bo", new Picture(720, false, Optional.empty()));
    }

    @Test
    void ofMany_theOneThatIsLookedAtMostIsTried_andTheOthersWait() throws Exception {
        drive(one);
        String ada = join("ada", one);
        join("bo", one);
        String cy = join("cy", one);
        driven.done(() -> driven.bridge()
                .wish(id("ada"), new MediaWish(List.of(id("cy")), Map.of(id("bo"), 700, id("cy"), 700), 0, true)));
        awaitPicture("ada", "bo", new Picture(720, false, Optional.empty()));
        awaitPicture("ada", "cy", new Picture(720, false, Optional.empty()));
        reportTwice(ada);
        awaitPicture("ada", "cy", held(Why.LINE));
        thinAfter(ThinLine.TRY_AFTER_MS, ada);
        awaitAsked(one, ada, Map.of(cy + "-v0", 180));
        awaitPicture("ada", "cy", small(180));
        awaitPicture("ada", "bo", held(Why.LINE));
    }

    @Test
    void aCameraThatWasOff_staysSo_andIsNotTriedWhereAnotherIsOn() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        String cy = join("cy", one);
        driven.done(() -> driven.bridge()
                .wish(id("ada"), new MediaWish(List.of(id("cy")), Map.of(id("bo"), 100, id("cy"), 700), 0, true)));
        conference(one).keepStill(cy, true);
        awaitPicture("ada", "cy", held(Why.SENDER));
        awaitPicture("ada", "bo", new Picture(180, false, Optional.empty()));
        reportTwice(ada);
        awaitPicture("ada", "bo", held(Why.LINE));
        awaitPicture("ada", "cy", held(Why.SENDER));
        thinAfter(ThinLine.TRY_AFTER_MS, ada);
        awaitAsked(one, ada, Map.of(bo + "-v0", 180));
    }

    @Test
    void aScreen_waitsForTheLineToo_andIsTriedWhereThereIsNothingElse() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        driven.done(() -> driven.bridge().wish(id("ada"), new MediaWish(List.of(), Map.of(id("bo"), 300), 500, true)));
        driven.done(() -> driven.bridge().allow(id("bo"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        follow("bo");
        awaitAsked(one, ada, Map.of(bo + "-v0", 360, bo + "-v1", 2160));
        reportTwice(ada);
        awaitAsked(one, ada, Map.of());
        driven.done(() -> driven.bridge().wish(id("ada"), new MediaWish(List.of(), Map.of(), 500, false)));
        thinAfter(ThinLine.TRY_AFTER_MS, ada);
        awaitAsked(one, ada, Map.of(bo + "-v1", 2160));
        driven.done(() -> driven.bridge().wish(id("ada"), new MediaWish(List.of(), Map.of(id("bo"), 300), 500, true)));
        assertThat(latest(one, ada).orElseThrow().getJsonObject("constraints").fieldNames())
                .as("what is tried stays")
                .containsExactly(bo + "-v1");
    }

    @Test
    void onAChannelThatIsOpenedAgain_aThinLineStaysThin() throws Exception {
        drive(one);
        String ada = join("ada", one);
        join("bo", one);
        wish("ada", Map.of("bo", 300));
        awaitPicture("ada", "bo", new Picture(360, false, Optional.empty()));
        reportTwice(ada);
        awaitAsked(one, ada, Map.of());
        int said = one.channels().heard(ada).size();
        one.channels().closeAll();
        await().until(() -> one.channels().heard(ada).size() > said);
        awaitAsked(one, ada, Map.of());
        awaitPicture("ada", "bo", held(Why.LINE));
    }
}
