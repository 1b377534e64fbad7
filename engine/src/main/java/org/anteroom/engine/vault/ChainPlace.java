package org.anteroom.engine.vault;

import java.util.Arrays;

/**
 * Where in a stream an entry stands: its number, its type and the hash of the entry before it. A seal opens at this
 * place and nowhere else.
 */
@SuppressWarnings("ArrayRecordComponent")
public record ChainPlace(long seq, String type, byte[] previousHash) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ChainPlace that
                && seq == that.seq
                && type.equals(that.type)
                && Arrays.equals(previousHash, that.previousHash);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seq) * 31 + type.hashCode();
    }

    @Override
    public String toString() {
        return "ChainPlace[seq=" + seq + ", type=" + type + "]";
    }
}
