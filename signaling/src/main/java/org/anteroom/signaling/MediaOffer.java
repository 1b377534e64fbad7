package org.anteroom.signaling;

import java.util.Map;

/**
 * An SDP offer (RFC 8829) of the bridge to one endpoint.
 *
 * @param generation rises by one with each offer to this endpoint, from 1; an answer names it
 * @param sdp the session description, lines ended by CRLF
 * @param own the m-lines (by mid) on which this endpoint sends: always one for each kind; the screen's is inactive but
 *     under a live lease
 * @param sources the m-lines (by mid) on which this endpoint receives, each with whose and which source it carries;
 *     unused m-lines are not named
 */
public record MediaOffer(int generation, String sdp, Map<SourceKind, String> own, Map<String, RemoteSource> sources) {
    public MediaOffer {
        own = Map.copyOf(own);
        sources = Map.copyOf(sources);
    }

    /** One source of another endpoint in the same conference. */
    public record RemoteSource(EndpointId endpoint, SourceKind kind) {}
}
