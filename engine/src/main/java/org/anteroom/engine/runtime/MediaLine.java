package org.anteroom.engine.runtime;

import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;

/** The endpoint that a seat has in the conference of its place. */
final class MediaLine {
    final SeatId seat;
    final EndpointId endpoint;
    final Place place;
    /** What the bridge was last told to forward. */
    Set<SourceKind> sending;
    /** Whether the bridge took the endpoint. */
    boolean added;
    /** Whether the bridge was last told that the sound always goes out. */
    boolean favoured;
    /** Whether the bridge forwarded too much when it was last looked at. */
    boolean disobeyed;
    /** What the line of its client carries, where the bridge told. */
    Optional<Integer> estimateKbps = Optional.empty();
    /** The one of the place before, silent, until this one is up. */
    Optional<MediaLine> old;

    MediaLine(SeatId seat, EndpointId endpoint, Place place, Set<SourceKind> sending, Optional<MediaLine> old) {
        this.seat = seat;
        this.endpoint = endpoint;
        this.place = place;
        this.sending = sending;
        this.old = old;
    }
}
