package org.anteroom.signaling;

/** A bound of the bridge is reached: its endpoints, its conferences or the sources of one conference. */
public final class CapacityException extends Exception {
    private static final long serialVersionUID = 1L;

    public CapacityException(String message) {
        super(message, null, false, false);
    }
}
