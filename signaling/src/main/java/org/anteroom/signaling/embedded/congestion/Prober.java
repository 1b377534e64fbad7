package org.anteroom.signaling.embedded.congestion;

import java.util.Optional;

/**
 * When to probe: at the start, then whenever more is wanted than the estimate allows; at once again after a probe that
 * got through, with growing pauses after one that did not.
 */
final class Prober {
    private static final double FIRST_FACTOR = 3;
    private static final double FACTOR = 2;
    private static final double WANTED_FACTOR = 1.1;
    private static final double THROUGH = 0.7;
    private static final long PAUSE_MS_MIN = 2_000;
    private static final long PAUSE_MS_MAX = 8_000;
    private static final double PAUSE_GROWTH = 1.5;
    private static final long ANSWER_MS = 1_500;
    private static final long PROBE_MICROS = 20_000;
    private static final int BYTES_MIN = 1_400;

    private int id;
    private Optional<ProbeResult> underWay = Optional.empty();
    private long begunMs;
    private long nextMs = Long.MIN_VALUE;
    private long pauseMs = PAUSE_MS_MIN;
    private boolean first = true;

    /** The probe that is to begin now, if any. Nothing is probed while an earlier one is unanswered. */
    Optional<Probe> due(long estimate, long wanted, int roundTripMs, long nowMs) {
        if (underWay.isPresent() && nowMs - begunMs > ANSWER_MS + roundTripMs) {
            failed(nowMs);
        }
        if (underWay.isPresent() || nowMs < nextMs || wanted <= estimate) {
            return Optional.empty();
        }
        double ceiling = Math.min(wanted * WANTED_FACTOR, estimate * (first ? FIRST_FACTOR : FACTOR));
        first = false;
        long bps = Math.max((long) ceiling, estimate);
        int bytes = (int) Math.max(BYTES_MIN, bps * PROBE_MICROS / 8_000_000);
        Probe probe = new Probe(++id, bps, bytes);
        underWay = Optional.of(new ProbeResult(probe));
        begunMs = nowMs;
        return Optional.of(probe);
    }

    void arrived(int probe, int bytes, long sentMicros, long arrivedMicros) {
        underWay.filter(result -> result.probe().id() == probe)
                .ifPresent(result -> result.arrived(bytes, sentMicros, arrivedMicros));
    }

    /** What the probe under way found, once; 0 for nothing yet. */
    long take(long nowMs) {
        long found = underWay.map(ProbeResult::bps).orElse(0L);
        if (found == 0) {
            return 0;
        }
        long asked = underWay.map(result -> result.probe().bps()).orElse(found);
        if (found >= THROUGH * asked) {
            underWay = Optional.empty();
            pauseMs = PAUSE_MS_MIN;
            nextMs = nowMs;
        } else {
            failed(nowMs);
        }
        return found;
    }

    /** The line is full: not before a pause. */
    void overused(long nowMs) {
        nextMs = Math.max(nextMs, nowMs + PAUSE_MS_MIN);
    }

    private void failed(long nowMs) {
        underWay = Optional.empty();
        nextMs = nowMs + pauseMs;
        pauseMs = Math.min(PAUSE_MS_MAX, (long) (pauseMs * PAUSE_GROWTH));
    }
}
