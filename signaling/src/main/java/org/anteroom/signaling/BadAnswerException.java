package org.anteroom.signaling;

/** An answer that is not SDP, or does not match the offer it names. The message holds nothing of the answer's text. */
public final class BadAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadAnswerException(String message) {
        super(message, null, false, false);
    }
}
