package org.anteroom.signaling.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An endpoint's answer, understood and found to match its offer.
 *
 * @param lines in the offer's order
 * @param reportsArrivals whether it will report when what it receives arrived; empty while it receives nothing
 */
public record Answer(
        String iceUser,
        String icePassword,
        Fingerprint fingerprint,
        List<Line> lines,
        Optional<Boolean> reportsArrivals) {
    public Answer {
        lines = List.copyOf(lines);
    }

    /**
     * One m-line as the endpoint answered it.
     *
     * @param direction the endpoint's
     * @param layered whether it sends in layers; then it declares no SSRC here
     * @param twice whether it takes sound with the packet before it once more
     * @param ssrc what it declares to send, where it sends
     * @param rtxSsrc its retransmissions (the second of its FID group), where it has them
     */
    public record Line(
            MediaDirection direction, boolean layered, boolean twice, OptionalInt ssrc, OptionalInt rtxSsrc) {
        public Line(MediaDirection direction, OptionalInt ssrc, OptionalInt rtxSsrc) {
            this(direction, false, false, ssrc, rtxSsrc);
        }
    }
}
