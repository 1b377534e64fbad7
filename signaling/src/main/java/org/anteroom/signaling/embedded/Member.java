package org.anteroom.signaling.embedded;

import org.anteroom.signaling.EndpointHealth;
import org.anteroom.signaling.embedded.forward.Conference;
import org.anteroom.signaling.embedded.forward.Endpoint;

/** One endpoint with its conference and its transport. Only {@link #health} may be called off the event loop. */
final class Member {
    private final Conference conference;
    private final Endpoint endpoint;
    private final Transport transport;
    private volatile EndpointHealth health = new EndpointHealth(false, 0, 0, 0, -1);

    Member(Conference conference, Endpoint endpoint, Transport transport) {
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

    void measure() {
        health = new EndpointHealth(
                transport.isOpen(),
                transport.packetsIn(),
                transport.packetsOut(),
                endpoint.lossFraction(),
                endpoint.roundTripMs());
    }

    EndpointHealth health() {
        return health;
    }
}
