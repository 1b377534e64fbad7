package org.anteroom.signaling.embedded.forward;

import java.util.Optional;

/** One m-line on which an endpoint receives: audio or video for good, but one source after another. */
final class Slot {
    private final boolean video;
    private Optional<OutgoingStream> stream = Optional.empty();

    Slot(boolean video) {
        this.video = video;
    }

    boolean isVideo() {
        return video;
    }

    boolean isFree() {
        return stream.isEmpty();
    }

    Optional<OutgoingStream> stream() {
        return stream;
    }

    void bind(OutgoingStream next) {
        stream = Optional.of(next);
    }

    void free() {
        stream = Optional.empty();
    }
}
