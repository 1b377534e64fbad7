package org.anteroom.signaling;

/** No bridge can carry it just now. Trying again later may help; nothing else of the session is harmed. */
public final class NoBridgeException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoBridgeException(String message) {
        super(message, null, false, false);
    }
}
