package org.anteroom.signaling;

import java.util.Map;
import java.util.Optional;
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
 * @param channel the URL of a WebSocket on which the endpoint says what it wants to see, and how large; empty where the
 *     bridge needs no such word
 * @param layered the kinds that it is to send in layers and to tell about by {@link MediaBridge#layers}, because its
 *     answer cannot
 */
public record MediaOffer(
        int generation,
        String sdp,
        Map<SourceKind, String> own,
        Map<String, RemoteSource> sources,
        Optional<String> channel,
        Set<SourceKind> layered) {
    public MediaOffer {
        own = Map.copyOf(own);
        sources = Map.copyOf(sources);
        layered = Set.copyOf(layered);
    }

    /** An offer of a bridge without channel and layers. */
    public MediaOffer(int generation, String sdp, Map<SourceKind, String> own, Map<String, RemoteSource> sources) {
        this(generation, sdp, own, sources, Optional.empty(), Set.of());
    }

    /** Its channel is an address with a secret: not for logs. */
    @Override
    public String toString() {
        return "MediaOffer of generation " + generation;
    }

    /**
     * One source of another endpoint in the same conference.
     *
     * @param label its random name on the channel; empty where there is no channel
     */
    public record RemoteSource(EndpointId endpoint, SourceKind kind, Optional<String> label) {
        public RemoteSource(EndpointId endpoint, SourceKind kind) {
            this(endpoint, kind, Optional.empty());
        }
    }
}
