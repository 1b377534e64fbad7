package org.anteroom.signaling.embedded.congestion;

import java.util.Optional;

/**
 * What one receiver's line carries: the least of what delay, loss and the receiver itself allow.
 *
 * <p>It believes nothing that cannot be: feedback on packets that were never sent is counted and left aside, and every
 * estimate stays within its limits. Times are told, in any fixed origin that rises. One thread at a time.
 */
public final class BandwidthEstimator {
    private static final long SILENT_MS = 2_000;
    private static final long SILENT_STEP_MS = 500;
    private static final double SILENT_FACTOR = 0.8;
    private static final long LOWERED_REST_MS = 1_000;
    private static final long CUT_REST_MS = 3_000;
    private static final long REMB_HOLDS_MS = 10_000;
    private static final int ROUND_TRIP_MS_MAX = 5_000;
    private static final long STANDING_MICROS = 30_000;

    private final Limits limits;
    private final SentPackets sent = new SentPackets();
    private final ArrivalGroups groups = new ArrivalGroups();
    private final Trendline trendline = new Trendline();
    private final StandingQueue queue = new StandingQueue();
    private final AcknowledgedRate acknowledged = new AcknowledgedRate();
    private final RateControl control;
    private final LossGuard guard;
    private final Prober prober = new Prober();
    private boolean measured;
    private long unsent;
    private long unansweredMs = -1;
    private long loweredMs;
    private int roundTripMs = 100;
    private long remb = Long.MAX_VALUE;
    private long rembMs;

    /** Bounds of an estimate, in bits a second; {@code unmeasured} where the receiver reports no arrivals. */
    public record Limits(long start, long min, long max, long unmeasured) {}

    public BandwidthEstimator(Limits limits) {
        this.limits = limits;
        this.control = new RateControl(limits.start(), limits.min(), limits.max());
        this.guard = new LossGuard(limits.min(), limits.max());
    }

    /** Whether the receiver agreed to report arrivals. */
    public void measure(boolean reports) {
        measured = reports;
    }

    public boolean isMeasured() {
        return measured;
    }

    /** Notes a packet that goes out now, and returns its transport-wide number. */
    public int sent(int bytes, int probe, long nowMicros) {
        if (unansweredMs < 0) {
            unansweredMs = nowMicros / 1000;
        }
        return sent.sent(bytes, probe, nowMicros);
    }

    /**
     * Takes a report of the receiver.
     *
     * @param base number of the first packet that it tells of
     * @param arrivedMicros when each packet from there on arrived by the receiver's clock, -1 where it did not
     */
    public void feedback(int base, long[] arrivedMicros, long nowMicros) {
        long nowMs = nowMicros / 1000;
        int arrived = 0;
        int lost = 0;
        long newestSent = -1;
        for (int i = 0; i < arrivedMicros.length; i++) {
            int at = sent.find((base + i) & 0xFFFF);
            if (at < 0) {
                unsent++;
            } else if (arrivedMicros[i] < 0) {
                lost += sent.lost(at) ? 1 : 0;
            } else {
                boolean late = sent.isLost(at);
                if (sent.arrived(at)) {
                    lost -= late ? 1 : 0;
                    arrived++;
                    newestSent = Math.max(newestSent, sent.sentMicros(at));
                    arrived(at, arrivedMicros[i], nowMs);
                }
            }
        }
        if (arrived + Math.abs(lost) > 0) {
            guard.count(arrived, lost, nowMs);
            conclude(newestSent, nowMicros);
        }
    }

    private void arrived(int at, long arrivedMicros, long nowMs) {
        acknowledged.arrived(sent.bytes(at), sent.sentMicros(at), arrivedMicros);
        queue.arrived(sent.sentMicros(at), arrivedMicros);
        groups.arrived(
                sent.sentMicros(at),
                arrivedMicros,
                (send, arrival, when) -> trendline.delta(send, arrival, when, nowMs));
        if (sent.probe(at) != 0) {
            prober.arrived(sent.probe(at), sent.bytes(at), sent.sentMicros(at), arrivedMicros);
        }
    }

    private void conclude(long newestSent, long nowMicros) {
        long nowMs = nowMicros / 1000;
        unansweredMs = -1;
        if (newestSent >= 0) {
            long sample = Math.min(ROUND_TRIP_MS_MAX, (nowMicros - newestSent) / 1000);
            roundTripMs += (int) ((sample - roundTripMs) / 4);
        }
        LineUse use = use();
        if (use == LineUse.OVERUSED) {
            prober.overused(nowMs);
        }
        control.update(use, acknowledged.bitsPerSecond(), roundTripMs, nowMs);
        guard.update(bps(nowMs), roundTripMs, nowMs);
        long found = prober.take(nowMs);
        if (found > bps(nowMs) && !guard.cutWithin(CUT_REST_MS, nowMs) && use != LineUse.OVERUSED) {
            control.probed(found, nowMs);
            guard.probed(found);
        }
    }

    /** Delay that grows says that the line is full only where its queue stands. */
    private LineUse use() {
        LineUse use = trendline.use();
        return use == LineUse.OVERUSED && queue.micros() < STANDING_MICROS ? LineUse.UNDERUSED : use;
    }

    /** Takes the loss of a receiver report, 0 to 1, from a receiver that reports nothing better. */
    public void reported(double loss, long nowMs) {
        if (!measured) {
            int lost = (int) Math.round(100 * Math.max(0, Math.min(1, loss)));
            guard.count(100 - lost, lost, nowMs);
            guard.update(bps(nowMs), roundTripMs, nowMs);
        }
    }

    /** Takes the receiver's own estimate (REMB); any number is bounded, and it holds for some seconds only. */
    public void remb(long bps, long nowMs) {
        remb = Math.max(limits.min(), Math.min(limits.max(), bps < 0 ? Long.MAX_VALUE : bps));
        rembMs = nowMs;
    }

    /** Lowers the estimate of a receiver that says nothing of what it was sent; to be called several times a second. */
    public void tick(long nowMs) {
        boolean silent = measured && unansweredMs >= 0 && nowMs - unansweredMs > SILENT_MS;
        if (silent && nowMs - loweredMs >= SILENT_STEP_MS) {
            loweredMs = nowMs;
            control.lower((long) (SILENT_FACTOR * control.bps()));
        }
    }

    /** The probe that is to be sent now, if more is wanted than the estimate allows. */
    public Optional<Probe> probe(long wanted, long nowMs) {
        boolean useless = !measured
                || control.loweredWithin(LOWERED_REST_MS, nowMs)
                || guard.cutWithin(CUT_REST_MS, nowMs)
                || unansweredFor(nowMs) > LOWERED_REST_MS;
        return useless ? Optional.empty() : prober.due(bps(nowMs), Math.min(wanted, limits.max()), roundTripMs, nowMs);
    }

    private long unansweredFor(long nowMs) {
        return unansweredMs < 0 ? 0 : nowMs - unansweredMs;
    }

    /** The estimate, in bits a second. */
    public long bps(long nowMs) {
        if (!measured) {
            long told = nowMs - rembMs < REMB_HOLDS_MS ? remb : Long.MAX_VALUE;
            return Math.min(Math.min(limits.unmeasured(), told), guard.bps());
        }
        return Math.min(control.bps(), guard.bps());
    }

    /** The share that the line lost of late, 0 to 1. */
    public double loss() {
        return Math.max(0, guard.loss());
    }

    public int roundTripMs() {
        return roundTripMs;
    }

    /** Reported numbers that no packet had. */
    public long unsent() {
        return unsent;
    }
}
