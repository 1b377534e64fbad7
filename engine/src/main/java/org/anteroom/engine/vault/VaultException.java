package org.anteroom.engine.vault;

/** A vault that cannot work at all: a folder that cannot be written, a runtime without the algorithms it needs. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
