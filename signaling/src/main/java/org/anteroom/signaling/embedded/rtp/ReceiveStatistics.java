package org.anteroom.signaling.embedded.rtp;

/** What one incoming stream lost, and how unevenly it came (RFC 3550, appendices A.3 and A.8). */
public final class ReceiveStatistics {
    private final int clockRate;
    private boolean started;
    private long baseSequence;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private double jitter;
    private long lastTransit;
    private int lastSenderReport;
    private long lastSenderReportMs = -1;

    public ReceiveStatistics(int clockRate) {
        this.clockRate = clockRate;
    }

    public void received(int sequence, int timestamp, long nowMs) {
        if (!started) {
            started = true;
            baseSequence = sequence;
            highest = sequence;
            lastTransit = nowMs * clockRate / 1000 - timestamp;
        }
        received++;
        highest = Math.max(highest, highest + Bytes.ahead(sequence, (int) (highest & 0xFFFF)));
        long transit = nowMs * clockRate / 1000 - timestamp;
        long distance = Math.abs((int) (transit - lastTransit));
        lastTransit = transit;
        jitter += (distance - jitter) / 16;
    }

    /** Notes the middle 32 bits of the sender report's NTP time. */
    public void senderReport(int ntpMiddle, long nowMs) {
        lastSenderReport = ntpMiddle;
        lastSenderReportMs = nowMs;
    }

    public boolean started() {
        return started;
    }

    /** The block for the next report; closes the interval. */
    public RtcpWriter.ReportBlock block(int ssrc, long nowMs) {
        long expected = highest - baseSequence + 1;
        long expectedNow = expected - expectedBefore;
        long lostNow = Math.max(0, expectedNow - (received - receivedBefore));
        expectedBefore = expected;
        receivedBefore = received;
        double lossFraction = expectedNow > 0 ? Math.min(1.0, (double) lostNow / expectedNow) : 0;
        long delay = lastSenderReportMs < 0 ? 0 : (nowMs - lastSenderReportMs) * 65_536 / 1000;
        return new RtcpWriter.ReportBlock(
                ssrc,
                (int) Math.min(255, lossFraction * 256),
                (int) Math.max(-0x800000, Math.min(0x7FFFFF, expected - received)),
                (int) highest,
                (int) jitter,
                lastSenderReport,
                (int) delay);
    }
}
