package org.anteroom.engine.aggregate;

/** The stream held more than was known when the turn was decided; that is known now, and the turn can be asked again. */
public final class OvertakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OvertakenException() {
        super("The stream held more than was known", null, false, false);
    }
}
