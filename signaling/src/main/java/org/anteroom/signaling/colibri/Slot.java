package org.anteroom.signaling.colibri;

import java.util.Optional;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Offer;

/** One m-line on which an endpoint receives: sound or picture for good, but one source after another. */
final class Slot {
    private final boolean video;
    private Optional<Remote> remote = Optional.empty();

    /** A source of another endpoint, and the names under which this one receives it. */
    record Remote(EndpointId endpoint, SourceKind kind, String label, Offer.Stream stream) {
        boolean carries(ColibriEndpoint sender, SourceKind of) {
            return endpoint.equals(sender.id()) && kind == of && sender.sends(of, stream.ssrc());
        }
    }

    Slot(boolean video) {
        this.video = video;
    }

    boolean isVideo() {
        return video;
    }

    Optional<Remote> remote() {
        return remote;
    }

    void bind(Remote next) {
        remote = Optional.of(next);
    }

    void free() {
        remote = Optional.empty();
    }
}
