package org.anteroom.signaling.embedded.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbering, caching and asking again. */
class StreamStateTest {
    private static RtpPacket packet(int sequence) {
        byte[] bytes = new byte[12];
        bytes[0] = (byte) 0x80;
        Bytes.put16(bytes, 2, sequence);
        return RtpPacket.parse(bytes, 0, 12).orElseThrow();
    }

    @Test
    void numbersRunOnOverTheWrap_andKeepHolesAndLatePackets() {
        SequenceRewriter numbers = new SequenceRewriter(65_534);
        assertThat(numbers.accept(100, 0, 90_000, 0)).isTrue();
        assertThat(numbers.sequenceOut(100)).isEqualTo(65_534);
        assertThat(numbers.accept(103, 0, 90_000, 0)).isTrue();
        assertThat(numbers.sequenceOut(103)).isEqualTo(1);
        assertThat(numbers.accept(101, 0, 90_000, 0)).isTrue();
        assertThat(numbers.sequenceOut(101)).isEqualTo(65_535);
        assertThat(numbers.sequenceIn(0)).isEqualTo(102);
        assertThat(numbers.sequenceIn(2)).isEqualTo(-1);
    }

    @Test
    void aPause_leavesNoHole_andWhatIsOlderHasNoNumber() {
        SequenceRewriter numbers = new SequenceRewriter(10);
        assertThat(numbers.accept(500, 0, 48_000, 0)).isTrue();
        numbers.pause();
        assertThat(numbers.sequenceIn(10)).isEqualTo(-1);
        assertThat(numbers.accept(900, 960, 48_000, 20)).isTrue();
        assertThat(numbers.sequenceOut(900)).isEqualTo(11);
        assertThat(numbers.accept(899, 0, 48_000, 20)).isFalse();
        assertThat(numbers.timestampOut(960)).isEqualTo(960);
        assertThat(numbers.sequenceIn(10)).isEqualTo(-1);
    }

    @Test
    void whatIsLeftOut_leavesNoHole_andWhatWasMissingBeforeItKeepsItsNumber() {
        SequenceRewriter numbers = new SequenceRewriter(10);
        assertThat(numbers.accept(65_534, 0, 90_000, 0)).isTrue();
        assertThat(numbers.leaveOut(65_535)).isTrue();
        assertThat(numbers.leaveOut(0)).isTrue();
        // 1 is missing.
        assertThat(numbers.leaveOut(2)).isTrue();
        assertThat(numbers.accept(3, 0, 90_000, 0)).isTrue();
        assertThat(numbers.sequenceOut(65_534)).isEqualTo(10);
        assertThat(numbers.sequenceOut(1)).isEqualTo(11);
        assertThat(numbers.sequenceOut(3)).isEqualTo(12);
        assertThat(List.of(numbers.sequenceIn(10), numbers.sequenceIn(11), numbers.sequenceIn(12)))
                .containsExactly(65_534, 1, 3);
        assertThat(numbers.sequenceIn(13)).isEqualTo(-1);
        assertThat(numbers.accept(0, 0, 90_000, 0)).as("it has no number").isFalse();
        assertThat(numbers.leaveOut(0)).isTrue();
        assertThat(numbers.leaveOut(1)).as("its number is taken").isFalse();
        numbers.pause();
        assertThat(numbers.accept(7, 0, 90_000, 0)).isTrue();
        assertThat(numbers.sequenceOut(7)).isEqualTo(13);
    }

    @Test
    void aLongRunOfWhichHalfIsLeftOut_remembersItsEndAlone_andLeavesNoHole() {
        SequenceRewriter numbers = new SequenceRewriter(0);
        for (int i = 0; i < 200_000; i++) {
            int in = i & 0xFFFF;
            if (i % 2 == 1) {
                assertThat(numbers.leaveOut(in)).isTrue();
                continue;
            }
            assertThat(numbers.accept(in, i, 90_000, i)).isTrue();
            assertThat(numbers.sequenceOut(in)).isEqualTo(i / 2 & 0xFFFF);
            if (i >= 200) {
                assertThat(numbers.sequenceIn(i / 2 - 100 & 0xFFFF)).isEqualTo(i - 200 & 0xFFFF);
            }
        }
        assertThat(numbers.sequenceIn(100_000 - 300 & 0xFFFF)).isEqualTo(-1);
        assertThat(numbers.accept(200_000 - 600 & 0xFFFF, 0, 90_000, 0)).isFalse();
    }

