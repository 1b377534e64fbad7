package org.anteroom.signaling.embedded.forward;

import java.util.Arrays;

/** How many bits a second pass, over about the last second. */
final class RateMeter {
    private static final int SLOT_MS = 100;
    private static final int SLOTS = 12;
    private static final int COUNTED = SLOTS - 2;

    private final long[] bits = new long[SLOTS];
    private boolean started;
    private long slot;

    void passed(int bytes, long nowMs) {
        advance(nowMs);
        bits[(int) Math.floorMod(slot, (long) SLOTS)] += 8L * bytes;
    }

    private void advance(long nowMs) {
        long now = Math.floorDiv(nowMs, (long) SLOT_MS);
        if (!started || now - slot > SLOTS) {
            Arrays.fill(bits, 0);
            started = true;
            slot = now;
        }
        for (; slot < now; slot++) {
            bits[(int) Math.floorMod(slot + 1, (long) SLOTS)] = 0;
        }
    }

    long bitsPerSecond(long nowMs) {
        if (!started) {
            return 0;
        }
        advance(nowMs);
        long sum = 0;
        for (int back = 1; back <= COUNTED; back++) {
            sum += bits[(int) Math.floorMod(slot - back, (long) SLOTS)];
        }
        return sum * 1000 / (COUNTED * SLOT_MS);
    }
}
