package org.anteroom.signaling.colibri;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;

/**
 * What a bridge is to know of one endpoint.
 *
 * @param allowed the kinds that may be forwarded from it
 * @param sources what it sends of these kinds; a source that is not named is not forwarded
 */
record Wanted(Optional<Answer> transport, Set<SourceKind> allowed, List<Source> sources) {
    Wanted {
        allowed = Set.copyOf(allowed);
        sources = List.copyOf(sources);
    }

    /** One source, its smallest picture first. */
    record Source(SourceKind kind, List<Layer> layers) {
        Source {
            layers = List.copyOf(layers);
        }
    }

    boolean isAudioMuted() {
        return !allowed.contains(SourceKind.MICROPHONE);
    }

    /** Mutes all of an endpoint's video; camera without screen is told by the sources. */
    boolean isVideoMuted() {
        return !allowed.contains(SourceKind.CAMERA) && !allowed.contains(SourceKind.SCREEN);
    }
}
