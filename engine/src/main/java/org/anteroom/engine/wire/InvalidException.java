package org.anteroom.engine.wire;

/** Input that is not what it has to be. The message says what is allowed and holds nothing of the input. */
public final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /** @param pointer a JSON Pointer (RFC 6901) to what is wrong */
    public InvalidException(String pointer, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
