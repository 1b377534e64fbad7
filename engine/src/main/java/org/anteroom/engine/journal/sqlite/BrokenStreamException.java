package org.anteroom.engine.journal.sqlite;

/** A stream that is not what was written, found while reading it. */
final class BrokenStreamException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reasonWord;
    private final long entryRow;

    BrokenStreamException(String reasonWord, long entryRow) {
        super(reasonWord + " at row " + entryRow, null, false, false);
        this.reasonWord = reasonWord;
        this.entryRow = entryRow;
    }

    String reasonWord() {
        return reasonWord;
    }

    long entryRow() {
        return entryRow;
    }
}
