package org.anteroom.signaling;

import java.util.Map;
import java.util.Optional;

/** What a bridge tells its owner. Called on the Vert.x context that {@link MediaBridge#start} was called on. */
public interface BridgeListener {
    /**
     * What this endpoint's client is to begin with, or to go on with; it replaces the one before, answered or not. Some kinds
     * ask for no answer.
     */
    void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation);

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
