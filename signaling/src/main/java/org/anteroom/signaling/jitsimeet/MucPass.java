package org.anteroom.signaling.jitsimeet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;

/**
 * The way of one endpoint into a room of the deployment.
 *
 * @param generation rises by one with each pass of this endpoint, from 1
 * @param room the room's random name, without its domain; another one than before means that the conference moved there
 * @param token lets this endpoint alone into this room alone, for some seconds
 * @param sending the kinds that it may send now
 * @param people the other endpoints that belong there, by the id that their tokens carry; whoever else is seen in the room
 *     is not to be shown
 */
record MucPass(
        int generation,
        Deployment deployment,
        String room,
        String token,
        Set<SourceKind> sending,
        Set<EndpointId> people) {
    /** The kind of its invitations. */
    static final String KIND = "room";

    MucPass {
        sending = Set.copyOf(sending);
        people = Set.copyOf(people);
    }

    /** Whether this lets into the same room, to send the same, with the same people. */
    boolean isAs(MucPass other) {
        return room.equals(other.room) && sending.equals(other.sending) && people.equals(other.people);
    }

    /** What its endpoint is sent. */
    Invitation invitation() {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, String> where = new LinkedHashMap<>();
        where.put("script", deployment.script().toString());
        where.put("service", deployment.service().toString());
        where.put("domain", deployment.domain());
        where.put("muc", deployment.muc());
        fields.put("deployment", where);
        fields.put("room", room);
        fields.put("token", token);
        fields.put("send", sending.stream().sorted().map(SourceKind::word).toList());
        Map<String, EndpointId> others = new LinkedHashMap<>();
        people.forEach(other -> others.put(other.value(), other));
        fields.put("people", others);
        return new Invitation(KIND, generation, fields);
    }

    /** Its token opens a door: not for logs. */
    @Override
    public String toString() {
        return "MucPass of generation " + generation;
    }
}
