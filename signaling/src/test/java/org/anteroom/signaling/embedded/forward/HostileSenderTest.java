package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.anteroom.signaling.embedded.congestion.SimulatedLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders that ignore what is asked of them, in simulated time: nobody else notices. */
class HostileSenderTest {
    /** So many packets of 1,000 bytes each five milliseconds are 20 Mbit/s. */
    private static final int PACKETS_A_STEP = 12;

    private static final double FRAMES_A_SECOND = 1_000 / 65.0;
    private static final long PICTURE_BPS_MAX = 6_000_000;

    private final SimulatedConference simulated = new SimulatedConference(
            new SimulatedLine(5, 4_000_000, 10_000, 400_000, 0),
            new SimulatedLine(6, 1_000_000, 10_000, 400_000, 0),
            3);
    private final SimulatedSender hostile = simulated.senders.get(0);

    /** What comes far too much of. */
    private enum Flood {
        SMALLEST_LAYER,
        MIDDLE_LAYER,
        LARGEST_LAYER,
        ALL_LAYERS,
        UNDECLARED
    }

    private void begin(Flood flood) {
        switch (flood) {
            case SMALLEST_LAYER -> hostile.flood[0] = PACKETS_A_STEP;
            case MIDDLE_LAYER -> hostile.flood[1] = PACKETS_A_STEP;
            case LARGEST_LAYER -> hostile.flood[2] = PACKETS_A_STEP;
            case ALL_LAYERS -> Arrays.fill(hostile.flood, PACKETS_A_STEP);
            case UNDECLARED -> hostile.strangeFlood = PACKETS_A_STEP;
        }
    }

    @BeforeEach
    void settle() {
        simulated.run(8);
        simulated.forgetShown();
        simulated.soundSent = 0;
        simulated.soundCame = 0;
        simulated.worstSoundMicros = 0;
        hostile.peer.toleratesViolations = true;
    }

    @ParameterizedTest
    @EnumSource
    void aFlood_isBoundedAndCounted_andNobodyElseNotices(Flood flood) {
        begin(flood);
        simulated.run(5);
        for (int sender : new int[] {1, 2}) {
            assertThat((double) simulated.shownOf(sender).frames)
                    .as("frames of sender %d", sender)
                    .isGreaterThan(5 * FRAMES_A_SECOND * 0.9);
            assertThat(simulated.shownOf(sender).keyFrames)
                    .as("key frames of sender %d, each after an interruption or a change of size", sender)
                    .isLessThanOrEqualTo(1);
        }
        assertThat((double) simulated.soundCame / simulated.soundSent).isGreaterThan(0.97);
        assertThat(simulated.worstSoundMicros).isLessThan(250_000);
        assertThat(simulated.shownOf(0).bytes * 8).isLessThan(5 * PICTURE_BPS_MAX);
        int dropped = Collections.frequency(hostile.peer.dropped, DropReason.SENDER_LIMIT);
        assertThat(dropped).as("of 12,000 packets").isGreaterThan(7_000);
        assertThat(simulated.senders.get(1).peer.dropped).doesNotContain(DropReason.SENDER_LIMIT);
    }

    @Test
    void whoStopsFlooding_isSeenAgain() {
        begin(Flood.ALL_LAYERS);
        simulated.run(5);
        Arrays.fill(hostile.flood, 0);
        simulated.run(15);
        simulated.forgetShown();
        simulated.run(2);
        assertThat((double) simulated.shownOf(0).frames).isGreaterThan(2 * FRAMES_A_SECOND * 0.9);
    }

    @Test
    void whoFloodsTheSmallestLayer_isSeenInAnotherThatIsSane() {
        begin(Flood.SMALLEST_LAYER);
        simulated.run(3);
        simulated.forgetShown();
        simulated.run(2);
        assertThat((double) simulated.shownOf(0).frames).isGreaterThan(2 * FRAMES_A_SECOND * 0.9);
    }
}
