package org.anteroom.signaling.turn;

/**
 * What a browser shows a TURN server (RFC 8656) to be relayed: worth nothing once the time in the username is over.
 *
 * @param username the expiry in seconds since 1970, a colon, and an opaque id
 * @param password the proof that whoever holds the shared secret made the username
 */
public record TurnCredentials(String username, String password) {
    @Override
    public String toString() {
        return "TurnCredentials, password of " + password.length() + " characters";
    }
}
