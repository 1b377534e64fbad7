package org.anteroom.signaling;

import java.net.URI;
import java.util.Set;

/**
 * An invitation of one endpoint into a room of a Jitsi Meet deployment, where the bridge cannot offer by itself.
 *
 * @param generation rises by one with each pass of this endpoint, from 1
 * @param room the room's random name, without its domain; another one than before means that the conference moved there
 * @param token lets this endpoint alone into this room alone, for some seconds
 * @param sending the kinds that it may send now
 * @param people the other endpoints that belong there, by the id that their tokens carry; whoever else is seen in the room
 *     is not to be shown
 */
public record RoomPass(
        int generation,
        Deployment deployment,
        String room,
        String token,
        Set<SourceKind> sending,
        Set<EndpointId> people) {
    public RoomPass {
        sending = Set.copyOf(sending);
        people = Set.copyOf(people);
    }

    /** Its token opens a door: not for logs. */
    @Override
    public String toString() {
        return "RoomPass of generation " + generation;
    }

    /**
     * Where a browser finds the deployment.
     *
     * @param script its client library
     * @param service its XMPP WebSocket
     * @param domain its XMPP domain
     * @param muc the domain of its rooms
     */
    public record Deployment(URI script, URI service, String domain, String muc) {}
}
