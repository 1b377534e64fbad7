package org.anteroom.signaling.embedded.forward;

import java.util.Comparator;
import java.util.List;

/**
 * Divides a receiver's line among the pictures that it shows. First each in its smallest size, in as few frames as its
 * sender's temporal layers allow; then each in its smallest size in all of its frames; both times screens before who is on
 * stage before tiles. Then larger, the largest shown first, each in all of its frames. Pure.
 */
final class Allocation {
    private static final double SLACK = 0.1;
    private static final long SLACK_BPS_MIN = 25_000;

    private Allocation() {}

    /** @param bps what the line has for pictures, in bits a second */
    static void divide(List<Claim> claims, long bps) {
        long slack = Math.max(SLACK_BPS_MIN, (long) (SLACK * bps));
        long left = bps;
        List<Claim> inOrder =
                claims.stream().sorted(Comparator.comparing(Claim::rank)).toList();
        for (Claim claim : inOrder) {
            long before = claim.cost();
            if (claim.rise(left, slack)) {
                left -= claim.cost() - before;
            }
        }
        for (Claim claim : inOrder) {
            while (claim.chosen() >= 0 && !claim.isWhole()) {
                long before = claim.cost();
                if (!claim.rise(left, slack)) {
                    break;
                }
                left -= claim.cost() - before;
            }
        }
        List<Claim> bySize = claims.stream()
                .sorted(Comparator.comparing(Claim::rank, Comparator.comparing(rank -> rank != Claim.Rank.SCREEN))
                        .thenComparing(Comparator.comparingInt(Claim::height).reversed())
                        .thenComparing(Claim::rank))
                .toList();
        for (Claim claim : bySize) {
            long before = claim.cost();
            while (claim.chosen() >= 0 && claim.isWhole() && claim.rise(left, slack)) {
                left -= claim.cost() - before;
                before = claim.cost();
            }
        }
    }
}
