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
    private static SimulatedRoom room(long bps, int roundTripMs, double loss, int senders) {
        return new SimulatedRoom(
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

    private static List<Integer> heights(SimulatedRoom room) {
        return room.sent.values().stream()
                .map(MediaSent.Picture::height)
                .sorted()
                .toList();
    }

    @Test
    void aWideLine_carriesEveryTileAtItsSize_withinFiveSeconds() {
        SimulatedRoom room = room(20_000_000, 20, 0, 3);
        room.run(5);
        assertThat(heights(room)).containsExactly(360, 360, 360);
        room.receiver.endpoint.wish(tiles(720, 3));
        room.run(5);
        assertThat(heights(room)).containsExactly(720, 720, 720);
        room.run(60);
        assertThat(heights(room)).containsExactly(720, 720, 720);
        assertThat(room.sent.values()).allMatch(picture -> picture.why().isEmpty());
    }

    @Test
    void aThinLine_carriesSoundAndASmallPicture_andSaysWhy() {
        SimulatedRoom room = room(300_000, 300, 0.05, 2);
        room.run(20);
        room.soundSent = 0;
        room.soundCame = 0;
        room.worstSoundMicros = 0;
        room.run(20);
        assertThat((double) room.soundCame / room.soundSent).isGreaterThan(0.93);
        assertThat(room.worstSoundMicros).isLessThan(600_000);
        assertThat(room.sent.values()).anyMatch(picture -> picture.height() == 180 && !picture.paused());
        assertThat(room.sent.values()).allMatch(picture -> picture.why().equals(Optional.of(MediaSent.Why.LINE)));
    }

    @Test
    void aLineThatGrows_carriesMore_withinFifteenSeconds() {
        SimulatedRoom room = room(300_000, 100, 0, 1);
        room.run(30);
        assertThat(heights(room)).containsExactly(180);
        room.down.rate(2_000_000);
        room.run(15);
        assertThat(heights(room)).containsExactly(360);
    }

    @Test
    void aLineTooThinForAllPictures_carriesAllOfThemInFewerFrames_andAllFramesWhenItGrows() {
        SimulatedRoom room = room(430_000, 50, 0, 3);
        room.senders.forEach(sender -> sender.temporal = true);
        room.run(30);
        room.forgetShown();
        room.run(10);
        assertThat(heights(room)).containsExactly(180, 180, 180);
        assertThat(room.sent.values()).allMatch(picture -> !picture.paused());
        assertThat(room.sent.values()).anyMatch(picture -> picture.why().equals(Optional.of(MediaSent.Why.LINE)));
        for (int sender = 0; sender < 3; sender++) {
            assertThat(room.shownOf(sender).frames).as("frames of %d", sender).isGreaterThan(35);
        }
        room.down.rate(10_000_000);
        room.run(30);
        room.forgetShown();
        room.run(2);
        assertThat(heights(room)).containsExactly(360, 360, 360);
        assertThat(room.shownOf(0).frames).isGreaterThan(28);
    }

    @Test
    void aLineForAVoiceAndLittleMore_carriesSoundAlone_alsoWhereFewFramesWouldFit() {
        SimulatedRoom room = room(2_000_000, 100, 0, 1);
        room.senders.forEach(sender -> sender.temporal = true);
        room.run(10);
        room.down.rate(100_000);
        room.run(20);
        for (int second = 0; second < 20; second++) {
            room.run(1);
            assertThat(room.sent.values())
                    .as("after %d s", 20 + second)
                    .containsExactly(new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.LINE)));
        }
    }

    @Test
    void whatIsNotShown_isNotSent() {
        SimulatedRoom room = room(20_000_000, 20, 0, 2);
        room.run(3);
        room.receiver.endpoint.wish(new MediaWish(List.of(), Map.of(new EndpointId("sender0"), 180), 0, true));
        room.run(1);
        var unused = room.takeShown();
        room.run(3);
        assertThat(room.takeShown()).hasSize(1);
        assertThat(room.sent.values()).anyMatch(picture -> picture.why().equals(Optional.of(MediaSent.Why.WISH)));
        room.receiver.endpoint.wish(new MediaWish(List.of(), Map.of(new EndpointId("sender0"), 180), 0, false));
        room.run(1);
        var unusedAgain = room.takeShown();
        room.run(3);
        assertThat(room.takeShown()).isEmpty();
    }

    @Test
    void aLayerThatNobodyWants_isNotDemanded() {
        SimulatedRoom room = room(20_000_000, 20, 0, 2);
        room.receiver.endpoint.wish(tiles(180, 2));
        Map<EndpointId, Map<SourceKind, Integer>> told = new HashMap<>();
        room.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        // The senders never said what they show: each of them is taken to want the others middling.
        assertThat(told.get(new EndpointId("sender0"))).containsEntry(SourceKind.CAMERA, 2);
        told.clear();
        room.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        assertThat(told).isEmpty();
        room.conference.members().forEach(member -> member.wish(tiles(180, 2)));
        room.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        assertThat(told.get(new EndpointId("sender0"))).containsEntry(SourceKind.CAMERA, 1);
        room.conference.members().forEach(member -> member.wish(new MediaWish(List.of(), Map.of(), 0, true)));
        room.conference.demand((endpoint, layers) -> told.put(endpoint.id(), layers));
        assertThat(told.get(new EndpointId("sender0"))).containsEntry(SourceKind.CAMERA, 0);
    }

    @Test
    void nineOpenMicrophones_sendThreeToEach() {
        SimulatedRoom room = room(20_000_000, 20, 0, 9);
        room.run(2);
        room.soundSent = 0;
        room.soundCame = 0;
        room.run(10);
        assertThat((double) room.soundCame / room.soundSent).isBetween(0.30, 0.37);
        assertThat(room.sent.values())
                .filteredOn(picture -> picture.equals(new MediaSent.Picture(0, true, Optional.empty())))
                .as("open microphones that are held back")
                .hasSize(6);
    }
}
