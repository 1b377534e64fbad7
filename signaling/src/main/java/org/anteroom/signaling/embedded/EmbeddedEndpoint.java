package org.anteroom.signaling.embedded;

import org.anteroom.signaling.embedded.forward.Conference;
import org.anteroom.signaling.embedded.forward.Endpoint;

/** One endpoint with its conference and its transport. On the event loop only. */
final class EmbeddedEndpoint {
    private final Conference conference;
    private final Endpoint endpoint;
    private final Transport transport;

    EmbeddedEndpoint(Conference conference, Endpoint endpoint, Transport transport) {
        this.conference = conference;
        this.endpoint = endpoint;
        this.transport = transport;
    }

    Conference conference() {
        return conference;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Transport transport() {
        return transport;
    }
}
