package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets how much of a line. */
class AllocationTest {
    private static Claim claim(Claim.Rank rank, int height, int before, boolean rested, long... costs) {
        return new Claim(rank, height, costs, 0, before, rested ? 60_000 : 1_000);
    }

    /** One whose sender makes three temporal layers, so that its first two steps are lower frame rates. */
    private static Claim thinned(Claim.Rank rank, int height, int before, boolean rested, long... costs) {
        return new Claim(rank, height, costs, 2, before, rested ? 60_000 : 1_000);
    }

    private static List<Integer> divide(long bps, Claim... claims) {
        Allocation.divide(List.of(claims), bps);
        return List.of(claims).stream().map(Claim::chosen).toList();
    }

    @Test
    void everyPictureComesSmall_beforeAnyComesLarge() {
        assertThat(divide(
                        400_000,
                        claim(Claim.Rank.STAGE, 720, -1, true, 120_000, 450_000, 1_500_000),
                        claim(Claim.Rank.TILE, 180, -1, true, 120_000),
                        claim(Claim.Rank.TILE, 180, -1, true, 120_000)))
                .containsExactly(0, 0, 0);
    }

    @Test
    void theScreenComesFirst_thenWhoIsOnStage() {
        assertThat(divide(
                        650_000,
                        claim(Claim.Rank.TILE, 180, -1, true, 120_000),
                        claim(Claim.Rank.STAGE, 360, -1, true, 120_000),
                        claim(Claim.Rank.SCREEN, 1080, -1, true, 450_000)))
                .containsExactly(-1, 0, 0);
    }

    @Test
    void theLargestShownIsRaisedFirst() {
        assertThat(divide(
                        700_000,
                        claim(Claim.Rank.TILE, 180, -1, true, 120_000, 450_000),
                        claim(Claim.Rank.TILE, 360, -1, true, 120_000, 450_000)))
                .containsExactly(0, 1);
    }

    @Test
    void afterLess_moreComesOnlyAfterARest() {
        assertThat(divide(900_000, claim(Claim.Rank.TILE, 360, 0, false, 120_000, 450_000)))
                .containsExactly(0);
        assertThat(divide(900_000, claim(Claim.Rank.TILE, 360, 0, true, 120_000, 450_000)))
                .containsExactly(1);
    }

    @Test
    void whatIsSentAlready_staysWhileRatesMoveALittle() {
        assertThat(divide(430_000, claim(Claim.Rank.TILE, 360, 1, true, 120_000, 450_000)))
                .containsExactly(1);
        assertThat(divide(300_000, claim(Claim.Rank.TILE, 360, 1, true, 120_000, 450_000)))
                .containsExactly(0);
    }

    @Test
    void whoIsOnStageComesInAllFrames_beforeATileComes_andTilesInFewBeforeAnyComesInAll() {
        Claim.Rank tile = Claim.Rank.TILE;
        for (long[] line : new long[][] {
            {50_000, 0, -1, -1}, {119_000, 1, -1, -1}, {160_000, 2, -1, -1}, {220_000, 2, 0, 0}, {250_000, 2, 1, 0}
        }) {
            assertThat(divide(
                            line[0],
                            thinned(tile, 180, -1, true, 48_000, 72_000, 120_000),
                            thinned(Claim.Rank.STAGE, 720, -1, true, 48_000, 72_000, 120_000, 450_000),
                            thinned(tile, 180, -1, true, 48_000, 72_000, 120_000)))
                    .as("on %d bit/s", line[0])
                    .containsExactly((int) line[2], (int) line[1], (int) line[3]);
        }
        assertThat(divide(
                        560_000,
                        thinned(Claim.Rank.STAGE, 720, -1, true, 48_000, 72_000, 120_000, 450_000),
                        thinned(tile, 180, -1, true, 48_000, 72_000, 120_000)))
                .as("all of the smallest before a larger one")
                .containsExactly(2, 2);
    }

    @Test
    void fewFramesThatHaveNoRoom_endToo() {
        assertThat(divide(20_000, thinned(Claim.Rank.TILE, 180, 0, true, 48_000, 72_000, 120_000)))
                .containsExactly(-1);
        assertThat(divide(30_000, thinned(Claim.Rank.TILE, 180, 0, true, 48_000, 72_000, 120_000)))
                .containsExactly(0);
    }

    @Test
    void fewerFrames_comeBackAfterAShortRest() {
        Claim back = new Claim(Claim.Rank.TILE, 180, new long[] {48_000, 72_000, 120_000}, 2, 0, 3_000);
        assertThat(divide(200_000, back)).containsExactly(2);
        assertThat(divide(200_000, thinned(Claim.Rank.TILE, 180, 0, false, 48_000, 72_000, 120_000)))
                .containsExactly(0);
    }

    @Test
    void whatDoesNotCome_getsNothing() {
        assertThat(divide(2_000_000, claim(Claim.Rank.TILE, 720, -1, true))).containsExactly(-1);
    }
}
