package org.anteroom.signaling.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What one offer says; {@link OfferWriter} writes it.
 *
 * @param sessionId of the origin line, the same for all offers to one endpoint
 * @param manner what kind of bridge it speaks for
 * @param candidates addresses of the bridge's sockets
 * @param lines the m-lines in order; mids count from 0
 */
public record Offer(
        long sessionId,
        int generation,
        Manner manner,
        String iceUser,
        String icePassword,
        Fingerprint fingerprint,
        List<Candidate> candidates,
        List<Line> lines) {
    public Offer {
        candidates = List.copyOf(candidates);
        lines = List.copyOf(lines);
    }

    /** An offer of a bridge that is ICE-lite. */
    public Offer(
            long sessionId,
            int generation,
            String iceUser,
            String icePassword,
            Fingerprint fingerprint,
            List<Candidate> candidates,
            List<Line> lines) {
        this(sessionId, generation, Manner.LITE, iceUser, icePassword, fingerprint, candidates, lines);
    }

    /** What kind of bridge an offer speaks for. */
    public enum Manner {
        /** ICE-lite (RFC 8445, section 2.5); it knows the streams of a layered picture by what their packets name. */
        LITE,
        /** Full ICE; it is told the streams of a layered picture. */
        FULL
    }

    /** A host candidate: an address literal and a UDP port. */
    public record Candidate(String address, int port) {}

    /**
     * One m-line.
     *
     * @param layers in how many sizes at once the endpoint is asked for its picture (RFC 8853), 1 for one alone
     */
    public record Line(boolean video, int layers, MediaDirection direction, Optional<Stream> stream) {
        public Line(boolean video, MediaDirection direction, Optional<Stream> stream) {
            this(video, 1, direction, stream);
        }

        boolean layered() {
            return layers > 1;
        }
    }

    /**
     * What the bridge sends on an m-line.
     *
     * @param stream the id that lines of one sender share, so that they play in step
     * @param track the id of this one
     * @param rtxSsrc of its retransmissions; 0 where it has none, unused on audio
     */
    public record Stream(String stream, String track, int ssrc, int rtxSsrc) {}
}
