package org.anteroom.signaling.embedded.forward;

/** The sender reports that went to a receiver, and what it reported back (RFC 3550, section 6.4.1). */
final class SentReports {
    private static final int REMEMBERED = 4;
    private static final long LOSS_HOLDS_MS = 6_000;

    private final int[] middles = new int[REMEMBERED];
    private final long[] sentMs = new long[REMEMBERED];
    private int count;
    private int loss;
    private long lossMs;

    /** @param ntpMiddle the middle 32 bits of its time, by which a report block names it */
    void sent(int ntpMiddle, long nowMs) {
        int slot = count++ % REMEMBERED;
        middles[slot] = ntpMiddle;
        sentMs[slot] = nowMs;
    }

    /** The round trip that a report block shows; -1 when it names no report that we remember. */
    int roundTripMs(int lastSenderReport, int delaySinceLast, long nowMs) {
        for (int slot = 0; slot < Math.min(count, REMEMBERED); slot++) {
            if (middles[slot] == lastSenderReport && lastSenderReport != 0) {
                long delayMs = (delaySinceLast & 0xFFFFFFFFL) * 1000 / 65_536;
                return (int) Math.max(0, nowMs - sentMs[slot] - delayMs);
            }
        }
        return -1;
    }

    /** Notes the share that a report block says was lost, in 256ths; half of what was said before still counts. */
    void lost(int fraction, long nowMs) {
        loss = Math.max(fraction, loss(nowMs) / 2);
        lossMs = nowMs;
    }

    int loss(long nowMs) {
        return nowMs - lossMs < LOSS_HOLDS_MS ? loss : 0;
    }
}
