package org.anteroom.engine.journal.sqlite;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;

/** The streams, and the rows, that were found broken since the start; no more than the store has. Any thread. */
final class Quarantine {
    private final Set<StreamId> streams = ConcurrentHashMap.newKeySet();
    private final Set<Long> damaged = ConcurrentHashMap.newKeySet();

    void add(StreamId stream) {
        streams.add(stream);
    }

    boolean holds(StreamId stream) {
        return streams.contains(stream);
    }

    /** Whether nobody has come upon the damage behind this row of table {@code entry} before. */
    boolean isNewDamage(long row) {
        return damaged.add(row);
    }

    void check(StreamId stream) {
        if (holds(stream)) {
            throw new StreamQuarantinedException(stream);
        }
    }
}
