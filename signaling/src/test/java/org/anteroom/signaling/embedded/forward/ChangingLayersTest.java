package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.embedded.congestion.SimulatedLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Layers that go, come and change while they are watched, in simulated time. */
class ChangingLayersTest {
    private static final double FRAMES_A_SECOND = 1_000 / 65.0;

    private final SimulatedConference simulated = new SimulatedConference(
            new SimulatedLine(5, 20_000_000, 10_000, 400_000, 0),
            new SimulatedLine(6, 1_000_000, 10_000, 400_000, 0),
            1);
    private final SimulatedSender sender = simulated.senders.get(0);

    @BeforeEach
    void settle() {
        show(720);
        simulated.run(8);
        assertThat(shownHeight()).isEqualTo(720);
        simulated.forgetShown();
    }

    private void show(int height) {
        simulated.receiver.endpoint.wish(new MediaWish(List.of(), Map.of(new EndpointId("sender0"), height), 0, true));
    }

    private int shownHeight() {
        return simulated.shownOf(0).height;
    }

    private MediaSent.Picture told() {
        return simulated.picture(0).orElseThrow();
    }

    @Test
    void aLayerThatVanishes_isReplacedByOneThatIsThere_withinASecond_andComesBackWhenItReturns() {
        sender.sends[2] = false;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(360);
        assertThat(told()).isEqualTo(new MediaSent.Picture(360, false, Optional.of(MediaSent.Why.SENDER)));
        simulated.forgetShown();
        simulated.run(3);
        assertThat((double) simulated.shownOf(0).frames).isGreaterThan(3 * FRAMES_A_SECOND - 2);
        assertThat(simulated.shownOf(0).keyFrames).isZero();

        sender.sends[2] = true;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(720);
        assertThat(told()).isEqualTo(new MediaSent.Picture(720, false, Optional.empty()));
    }

    @Test
    void whereAllButTheSmallestVanish_theSmallestIsSent() {
        sender.sends[2] = false;
        sender.sends[1] = false;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(180);
    }

    @Test
    void whereTheSmallestVanishes_aLargerOneIsSent_evenToASmallTile() {
        show(180);
        simulated.run(2);
        assertThat(shownHeight()).isEqualTo(180);
        sender.sends[0] = false;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(360);
        assertThat(told()).isEqualTo(new MediaSent.Picture(360, false, Optional.empty()));
        sender.sends[0] = true;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(180);
    }

    @Test
    void whereAllVanish_itSaysSo_andTheFirstThatComesIsSent() {
        sender.sends[0] = false;
        sender.sends[1] = false;
        sender.sends[2] = false;
        simulated.run(3);
        assertThat(told()).isEqualTo(new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.SENDER)));
        sender.sends[1] = true;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(360);
    }

    @Test
    void aLayerThatChangesItsSize_isToldWithItsNextKeyFrame_andChosenByIt() {
        sender.heights[0] = 135;
        sender.heights[1] = 270;
        sender.heights[2] = 540;
        sender.keyFrames();
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(540);
        assertThat(told().height()).isEqualTo(540);
        show(270);
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(270);
        show(180);
        simulated.run(1);
        assertThat(shownHeight()).as("135 is too small for 180").isEqualTo(270);
    }

    @Test
    void aLayerThatComesWithoutAKeyFrame_isNotSent_butAskedForOne_twiceASecondAtMost() {
        sender.sends[2] = false;
        simulated.run(2);
        sender.obliging = false;
        sender.keyFramesAsked = 0;
        sender.sends[2] = true;
        sender.forgetKeyFrames();
        simulated.forgetShown();
        simulated.run(10);
        assertThat(shownHeight()).isZero();
        assertThat((double) simulated.shownOf(0).frames)
                .as("the smaller one goes on")
                .isGreaterThan(10 * FRAMES_A_SECOND - 2);
        assertThat(sender.keyFramesAsked).isBetween(15, 21);
        assertThat(simulated.receiver.dropped).contains(DropReason.BEFORE_KEY_FRAME);
        sender.obliging = true;
        simulated.run(1);
        assertThat(shownHeight()).isEqualTo(720);
    }
}
