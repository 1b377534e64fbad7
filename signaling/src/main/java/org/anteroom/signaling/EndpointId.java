package org.anteroom.signaling;

/** The id of one endpoint, unique over all conferences of a bridge: random, and without any meaning to the bridge. */
public record EndpointId(String value) {
    public EndpointId {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException("An endpoint id has 1 to 64 characters");
        }
    }
}
