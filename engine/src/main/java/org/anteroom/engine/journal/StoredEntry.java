package org.anteroom.engine.journal;

import java.util.Arrays;

/**
 * One entry as the journal keeps it, opened.
 *
 * @param hash the chain at this entry: SHA-256 in lower hex over its place and ciphertext
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredEntry(long seq, String type, byte[] body, String hash) {
    @Override
    public boolean equals(Object other) {
        return other instanceof StoredEntry that
                && seq == that.seq
                && type.equals(that.type)
                && hash.equals(that.hash)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(seq) * 31 + hash.hashCode()) * 31 + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "StoredEntry[seq=" + seq + ", type=" + type + ", " + body.length + " bytes]";
    }
}
