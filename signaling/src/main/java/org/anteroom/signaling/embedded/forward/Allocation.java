package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Divides a receiver's line among the pictures that it shows. First screens and who is on stage, each in its smallest size,
 * in as few frames as its sender's temporal layers allow, then in all of them; after these tiles, the same way: who is
 * looked at moves fluently before the others move at all. Then larger, the largest shown first, each in all of its frames.
 * Pure.
 */
final class Allocation {
    private static final double SLACK = 0.1;
    private static final long SLACK_BPS_MIN = 25_000;

    private static final Comparator<Claim> FIRST = Comparator.comparing(Claim::rank);
    private static final Comparator<Claim> LARGER = Comparator.comparing(
                    (Claim claim) -> claim.rank() != Claim.Rank.SCREEN)
            .thenComparing(Comparator.comparingInt(Claim::height).reversed())
            .thenComparing(Claim::rank);

    private final long slack;
    private long left;

    private Allocation(long bps) {
        slack = Math.max(SLACK_BPS_MIN, (long) (SLACK * bps));
        left = bps;
    }

    /** @param bps what the line has for pictures, in bits a second */
    static void divide(List<Claim> claims, long bps) {
        Allocation line = new Allocation(bps);
        List<Claim> inOrder = new ArrayList<>(claims);
        inOrder.sort(FIRST);
        int tiles = 0;
        while (tiles < inOrder.size() && inOrder.get(tiles).rank() != Claim.Rank.TILE) {
            tiles++;
        }
        line.begin(inOrder.subList(0, tiles));
        line.begin(inOrder.subList(tiles, inOrder.size()));
        inOrder.sort(LARGER);
        for (Claim claim : inOrder) {
            line.riseWhile(claim, Claim::isWhole);
        }
    }

    private void begin(List<Claim> these) {
        for (Claim claim : these) {
            riseWhile(claim, one -> one.chosen() < 0);
        }
        for (Claim claim : these) {
            riseWhile(claim, one -> one.chosen() >= 0 && !one.isWhole());
        }
    }

    private void riseWhile(Claim claim, Predicate<Claim> holds) {
        boolean rises = true;
        while (rises && holds.test(claim)) {
            long before = claim.cost();
            rises = claim.rise(left, slack);
            left -= claim.cost() - before;
        }
    }
}
