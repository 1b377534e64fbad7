package org.anteroom.engine.journal.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;
import org.anteroom.engine.journal.StreamId;

/** The committed heads used last, bounded; one that was pushed out is read from disk again. */
final class HeadCache extends LinkedHashMap<StreamId, StreamHead> {
    private static final long serialVersionUID = 1L;
    private static final int CAPACITY_AT_FIRST = 256;
    private static final float LOAD_FACTOR = 0.75f;

    private final int headsMax;

    HeadCache(int headsMax) {
        super(CAPACITY_AT_FIRST, LOAD_FACTOR, true);
        this.headsMax = headsMax;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<StreamId, StreamHead> eldest) {
        return size() > headsMax;
    }
}
