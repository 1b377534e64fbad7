package org.anteroom.engine.vault;

/**
 * The refusal to start without the root key that belongs to the data folder: its message says what an operator can
 * do, and never what exactly failed inside the keystore.
 */
public final class WrongRootKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongRootKeyException(String message) {
        super(message);
    }
}
