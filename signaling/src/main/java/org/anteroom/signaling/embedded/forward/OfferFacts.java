package org.anteroom.signaling.embedded.forward;

import java.util.List;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.Offer;

/** What all offers to one endpoint have in common: its transport, and where to reach the bridge. */
public record OfferFacts(
        long sessionId, String iceUser, String icePassword, Fingerprint fingerprint, List<Offer.Candidate> candidates) {
    public OfferFacts {
        candidates = List.copyOf(candidates);
    }
}
