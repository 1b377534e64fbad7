package org.anteroom.signaling.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What one offer says; {@link OfferWriter} writes it.
 *
 * @param sessionId of the origin line, the same for all offers to one endpoint
 * @param candidates addresses of the bridge's sockets
 * @param lines the m-lines in order; mids count from 0
 */
public record Offer(
        long sessionId,
        int generation,
        String iceUser,
        String icePassword,
        Fingerprint fingerprint,
        List<Candidate> candidates,
        List<Line> lines) {
    public Offer {
        candidates = List.copyOf(candidates);
        lines = List.copyOf(lines);
    }

    /** A host candidate: an address literal and a UDP port. */
    public record Candidate(String address, int port) {}

    /** One m-line. */
    public record Line(boolean video, MediaDirection direction, Optional<Stream> stream) {}

    /**
     * What the bridge sends on an m-line.
     *
     * @param stream the id that lines of one sender share, so that they play in step
     * @param track the id of this one
     * @param rtxSsrc of its retransmissions; unused on audio
     */
    public record Stream(String stream, String track, int ssrc, int rtxSsrc) {}
}
