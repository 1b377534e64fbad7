package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
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
