package org.anteroom.signaling.embedded.forward;

/**
 * What one picture asks of a receiver's line, and what it gets.
 *
 * <p>Costs are bits a second by step, the least first, up to the most that is of use.
 */
final class Claim {
    private static final long REST_MS = 10_000;
    private static final long SMALLEST_REST_MS = 3_000;

    private final Rank rank;
    private final int height;
    private final long[] costs;
    private final int thin;
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
     * @param thin how many steps at the beginning are lower frame rates of its smallest size
     * @param before the step at which it is sent now, -1 for none
     * @param restedMs how long ago the line last took something from it
     */
    Claim(Rank rank, int height, long[] costs, int thin, int before, long restedMs) {
        this.rank = rank;
        this.height = height;
        this.costs = costs.clone();
        this.thin = thin;
        this.before = before;
        this.restedMs = restedMs;
    }

    Rank rank() {
        return rank;
    }

    int height() {
        return height;
    }

    /** The step that it gets, -1 for none. */
    int chosen() {
        return chosen;
    }

    /** The most that would be of use, -1 where nothing comes. */
    int ideal() {
        return costs.length - 1;
    }

    long idealCost() {
        return costs.length == 0 ? 0 : costs[ideal()];
    }

    /** What its smallest size takes in all of its frames, 0 where nothing comes. */
    long firstCost() {
        return costs.length == 0 ? 0 : costs[thin];
    }

    /** Whether it has at least its smallest size in all of its frames. */
    boolean isWhole() {
        return chosen >= thin;
    }

    /** What it takes now. */
    long cost() {
        return chosen < 0 ? 0 : costs[chosen];
    }

    /**
     * Takes the next step if it fits. What is sent already has some patience, as rates move, the smallest picture most, half of what it takes at most;
     * what is not sent needs a rest since the line took it away, and something to spare where it is more than the smallest.
     */
    boolean rise(long left, long slack) {
        int next = chosen + 1;
        if (next >= costs.length) {
            return false;
        }
        long more = costs[next] - cost();
        boolean least = chosen < 0;
        boolean fits;
        if (next <= before) {
            fits = more <= left + (least ? Math.min(2 * slack, more / 2) : slack);
        } else if (next <= thin) {
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
