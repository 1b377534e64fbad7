package org.anteroom.signaling.embedded.congestion;

/** What came of the probe that is under way. */
final class ProbeResult {
    private static final double ENOUGH = 0.7;
    private static final int PACKETS_MIN = 4;
    private static final long SPAN_MICROS_MAX = 1_000_000;
    private static final double FASTER_MAX = 2;
    private static final double SATURATED = 0.9;
    private static final double SATURATED_TARGET = 0.95;

    private final Probe probe;
    private int packets;
    private long bytes;
    private long firstSent = Long.MAX_VALUE;
    private long lastSent = Long.MIN_VALUE;
    private long firstArrived = Long.MAX_VALUE;
    private long lastArrived = Long.MIN_VALUE;
    private int firstBytes;
    private int lastBytes;

    ProbeResult(Probe probe) {
        this.probe = probe;
    }

    Probe probe() {
        return probe;
    }

    void arrived(int packetBytes, long sentMicros, long arrivedMicros) {
        packets++;
        bytes += packetBytes;
        if (arrivedMicros < firstArrived) {
            firstArrived = arrivedMicros;
            firstBytes = packetBytes;
        }
        lastArrived = Math.max(lastArrived, arrivedMicros);
        firstSent = Math.min(firstSent, sentMicros);
        if (sentMicros > lastSent) {
            lastSent = sentMicros;
            lastBytes = 0;
        }
        lastBytes += sentMicros == lastSent ? packetBytes : 0;
    }

    /** The rate that the line carried, in bits a second; 0 while too little arrived or the times make no sense. */
    long bps() {
        long sendSpan = lastSent - firstSent;
        long arriveSpan = lastArrived - firstArrived;
        boolean enough = packets >= PACKETS_MIN && bytes >= ENOUGH * probe.bytes();
        if (!enough || sendSpan <= 0 || arriveSpan <= 0 || Math.max(sendSpan, arriveSpan) > SPAN_MICROS_MAX) {
            return 0;
        }
        double sent = (bytes - lastBytes) * 8e6 / sendSpan;
        double arrived = (bytes - firstBytes) * 8e6 / arriveSpan;
        if (arrived > FASTER_MAX * sent) {
            return 0;
        }
        return (long) (arrived < SATURATED * sent ? SATURATED_TARGET * arrived : Math.min(sent, arrived));
    }
}
