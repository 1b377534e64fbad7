package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.sdp.Offer;
import org.junit.jupiter.api.Test;

/** Throttles and choices by a told clock. */
class LimitsTest {
    @Test
    void keyFrames_areAskedForAtOnce_thenOnceAnInterval_andTheLastWishIsKept() {
        KeyFrameThrottle throttle = new KeyFrameThrottle(500);
        assertThat(throttle.takeDue(0)).isFalse();
        throttle.want();
        assertThat(throttle.takeDue(0)).isTrue();
        throttle.want();
        throttle.want();
        assertThat(throttle.takeDue(1)).isFalse();
        assertThat(throttle.takeDue(499)).isFalse();
        assertThat(throttle.takeDue(500)).isTrue();
        assertThat(throttle.takeDue(2_000)).isFalse();
    }

    @Test
    void oneNumber_isNotResentTwiceAtOnce() {
        ResendLimit limit = new ResendLimit(400, 0);
        assertThat(limit.take(1, 7, 0, 0)).isTrue();
        assertThat(limit.take(1, 7, 0, 10)).isFalse();
        assertThat(limit.take(1, 7, 0, 60)).isTrue();
    }

    @Test
    void resends_areBoundedBySecond() {
        ResendLimit limit = new ResendLimit(400, 0);
        long resent = IntStream.range(0, 60_000)
                .filter(i -> limit.take(1, i & 0xFFFF, 0, i / 60))
                .count();
        assertThat(resent).isBetween(400L, 520L);
    }

    @Test
    void whatASenderSends_isBoundedBySource_picturesTogether_andItsSoundByItself() {
        SenderLimits limits = new SenderLimits();
        Map<Optional<SourceKind>, Long> taken = new HashMap<>();
        for (long nowMs = 0; nowMs < 10_000; nowMs++) {
            for (Optional<SourceKind> kind : List.of(
                    Optional.of(SourceKind.CAMERA), Optional.of(SourceKind.SCREEN), Optional.<SourceKind>empty())) {
                // 20 Mbit/s.
                for (int i = 0; i < 5; i++) {
                    if (limits.take(kind, 500, nowMs)) {
                        taken.merge(kind, 500L, Long::sum);
                    }
                }
            }
            if (nowMs % 20 == 0) {
                assertThat(limits.take(Optional.of(SourceKind.MICROPHONE), 250, nowMs))
                        .isTrue();
            }
        }
        long camera = taken.getOrDefault(Optional.of(SourceKind.CAMERA), 0L);
        long screen = taken.getOrDefault(Optional.of(SourceKind.SCREEN), 0L);
        assertThat(camera * 8 / 10).isBetween(3_000_000L, 6_400_000L);
        assertThat((camera + screen) * 8 / 10).isBetween(8_900_000L, 9_700_000L);
        assertThat(taken.getOrDefault(Optional.<SourceKind>empty(), 0L) * 8 / 10)
                .isBetween(900_000L, 1_200_000L);
    }

    @Test
    void anHonestSender_withAnotherCodecsHabits_isNotBounded() {
        SenderLimits limits = new SenderLimits();
        for (long nowMs = 0; nowMs < 60_000; nowMs += 5) {
            // 4 Mbit/s, and a key frame of 300 kB each ten seconds.
            int packets = nowMs % 10_000 == 0 ? 250 : 2;
            for (int i = 0; i < packets; i++) {
                assertThat(limits.take(Optional.of(SourceKind.CAMERA), 1_200, nowMs))
                        .isTrue();
            }
        }
    }

