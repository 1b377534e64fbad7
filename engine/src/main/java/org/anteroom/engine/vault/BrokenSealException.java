package org.anteroom.engine.vault;

/** Something sealed that does not open at its place. It carries no cause: why it failed is nobody's business. */
public final class BrokenSealException extends Exception {
    private static final long serialVersionUID = 1L;

    public BrokenSealException() {
        super("The seal does not open", null, false, false);
    }
}
