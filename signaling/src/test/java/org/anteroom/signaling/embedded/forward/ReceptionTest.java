package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.congestion.SimulatedLine;
import org.junit.jupiter.api.Test;

/** What one receiver is sent over lines of every kind, in simulated time. */
class ReceptionTest {
    private static SimulatedConference simulated(long bps, int roundTripMs, double loss, int senders) {
        return new SimulatedConference(
                new SimulatedLine(5, bps, roundTripMs * 500L, 400_000, loss),
                new SimulatedLine(6, 1_000_000, roundTripMs * 500L, 400_000, loss),
                senders);
    }

    private static MediaWish tiles(int height, int senders) {
        Map<EndpointId, Integer> tiles = java.util.stream.IntStream.range(0, senders)
                .boxed()
                .collect(Collectors.toMap(i -> new EndpointId("sender" + i), i -> height));
        return new MediaWish(List.of(), tiles, 0, true);
    }

    private static List<Integer> heights(SimulatedConference simulated) {
        return simulated.sent.values().stream()
                .map(MediaSent.Picture::height)
                .sorted()
                .toList();
    }

    @Test
    void aWideLine_carriesEveryTileAtItsSize_withinFiveSeconds() {
        SimulatedConference simulated = simulated(20_000_000, 20, 0, 3);
        simulated.run(5);
        assertThat(heights(simulated)).containsExactly(360, 360, 360);
        simulated.receiver.endpoint.wish(tiles(720, 3));
        simulated.run(5);
        assertThat(heights(simulated)).containsExactly(720, 720, 720);
        simulated.run(60);
        assertThat(heights(simulated)).containsExactly(720, 720, 720);
        assertThat(simulated.sent.values()).allMatch(picture -> picture.why().isEmpty());
    }

    @Test
    void aThinLine_carriesSoundAndASmallPicture_andSaysWhy() {
        SimulatedConference simulated = simulated(300_000, 300, 0.05, 2);
        simulated.run(20);
        simulated.soundSent = 0;
        simulated.soundCame = 0;
        simulated.worstSoundMicros = 0;
        simulated.run(20);
        assertThat((double) simulated.soundCame / simulated.soundSent).isGreaterThan(0.93);
        assertThat(simulated.worstSoundMicros).isLessThan(600_000);
        assertThat(simulated.sent.values()).anyMatch(picture -> picture.height() == 180 && !picture.paused());
        assertThat(simulated.sent.values()).allMatch(picture -> picture.why().equals(Optional.of(MediaSent.Why.LINE)));
    }

    @Test
    void aLineThatGrows_carriesMore_withinFifteenSeconds() {
        SimulatedConference simulated = simulated(300_000, 100, 0, 1);
        simulated.run(30);
        assertThat(heights(simulated)).containsExactly(180);
        simulated.down.rate(2_000_000);
        simulated.run(15);
        assertThat(heights(simulated)).containsExactly(360);
    }

    @Test
    void aLineTooThinForAllPictures_carriesAllOfThemInFewerFrames_andAllFramesWhenItGrows() {
        SimulatedConference simulated = simulated(430_000, 50, 0, 3);
        simulated.senders.forEach(sender -> sender.temporal = true);
        simulated.run(30);
        simulated.forgetShown();
        simulated.run(10);
        assertThat(heights(simulated)).containsExactly(180, 180, 180);
        assertThat(simulated.sent.values()).allMatch(picture -> !picture.paused());
        assertThat(simulated.sent.values()).anyMatch(picture -> picture.why().equals(Optional.of(MediaSent.Why.LINE)));
        for (int sender = 0; sender < 3; sender++) {
            assertThat(simulated.shownOf(sender).frames)
                    .as("frames of %d", sender)
                    .isGreaterThan(35);
        }
        simulated.down.rate(10_000_000);
        simulated.run(30);
        simulated.forgetShown();
        simulated.run(2);
        assertThat(heights(simulated)).containsExactly(360, 360, 360);
        assertThat(simulated.shownOf(0).frames).isGreaterThan(28);
    }

    @Test
    void aLineForAVoiceAndLittleMore_carriesSoundAlone_alsoWhereFewFramesWouldFit() {
        SimulatedConference simulated = simulated(2_000_000, 100, 0, 1);
        simulated.senders.forEach(sender -> sender.temporal = true);
        simulated.run(10);
        simulated.down.rate(100_000);
        simulated.run(20);
        for (int second = 0; second < 20; second++) {
            simulated.run(1);
            assertThat(simulated.sent.values())
                    .as("after %d s", 20 + second)
                    .containsExactly(new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.LINE)));
        }
    }

    @Test
    void whatIsNotShown_isNotSent() {
        SimulatedConference simulated = simulated(20_000_000, 20, 0, 2);
        simulated.run(3);
        simulated.receiver.endpoint.wish(new MediaWish(List.of(), Map.of(new EndpointId("sender0"), 180), 0, true));
        simulated.run(1);
        var unused = simulated.takeShown();
        simulated.run(3);
        assertThat(simulated.takeShown()).hasSize(1);
        assertThat(simulated.sent.values()).anyMatch(picture -> picture.why().equals(Optional.of(MediaSent.Why.WISH)));
        simulated.receiver.endpoint.wish(new MediaWish(List.of(), Map.of(new EndpointId("sender0"), 180), 0, false));
        simulated.run(1);
        var unusedAgain = simulated.takeShown();
        simulated.run(3);
        assertThat(simulated.takeShown()).isEmpty();
    }

    @Test
    void aLayerThatNobodyWants_isNotDemanded() {
        SimulatedConference simulated = simulated(20_000_000, 20, 0, 2);
        simulated.receiver.endpoint.wish(tiles(180, 2));
        Map<EndpointId, Map<SourceKind, Integer>> told = new HashMap<>();
        simulated.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        // The senders never said what they show: each of them is taken to want the others middling.
        assertThat(told.get(new EndpointId("sender0"))).containsEntry(SourceKind.CAMERA, 2);
        told.clear();
        simulated.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        assertThat(told).isEmpty();
        simulated.conference.endpoints().forEach(member -> member.wish(tiles(180, 2)));
        simulated.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        assertThat(told.get(new EndpointId("sender0"))).containsEntry(SourceKind.CAMERA, 1);
        simulated.conference.endpoints().forEach(member -> member.wish(new MediaWish(List.of(), Map.of(), 0, true)));
        simulated.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        assertThat(told.get(new EndpointId("sender0"))).containsEntry(SourceKind.CAMERA, 0);
    }

    @Test
    void nineOpenMicrophones_sendThreeToEach() {
        SimulatedConference simulated = simulated(20_000_000, 20, 0, 9);
        simulated.run(2);
        simulated.soundSent = 0;
        simulated.soundCame = 0;
        simulated.run(10);
        assertThat((double) simulated.soundCame / simulated.soundSent).isBetween(0.30, 0.37);
        assertThat(simulated.sent.values())
                .filteredOn(picture -> picture.equals(new MediaSent.Picture(0, true, Optional.empty())))
                .as("open microphones that are held back")
                .hasSize(6);
    }
}
