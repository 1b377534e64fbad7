package org.anteroom.signaling.embedded.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate over simulated lines, in simulated time; the seed is in the test's name. */
class BandwidthEstimatorTest {
    private static final long PLENTY = 5_000_000;

    private static SimulatedReceiver receiver(
            long seed, long bps, int roundTripMs, double loss, long queueMs, long asked) {
        long oneWay = roundTripMs * 500L;
        return new SimulatedReceiver(
                new SimulatedLine(seed, bps, oneWay, queueMs * 1000, loss),
                new SimulatedLine(seed + 1, 1_000_000, oneWay, queueMs * 1000, loss),
                asked);
    }

    private static List<Long> everySecond(SimulatedReceiver receiver, int seconds) {
        List<Long> estimates = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            receiver.run(1);
            estimates.add(receiver.bps());
        }
        return estimates;
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aThinLineWithSteadyLoss_isUsedAndNotOverrun(long seed) {
        SimulatedReceiver receiver = receiver(seed, 300_000, 300, 0.05, 400, 2_000_000);
        receiver.run(20);
        List<Long> estimates = everySecond(receiver, 60);
        assertThat(mean(estimates)).as("%s", estimates).isBetween(220_000.0, 300_000.0);
        assertThat(estimates).as("%s", estimates).allMatch(bps -> bps < 400_000);
    }

    /** Two voices and a small picture on 300 kbit/s, and a phone that is busy: nothing waits in the line's queue. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aFarEndThatStandsStillNowAndThen_isNoFullLine(long seed) {
        SimulatedReceiver receiver = receiver(seed, 300_000, 300, 0.05, 300, 220_000);
        receiver.sendAtLeast(100_000);
        receiver.down.stall(700_000, 400_000);
        receiver.run(20);
        List<Long> estimates = everySecond(receiver, 120);
        long enough = estimates.stream().filter(bps -> 0.95 * bps >= 220_000).count();
        assertThat(enough).as("%s", estimates).isGreaterThan(108);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLineThatShrinksBelowTheVoicesOnIt_isNoticedWithinThreeSeconds(long seed) {
        SimulatedReceiver receiver = receiver(seed, 300_000, 100, 0, 400, 220_000);
        receiver.sendAtLeast(100_000);
        receiver.down.stall(700_000, 400_000);
        receiver.run(20);
        receiver.down.rate(90_000);
        receiver.run(3);
        assertThat(receiver.bps()).isLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLineThatShrinks_isNoticedWithinThreeSeconds(long seed) {
        SimulatedReceiver receiver = receiver(seed, 2_000_000, 60, 0, 400, 2_500_000);
        receiver.run(30);
        assertThat(receiver.bps()).isBetween(1_200_000L, 2_300_000L);
        receiver.down.rate(300_000);
        receiver.run(3);
        assertThat(receiver.bps()).isLessThan(300_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLineThatGrows_isFoundWithinFifteenSeconds_byProbes(long seed) {
        SimulatedReceiver receiver = receiver(seed, 300_000, 100, 0, 400, 2_000_000);
        receiver.run(40);
        assertThat(receiver.bps()).isLessThan(330_000);
        receiver.down.rate(2_000_000);
        List<Long> estimates = everySecond(receiver, 15);
        assertThat(receiver.bps()).as("%s", estimates).isGreaterThan(1_200_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aWideLine_carriesWhatIsAsked_soon(long seed) {
        SimulatedReceiver receiver = receiver(seed, 5_000_000, 40, 0, 300, 3_000_000);
        List<Long> estimates = everySecond(receiver, 5);
        assertThat(receiver.bps()).as("%s", estimates).isGreaterThan(2_800_000);
        assertThat(everySecond(receiver, 60)).allMatch(bps -> bps > 2_500_000);
    }

    @Test
    void steadyLossAlone_doesNotKeepAWideLineSmall() {
        SimulatedReceiver receiver = receiver(7, PLENTY, 100, 0.05, 300, 1_500_000);
        receiver.run(30);
        assertThat(receiver.bps()).isGreaterThan(1_400_000);
    }

    @Test
    void heavyLoss_cutsTheRate_andItComesBackAfterIt() {
        SimulatedReceiver receiver = receiver(8, PLENTY, 100, 0, 300, 1_500_000);
        receiver.run(20);
        receiver.down.loss(0.3);
        receiver.run(10);
        assertThat(receiver.bps()).isLessThan(900_000);
        receiver.down.loss(0);
        receiver.run(15);
        assertThat(receiver.bps()).isGreaterThan(1_200_000);
    }

    @Test
    void whoSaysNothing_isSentLittle_andIsBackWithItsReports() {
        SimulatedReceiver receiver = receiver(9, PLENTY, 100, 0, 300, 1_500_000);
        receiver.run(20);
        receiver.back.loss(1);
        receiver.run(20);
        assertThat(receiver.bps()).isEqualTo(60_000);
        receiver.back.loss(0);
        receiver.run(15);
        assertThat(receiver.bps()).isGreaterThan(1_000_000);
    }

    @Test
    void reportsThatLie_moveNothingOutOfItsLimits() {
        BandwidthEstimator estimator =
                new BandwidthEstimator(new BandwidthEstimator.Limits(300_000, 60_000, 8_000_000, 8_000_000));
        estimator.measure(true);
        estimator.feedback(77, new long[] {1, -1, Long.MAX_VALUE}, 1_000_000);
        assertThat(estimator.unsent()).isEqualTo(3);
        assertThat(estimator.bps(1_000)).isEqualTo(300_000);
        long now = 1_000_000;
        for (int i = 0; i < 20_000; i++) {
            now += 1_000;
            int sequence = estimator.sent(1_100, 0, now);
            // Times that jump about, and each report twice.
            long[] arrived = {(i * 7_919L % 13) * 64_000_000L * (i % 5)};
            estimator.feedback(sequence, arrived, now);
            estimator.feedback(sequence, arrived, now);
            estimator.feedback(sequence + 30_000, LongStream.range(0, 2_000).toArray(), now);
            assertThat(estimator.bps(now / 1000)).isBetween(60_000L, 8_000_000L);
        }
    }

    @Test
    void remb_isBounded_andHoldsOnlyWhereNothingBetterIsKnown() {
        BandwidthEstimator estimator =
                new BandwidthEstimator(new BandwidthEstimator.Limits(300_000, 60_000, 8_000_000, 4_000_000));
        assertThat(estimator.bps(0)).isEqualTo(4_000_000);
        estimator.remb(0, 1_000);
        assertThat(estimator.bps(1_000)).isEqualTo(60_000);
        estimator.remb(Long.MAX_VALUE, 2_000);
        assertThat(estimator.bps(2_000)).isEqualTo(4_000_000);
        estimator.remb(400_000, 3_000);
        assertThat(estimator.bps(3_000)).isEqualTo(400_000);
        assertThat(estimator.bps(20_000)).isEqualTo(4_000_000);
        estimator.measure(true);
        assertThat(estimator.bps(3_000)).isEqualTo(300_000);
    }
}