    @Test
    void whatWaitsForALine_goesInTurns_andWhoHasTheMostLosesItsOwn() {
        List<DropReason> dropped = new ArrayList<>();
        PacedQueue queue = new PacedQueue(dropped::add);
        OutgoingStream much = stream();
        OutgoingStream little = stream();
        for (int i = 0; i < 400; i++) {
            assertThat(queue.video(Packet.withRoom(1_000), much, 0)).isTrue();
        }
        for (int i = 0; i < 4; i++) {
            assertThat(queue.video(Packet.withRoom(10 + i), little, 0)).isTrue();
        }
        List<Integer> lengths = IntStream.range(0, 8)
                .map(i -> queue.takeVideo().orElseThrow().getLength())
                .boxed()
                .toList();
        assertThat(lengths).containsExactly(1_000, 10, 1_000, 11, 1_000, 12, 1_000, 13);
        for (int i = 0; i < 100; i++) {
            assertThat(queue.video(Packet.withRoom(10), little, 300_000)).isTrue();
        }
        for (int i = 0; i < 17; i++) {
            var unused = queue.video(Packet.withRoom(1_000), much, 300_000);
        }
        assertThat(dropped).hasSize(412).containsOnly(DropReason.LINE_FULL);
        queue.shed(701_000);
        assertThat(queue.isEmpty()).as("nothing waits for long").isTrue();
    }

    private static OutgoingStream stream() {
        IncomingSource source = new IncomingSource(new EndpointId("ada"), SourceKind.CAMERA, 16, reason -> {});
        PaperPeer peer = new PaperPeer(new Conference(new ConferenceId("c"), new Random(1)), "bo", false, false);
        Offer.Stream names = new Offer.Stream("stream", "track", 1, 2);
        return new OutgoingStream(source, peer.endpoint.downlink(), names, 0, new ResendLimit(400, 0), reason -> {});
    }

    @Test
    void aForbiddenScreen_isToldAfterItsGrace_andOnceASecond() {
        IncomingSource screen = new IncomingSource(new EndpointId("ada"), SourceKind.SCREEN, 16, reason -> {});
        ScreenGuard guard = new ScreenGuard();
        screen.allow(true, 0);
        assertThat(guard.violates(screen, 5_000)).isFalse();
        screen.allow(false, 6_000);
        assertThat(told(6_000, 10_000, nowMs -> guard.violates(screen, nowMs))).containsExactly(7_020L, 8_020L, 9_020L);
    }

    @Test
    void videoThatNobodyDeclared_isToldOnceItGoesOn_andOnceASecond() {
        UndeclaredVideo video = new UndeclaredVideo();
        assertThat(told(0, 2_000, video::violates)).isEmpty();
        assertThat(told(4_000, 8_020, video::violates))
                .as("after a pause it begins anew")
                .containsExactly(6_020L, 7_020L);
    }

    /** When a packet each 20 ms was told of. */
    private static List<Long> told(long fromMs, long toMs, LongPredicate violates) {
        return LongStream.iterate(fromMs, nowMs -> nowMs < toMs, nowMs -> nowMs + 20)
                .filter(violates)
                .boxed()
                .toList();
    }

    @Test
    void aCough_doesNotTakeTheFloor_butALongerSpeechDoes() {
        EndpointId ada = new EndpointId("ada");
        EndpointId bo = new EndpointId("bo");
        DominantSpeaker speakers = new DominantSpeaker();
        long now = speak(speakers, ada, bo, 20, 100, 0, 20);
        assertThat(speakers.decide(now)).contains(ada);
        now = speak(speakers, ada, bo, 60, 10, now, 1);
        assertThat(speakers.decide(now)).contains(ada);
        now = speak(speakers, ada, bo, 110, 15, now, 12);
        assertThat(speakers.decide(now)).contains(bo);
        speakers.left(bo);
        assertThat(speakers.decide(now)).isNotEqualTo(Optional.of(bo));
    }

    @Test
    void silenceForGood_hasNoSpeaker() {
        EndpointId ada = new EndpointId("ada");
        DominantSpeaker speakers = new DominantSpeaker();
        long now = speak(speakers, ada, new EndpointId("bo"), 20, 127, 0, 20);
        now = speak(speakers, ada, new EndpointId("bo"), 127, 127, now, 100);
        assertThat(speakers.decide(now)).isEmpty();
    }

    private static long speak(
            DominantSpeaker speakers,
            EndpointId one,
            EndpointId other,
            int oneLevel,
            int otherLevel,
            long from,
            int turns) {
        long now = from;
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < 10; i++) {
                speakers.heard(one, oneLevel);
                speakers.heard(other, otherLevel);
            }
            now += 200;
            var unused = speakers.decide(now);
        }
        return now;
    }
}