    @Test
    void anotherStreamOfTheSource_continuesTheTimestamps() {
        SequenceRewriter numbers = new SequenceRewriter(0);
        assertThat(numbers.accept(1, 1_000, 90_000, 0)).isTrue();
        numbers.restart();
        assertThat(numbers.accept(40_000, 77_777_777, 90_000, 1_000)).isTrue();
        assertThat(numbers.timestampOut(77_777_777)).isEqualTo(91_000);
        assertThat(numbers.sequenceOut(40_000)).isEqualTo(1);
    }

    @Test
    void aLongRun_neverLosesItsPlace() {
        SequenceRewriter numbers = new SequenceRewriter(7);
        for (int i = 0; i < 300_000; i++) {
            assertThat(numbers.accept(i & 0xFFFF, i, 90_000, i)).isTrue();
            assertThat(numbers.sequenceOut(i & 0xFFFF)).isEqualTo((i + 7) & 0xFFFF);
        }
    }

    @Test
    void theCache_holdsTheLastOnly() {
        PacketCache cache = new PacketCache(64);
        assertThat(cache.get(1)).isEmpty();
        IntStream.range(0, 200).forEach(i -> cache.put(packet(i), i));
        assertThat(IntStream.range(0, 200).filter(i -> cache.get(i).isPresent()).count())
                .isEqualTo(64);
        assertThat(cache.get(199)).isPresent();
        assertThat(cache.get(135)).isEmpty();
        cache.clear();
        assertThat(cache.get(199)).isEmpty();
        assertThatThrownBy(() -> new PacketCache(100)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A thin source would keep as much as a wide one, and much longer: half a thousand packets are a minute of a still. */
    @Test
    void theCache_letsGoOfWhatIsOld() {
        PacketCache cache = new PacketCache(512);
        long everyMs = 100;
        long nowMs = 0;
        for (int i = 0; i < 600; i++) {
            nowMs = 5_000 + i * everyMs;
            cache.put(packet(i), nowMs);
            if (i % 10 == 0) {
                cache.sweep(nowMs);
            }
        }
        long kept =
                IntStream.range(0, 600).filter(i -> cache.get(i).isPresent()).count();
        assertThat(kept).isBetween(PacketCache.KEPT_MS / everyMs, 2 * PacketCache.KEPT_MS / everyMs);
        cache.sweep(nowMs + PacketCache.KEPT_MS - 1);
        assertThat(cache.get(599)).isPresent();
        cache.sweep(nowMs + 2 * PacketCache.KEPT_MS);
        assertThat(cache.get(599)).isEmpty();
        cache.put(packet(600), nowMs);
        assertThat(cache.get(600)).isPresent();
    }

    @Test
    void whatIsMissing_isAskedForAFewTimes() {
        NackTracker nacks = new NackTracker();
        nacks.received(65_534);
        nacks.received(1);
        assertThat(nacks.due(0, 0)).containsExactly(65_535, 0);
        assertThat(nacks.due(10, 0)).isEmpty();
        nacks.received(0);
        int asked = 0;
        for (long now = 100; now < 5_000; now += 20) {
            asked += nacks.due(now, 0).size();
        }
        assertThat(asked).isEqualTo(5);
        assertThat(nacks.takeBeyondRepair()).isTrue();
        assertThat(nacks.takeBeyondRepair()).isFalse();
    }

    @Test
    void aHugeHole_isNotAskedFor() {
        NackTracker nacks = new NackTracker();
        nacks.received(0);
        nacks.received(20_000);
        assertThat(nacks.due(0, 0)).isEmpty();
        assertThat(nacks.takeBeyondRepair()).isTrue();
        IntStream.range(0, 400).forEach(i -> nacks.received(20_000 + 2 * i));
        assertThat(nacks.due(0, 0).size()).isLessThanOrEqualTo(256);
    }

    @Test
    void statistics_countLossAndWrap() {
        ReceiveStatistics statistics = new ReceiveStatistics(48_000);
        for (int i = 0; i < 100; i++) {
            if (i % 10 != 5) {
                statistics.received((65_500 + i) & 0xFFFF, i * 960, i * 20L);
            }
        }
        RtcpWriter.ReportBlock block = statistics.block(1, 2_000);
        assertThat(block.cumulativeLost()).isEqualTo(10);
        assertThat(block.highestSequence()).isEqualTo(65_500 + 99);
        assertThat(block.fractionLost()).as("of 256").isBetween(23, 28);
    }
}
