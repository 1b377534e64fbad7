package org.anteroom.engine.journal.sqlite;

/** A data folder that cannot be used; the message tells an operator what to do. */
public final class DataFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DataFolderException(String message) {
        super(message);
    }

    DataFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
