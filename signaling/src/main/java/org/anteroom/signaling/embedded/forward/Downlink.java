package org.anteroom.signaling.embedded.forward;

import java.util.Optional;
import org.anteroom.signaling.embedded.congestion.BandwidthEstimator;
import org.anteroom.signaling.embedded.congestion.Probe;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Offer;

/**
 * The way to one receiver: numbers what goes out, sends it no faster than one and a half times the estimate, and probes
 * for more. Sound goes at once; then retransmissions, a quarter at most; then video. On the event loop only.
 */
final class Downlink {
    /** What the wire adds to a payload: RTP header, its extension, SRTP's tag, UDP and IP. */
    static final int OVERHEAD_BYTES = Downlink.HEADER_BYTES + 16 + 28;
    /** The RTP header with the extension that holds the transport-wide number. */
    static final int HEADER_BYTES = RtpPacket.FIXED_HEADER_BYTES + 8;

    private static final BandwidthEstimator.Limits LIMITS =
            new BandwidthEstimator.Limits(500_000, 60_000, 12_000_000, 12_000_000);
    private static final int WIRE_BYTES = 16 + 28;
    private static final double PACE = 1.5;
    private static final int NUMBER_AT = RtpPacket.FIXED_HEADER_BYTES + 5;
    private static final int MTU_BYTES = 1_200;
    private static final int FILLER_BYTES_MIN = 120;
    private static final int PROBE_PACKETS_MIN = 5;
    private static final long PROBE_MICROS_MIN = 15_000;

    private final Outlet outlet;
    private final BandwidthEstimator estimator = new BandwidthEstimator(LIMITS);
    private final PacedQueue queue;
    private final RateMeter sound = new RateMeter();
    private final RateMeter repetition = new RateMeter();
    private Fillers fillers = bytes -> Optional.empty();
    private Optional<Probe> probe = Optional.empty();
    private long probedBytes;
    private int probedPackets;
    private long probedSince;
    private long sinceTickBytes;
    private long wanted;
    private double budget = MTU_BYTES;
    private double resendBudget;
    private long refilledMicros = -1;
    private long tickedMicros = -1;

    /** Makes packets that are of no use but to fill a probe. */
    interface Fillers {
        Optional<Packet> filler(int bytes);
    }

    Downlink(Outlet outlet, Drops drops) {
        this.outlet = outlet;
        this.queue = new PacedQueue(drops);
    }

    void fillWith(Fillers next) {
        fillers = next;
    }

    BandwidthEstimator estimator() {
        return estimator;
    }

    boolean isOpen() {
        return outlet.isOpen();
    }

    /** A packet with room for that payload, the extension prepared where the receiver reports arrivals. */
    static Packet header(int payloadBytes) {
        Packet packet = Packet.withRoom(HEADER_BYTES + payloadBytes);
        byte[] b = packet.getBuffer();
        b[0] = (byte) 0x90;
        Bytes.put16(b, RtpPacket.FIXED_HEADER_BYTES, RtpPacket.ONE_BYTE_PROFILE);
        Bytes.put16(b, RtpPacket.FIXED_HEADER_BYTES + 2, 1);
        b[NUMBER_AT - 1] = (byte) (Codecs.TRANSPORT_SEQUENCE_ID << 4 | 1);
        return packet;
    }

    /**
     * Sends sound, whatever else waits.
     *
     * @param bytes of the sound of now
     * @param moreBytes what it came with of the packet before, sent or not
     */
    boolean sound(Packet packet, int bytes, int moreBytes, long nowMicros) {
        refill(nowMicros);
        sound.passed(bytes + OVERHEAD_BYTES, nowMicros / 1000);
        repetition.passed(moreBytes, nowMicros / 1000);
        return send(packet, nowMicros);
    }

    /** Sends video as soon as its turn comes. */
    boolean video(Packet packet, OutgoingStream stream, long nowMicros) {
        refill(nowMicros);
        if (budget > 0 && queue.isEmpty()) {
            return send(packet, nowMicros);
        }
        outlet.waits();
        return queue.video(packet, stream, nowMicros);
    }

    /** Sends what was asked for again as soon as its turn comes. */
    void resend(Packet packet, long nowMicros) {
        refill(nowMicros);
        if (budget > 0 && resendBudget > 0 && queue.hasNoResends()) {
            resendNow(packet, nowMicros);
        } else {
            outlet.waits();
            queue.resend(packet);
        }
    }

    private void resendNow(Packet packet, long nowMicros) {
        resendBudget -= packet.getLength() + WIRE_BYTES;
        var unused = send(packet, nowMicros);
    }

