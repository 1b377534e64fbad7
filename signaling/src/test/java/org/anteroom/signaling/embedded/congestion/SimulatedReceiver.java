package org.anteroom.signaling.embedded.congestion;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.anteroom.signaling.embedded.rtp.ArrivalReport;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.TransportFeedback;

/**
 * A sender that sends what its estimate allows, at most what is asked of it, over a simulated line to a receiver that
 * reports as browsers do. Nothing here reads a clock.
 */
final class SimulatedReceiver {
    private static final int STEP_MICROS = 5_000;
    private static final int REPORT_STEPS = 20;
    private static final int PACKET_BYTES = 1_100;
    private static final int AUDIO_BYTES = 120;
    private static final int FILLER_BYTES_MIN = 200;

    final BandwidthEstimator estimator =
            new BandwidthEstimator(new BandwidthEstimator.Limits(300_000, 60_000, 8_000_000, 8_000_000));
    final SimulatedLine down;
    final SimulatedLine back;
    private final TransportFeedback reports = new TransportFeedback();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::atMicros));
    private Optional<Probe> probing = Optional.empty();
    private long probedBytes;
    private long stepBytes;
    private long nowMicros = 1_000_000_000L;
    private long asked;
    private long floor;
    private double budget;
    private long steps;
    private long worstQueueMicros;

    /** Something that happens at its time: an arrival, or a report that comes back. */
    private record Event(long atMicros, int sequence, Optional<Packet> report) {}

    SimulatedReceiver(SimulatedLine down, SimulatedLine back, long asked) {
        this.down = down;
        this.back = back;
        this.asked = asked;
        estimator.measure(true);
    }

    void ask(long bps) {
        asked = bps;
    }

    /** What is sent goes in steps, as layers do: so much always, and all that is asked where the estimate carries it. */
    void sendAtLeast(long bps) {
        floor = bps;
    }

    long nowMs() {
        return nowMicros / 1000;
    }

    long bps() {
        return estimator.bps(nowMs());
    }

    /** The longest that anything waited in the line's queue since the last call. */
    long takeWorstQueueMs() {
        long worst = worstQueueMicros / 1000;
        worstQueueMicros = 0;
        return worst;
    }

    void run(double seconds) {
        long until = nowMicros + (long) (seconds * 1e6);
        while (nowMicros < until) {
            nowMicros += STEP_MICROS;
            while (!events.isEmpty() && events.peek().atMicros() <= nowMicros) {
                happen(events.remove());
            }
            step();
        }
    }

    private void happen(Event event) {
        if (event.report().isEmpty()) {
            reports.arrived(event.sequence(), event.atMicros());
            return;
        }
        Packet packet = event.report().get();
        ArrivalReport.read(packet.getBuffer(), 0, packet.getLength())
                .ifPresent(report -> estimator.feedback(report.base(), report.arrivedMicros(), event.atMicros()));
    }

    private void step() {
        steps++;
        stepBytes = 0;
        if (probing.isEmpty()) {
            probing = estimator.probe(asked, nowMs());
        }
        long allowed = allowed();
        budget = Math.min(3 * PACKET_BYTES, budget + allowed * (STEP_MICROS / 8e6));
        if (steps % 4 == 0) {
            send(AUDIO_BYTES);
            budget -= AUDIO_BYTES;
        }
        while (budget >= PACKET_BYTES) {
            budget -= PACKET_BYTES;
            send(PACKET_BYTES);
        }
        estimator.tick(nowMs());
        probe();
        if (steps % REPORT_STEPS == 0) {
            for (Packet report : reports.reports(1, 2)) {
                long at = back.arrival(report.getLength(), nowMicros);
                if (at >= 0) {
                    events.add(new Event(at, 0, Optional.of(report)));
                }
            }
        }
    }

    private long allowed() {
        long carried = (long) (0.95 * bps());
        return floor > 0 && carried < asked ? floor : Math.min(asked, carried);
    }

    /** A probe is all that goes out while it runs: what media leave of its share of this step is filled up. */
    private void probe() {
        if (probing.isEmpty()) {
            return;
        }
        Probe probe = probing.get();
        long share = probe.bps() * STEP_MICROS / 8_000_000;
        int filler = (int) Math.max(Math.max(FILLER_BYTES_MIN, probe.bytes() / 5), Math.min(PACKET_BYTES, share));
        for (long filled = stepBytes; filled < share; filled += filler) {
            send(filler);
        }
        if (probedBytes >= probe.bytes()) {
            probing = Optional.empty();
            probedBytes = 0;
        }
    }

    private void send(int bytes) {
        worstQueueMicros = Math.max(worstQueueMicros, down.queuedMicros(nowMicros));
        stepBytes += bytes;
        probedBytes += probing.isPresent() ? bytes : 0;
        int sequence = estimator.sent(bytes, probing.map(Probe::id).orElse(0), nowMicros);
        long at = down.arrival(bytes, nowMicros);
        if (at >= 0) {
            events.add(new Event(at, sequence, Optional.empty()));
        }
    }
}
