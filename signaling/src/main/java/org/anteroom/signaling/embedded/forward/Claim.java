package org.anteroom.signaling.embedded.forward;

/**
 * What one picture asks of a receiver's line, and what it gets.
 *
 * <p>Costs are bits a second by layer, the smallest first, up to the largest that is of use; below 0 where a layer does
 * not come.
 */
final class Claim {
    private static final long REST_MS = 10_000;
    private static final long SMALLEST_REST_MS = 3_000;

    private final Rank rank;
    private final int height;
    private final long[] costs;
    private final int before;
    private final long restedMs;
    private int chosen = -1;

    /** What goes before what. */
    enum Rank {
        SCREEN,
        STAGE,
        TILE
    }

    /**
     * @param height at which it is shown
     * @param before the layer that is sent now, -1 for none
     * @param restedMs how long ago the line last took something from it
     */
    Claim(Rank rank, int height, long[] costs, int before, long restedMs) {
        this.rank = rank;
        this.height = height;
        this.costs = costs.clone();
        this.before = before;
        this.restedMs = restedMs;
    }

    Rank rank() {
        return rank;
    }

    int height() {
        return height;
    }

    /** The layer that it gets, -1 for none. */
    int chosen() {
        return chosen;
    }

    /** The largest layer that would be of use, -1 where none comes. */
    int ideal() {
        int layer = costs.length - 1;
        while (layer >= 0 && costs[layer] < 0) {
            layer--;
        }
        return layer;
    }

    long idealCost() {
        return ideal() < 0 ? 0 : costs[ideal()];
    }

    /** What its smallest layer takes, 0 where none comes. */
    long firstCost() {
        for (long cost : costs) {
            if (cost >= 0) {
                return cost;
            }
        }
        return 0;
    }

    /** What it takes now. */
    long cost() {
        return chosen < 0 ? 0 : costs[chosen];
    }

    /** The next layer up that comes, -1 when there is none. */
    int next() {
        for (int layer = chosen + 1; layer < costs.length; layer++) {
            if (costs[layer] >= 0) {
                return layer;
            }
        }
        return -1;
    }

    /**
     * Takes the next layer if it fits. What is sent already has some patience, as rates move, the smallest picture most;
     * what is not sent needs a rest since the line took it away, and something to spare where it is more than the smallest.
     */
    boolean rise(long left, long slack) {
        int next = next();
        if (next < 0) {
            return false;
        }
        long more = costs[next] - cost();
        boolean smallest = chosen < 0;
        boolean fits;
        if (next <= before) {
            fits = more <= left + (smallest ? 2 * slack : slack);
        } else if (smallest) {
            fits = restedMs >= SMALLEST_REST_MS && more <= left;
        } else {
            fits = restedMs >= REST_MS && more + more / 10 <= left;
        }
        if (fits) {
            chosen = next;
        }
        return fits;
    }
}
