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
     * @param before the step at which it is sent now, -1 for none
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

    /** What the least of it takes, 0 where nothing comes. */
    long firstCost() {
        return costs.length == 0 ? 0 : costs[0];
    }

    /** What it takes now. */
    long cost() {
        return chosen < 0 ? 0 : costs[chosen];
    }

    /**
     * Takes the next step if it fits. What is sent already has some patience, as rates move, the smallest picture most;
     * what is not sent needs a rest since the line took it away, and something to spare where it is more than the smallest.
     */
    boolean rise(long left, long slack) {
        int next = chosen + 1;
        if (next >= costs.length) {
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
