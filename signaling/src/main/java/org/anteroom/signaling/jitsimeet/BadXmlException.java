package org.anteroom.signaling.jitsimeet;

/** What came is no XML element, or more than is taken. The message holds nothing of it. */
final class BadXmlException extends Exception {
    private static final long serialVersionUID = 1L;

    BadXmlException(String message) {
        super(message, null, false, false);
    }
}
