package org.anteroom.signaling;

/** The id of one conference: random, and without any meaning to the bridge. */
public record ConferenceId(String value) {
    public ConferenceId {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException("A conference id has 1 to 64 characters");
        }
    }
}
