package org.anteroom.signaling.embedded;

import io.vertx.core.Context;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;

/** Carries callbacks from the media thread to the owner's context, in order. */
record ContextListener(Context context, BridgeListener owner) implements BridgeListener {
    @Override
    public void invited(ConferenceId conference, EndpointId endpoint, Invitation invitation) {
        context.runOnContext(v -> owner.invited(conference, endpoint, invitation));
    }

    @Override
    public void connected(ConferenceId conference, EndpointId endpoint) {
        context.runOnContext(v -> owner.connected(conference, endpoint));
    }

    @Override
    public void lost(ConferenceId conference, EndpointId endpoint, String reason) {
        context.runOnContext(v -> owner.lost(conference, endpoint, reason));
    }

    @Override
    public void speaking(ConferenceId conference, Optional<EndpointId> endpoint) {
        context.runOnContext(v -> owner.speaking(conference, endpoint));
    }

    @Override
    public void violated(ConferenceId conference, EndpointId endpoint, SourceKind kind) {
        context.runOnContext(v -> owner.violated(conference, endpoint, kind));
    }

    @Override
    public void sent(ConferenceId conference, EndpointId endpoint, MediaSent sent) {
        context.runOnContext(v -> owner.sent(conference, endpoint, sent));
    }

    @Override
    public void demanded(ConferenceId conference, EndpointId endpoint, Map<SourceKind, Integer> layers) {
        context.runOnContext(v -> owner.demanded(conference, endpoint, layers));
    }
}