    void control(Packet packet) {
        outlet.sendRtcp(packet);
    }

    /** Drops what waits of a stream that goes on no more. */
    void forget(OutgoingStream stream) {
        queue.forget(stream);
    }

    /** Forgets the keys' state of a stream that is sent no more. */
    void forget(Offer.Stream names) {
        outlet.forget(names.ssrc());
        outlet.forget(names.rtxSsrc());
    }

    /** How much would be sent if the line were wide enough, in bits a second: what probes look for. */
    void want(long bps) {
        wanted = bps;
    }

    /** What sending sound twice adds, or would add, to that. */
    long repetitionBps(long nowMs) {
        return repetition.bitsPerSecond(nowMs);
    }

    /** What sound takes of the line now, everything sent once, in bits a second. */
    long soundBps(long nowMs) {
        return sound.bitsPerSecond(nowMs);
    }

    /** Whether something waits for its turn, or a probe goes on. */
    boolean waits() {
        return !queue.isEmpty() || probe.isPresent();
    }

    /** Sends what may go by now; every few milliseconds while something {@linkplain #waits waits}, else more seldom. */
    void tick(long nowMicros) {
        if (!outlet.isOpen()) {
            queue.clear();
            probe = Optional.empty();
            return;
        }
        long elapsed = tickedMicros < 0 ? 0 : nowMicros - tickedMicros;
        tickedMicros = nowMicros;
        refill(nowMicros);
        estimator.tick(nowMicros / 1000);
        while (budget > 0 && resendBudget > 0 && !queue.hasNoResends()) {
            queue.takeResend().ifPresent(packet -> resendNow(packet, nowMicros));
        }
        while (budget > 0 && queue.hasVideo()) {
            queue.takeVideo().ifPresent(packet -> {
                var unused = send(packet, nowMicros);
            });
        }
        queue.shed(nowMicros);
        probe(elapsed, nowMicros);
        sinceTickBytes = 0;
    }

    private void probe(long elapsedMicros, long nowMicros) {
        if (probe.isEmpty()) {
            probe = estimator.probe(wanted, nowMicros / 1000);
            probedBytes = 0;
            probedPackets = 0;
            probedSince = nowMicros;
            return;
        }
        Probe running = probe.get();
        long share = running.bps() * Math.min(elapsedMicros, PROBE_MICROS_MIN) / 8_000_000;
        int size = (int) Math.max(FILLER_BYTES_MIN, Math.min(MTU_BYTES, Math.min(share, running.bytes() / 5)));
        // Media are part of a probe; what they leave of its share is filled up.
        for (long filled = sinceTickBytes; filled < share && !isComplete(running, nowMicros); filled += size) {
            Optional<Packet> filler = fillers.filler(size - WIRE_BYTES);
            if (filler.isEmpty()) {
                probe = Optional.empty();
                return;
            }
            size = filler.get().getLength() + WIRE_BYTES;
            var unused = send(filler.get(), nowMicros);
        }
        if (isComplete(running, nowMicros)) {
            probe = Optional.empty();
        }
    }

    private boolean isComplete(Probe running, long nowMicros) {
        return probedBytes >= running.bytes()
                && probedPackets >= PROBE_PACKETS_MIN
                && nowMicros - probedSince >= PROBE_MICROS_MIN;
    }

    /** Adds what may be sent since the last time. */
    private void refill(long nowMicros) {
        long elapsed = refilledMicros < 0 ? 0 : Math.max(0, nowMicros - refilledMicros);
        refilledMicros = nowMicros;
        long bps = estimator.bps(nowMicros / 1000);
        double bytesPerMicro = PACE * bps / 8e6;
        double burst = bytesPerMicro * 10_000 + MTU_BYTES;
        budget = Math.min(burst, budget + elapsed * bytesPerMicro);
        resendBudget = Math.min(Math.max(2 * MTU_BYTES, bps / 32.0), resendBudget + elapsed * bps / 32e6);
    }

    private boolean send(Packet packet, long nowMicros) {
        int bytes = packet.getLength() + WIRE_BYTES;
        // Sound may overdraw, but not by so much that video would never go again.
        budget = Math.max(-100_000, budget - bytes);
        sinceTickBytes += bytes;
        if (estimator.isMeasured()) {
            probedBytes += bytes;
            probedPackets++;
            int number = estimator.sent(bytes, probe.map(Probe::id).orElse(0), nowMicros);
            Bytes.put16(packet.getBuffer(), NUMBER_AT, number);
        }
        return outlet.sendRtp(packet);
    }
}
