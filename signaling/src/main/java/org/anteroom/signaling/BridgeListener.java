package org.anteroom.signaling;

import java.util.Map;
import java.util.Optional;

/** What a bridge tells its owner. Called on the Vert.x context that {@link MediaBridge#start} was called on. */
public interface BridgeListener {
    /** A new offer for this endpoint replaces any that is not answered yet. */
    void offered(ConferenceId conference, EndpointId endpoint, MediaOffer offer);

    /**
     * A way into a room, from a bridge that cannot offer by itself; it replaces the one before, as an offer does. Of such a
     * bridge no answer is taken, and it tells nothing of who speaks: that is known in the room.
     */
    void invited(ConferenceId conference, EndpointId endpoint, RoomPass pass);

    /** The endpoint's transport is up: ICE nominated, DTLS done, fingerprint checked. */
    void connected(ConferenceId conference, EndpointId endpoint);

    /** The reason of {@link #lost} when the bridge itself is gone: waiting for the endpoint's return is no use. */
    String BRIDGE_GONE = "bridge";

    /** The transport failed or fell silent; the endpoint stays in the conference until it is removed. */
    void lost(ConferenceId conference, EndpointId endpoint, String reason);

    /** The dominant speaker of the conference changed; empty when it fell silent for good. */
    void speaking(ConferenceId conference, Optional<EndpointId> endpoint);

    /** The endpoint sent a source that it is not allowed to send; nothing of it was forwarded. At most once a second. */
    void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind);

    /** What goes out to this endpoint of the others' pictures is another now; from a bridge that knows it. */
    default void sent(ConferenceId conference, EndpointId endpoint, MediaSent sent) {}

    /**
     * The others want another number of layers of this endpoint's pictures now, 0 for none at all; from a bridge that knows
     * it. What is not wanted need not be sent.
     */
    default void demanded(ConferenceId conference, EndpointId endpoint, Map<SourceKind, Integer> layers) {}
}
