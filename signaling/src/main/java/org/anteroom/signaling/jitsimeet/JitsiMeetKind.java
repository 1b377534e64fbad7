package org.anteroom.signaling.jitsimeet;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.BridgeKind;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.PageOrigins;

/** A Jitsi Meet deployment, as the configuration knows it. */
public final class JitsiMeetKind implements BridgeKind {
    @Override
    public String name() {
        return "jitsi-meet";
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(JitsiMeetKeys.ALL);
        keys.addAll(Set.of("channels", "endpointsMax", "endpointsPerConferenceMax"));
        return keys;
    }

    @Override
    public void check(BridgeKeys keys, Refusal refusal) {
        JitsiMeetKeys meet = new JitsiMeetKeys(keys);
        if (isChosen(keys)) {
            new JitsiMeetRules(meet, refusal).check();
        } else if (meet.text("url").isPresent()) {
            refusal.refuse(
                    CHOICE, keys.text(CHOICE).orElse(""), "jitsi-meet, where media.jitsiMeet.url names a deployment");
        }
    }

    @Override
    public MediaBridge make(BridgeKeys keys, Vertx vertx, MeterRegistry meters, InstantSource clock) {
        JitsiMeetOptions options = new JitsiMeetKeys(keys)
                .options()
                .withEndpoints(keys.number("endpointsMax"), keys.number("endpointsPerConferenceMax"));
        return new JitsiMeetBridge(vertx, options, meters, clock);
    }

    /** Media go through the deployment's own library there, which encrypts in its own way or not at all. */
    @Override
    public boolean carriesCiphertext() {
        return false;
    }

    @Override
    public PageOrigins origins(BridgeKeys keys) {
        return new JitsiMeetKeys(keys).origins(keys.texts("channels"));
    }
}
