package org.anteroom.signaling;

import java.util.Map;
import java.util.Set;

/**
 * An SDP offer (RFC 8829) of the bridge to one endpoint.
 *
 * @param generation rises by one with each offer to this endpoint, from 1; an answer names it
 * @param sdp the session description, lines ended by CRLF
 * @param own the m-lines (by mid) on which this endpoint sends: always one for each kind; the screen's is inactive but
 *     under a live lease
 * @param sources the m-lines (by mid) on which this endpoint receives, each with whose and which source it carries;
 *     unused m-lines are not named
 * @param layered the kinds that it is to send in layers and to tell about by {@link MediaBridge#layers}, because its
 *     answer cannot
 */
public record MediaOffer(
        int generation,
        String sdp,
        Map<SourceKind, String> own,
        Map<String, RemoteSource> sources,
        Set<SourceKind> layered) {
    public MediaOffer {
        own = Map.copyOf(own);
        sources = Map.copyOf(sources);
        layered = Set.copyOf(layered);
    }

    /** An offer of a bridge that is told of no layers. */
    public MediaOffer(int generation, String sdp, Map<SourceKind, String> own, Map<String, RemoteSource> sources) {
        this(generation, sdp, own, sources, Set.of());
    }

    /** Its description holds the keys of a transport: not for logs. */
    @Override
    public String toString() {
        return "MediaOffer of generation " + generation;
    }

    /** One source of another endpoint in the same conference. */
    public record RemoteSource(EndpointId endpoint, SourceKind kind) {}
}
