package org.anteroom.engine.journal.sqlite;

import org.anteroom.engine.vault.ChainPlace;
import org.anteroom.engine.vault.StreamKey;

/**
 * How far a stream goes, with the key that continues it.
 *
 * @param stream its row in table {@code stream}
 * @param row the row of its last entry in table {@code entry}; 0 where it has none
 * @param seq the seq of its last entry; 0 where it has none
 * @param hash the chain there; the genesis where it has none
 */
@SuppressWarnings("ArrayRecordComponent")
record StreamHead(long stream, StreamKey key, long row, long seq, byte[] hash) {
    StreamHead movedTo(long nextRow, long nextSeq, byte[] nextHash) {
        return new StreamHead(stream, key, nextRow, nextSeq, nextHash);
    }

    /** Where a summary of the stream up to here is sealed: no entry's place, for none is of this type. */
    ChainPlace summaryPlace() {
        return new ChainPlace(seq, "summary", hash);
    }

    @Override
    public String toString() {
        return "StreamHead[stream=" + stream + ", seq=" + seq + "]";
    }
}
