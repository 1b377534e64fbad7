package org.anteroom.engine.journal.sqlite;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;

/** The streams that were found broken since the start; no more than the store has. Any thread. */
final class Quarantine {
    private final Set<StreamId> streams = ConcurrentHashMap.newKeySet();

    void add(StreamId stream) {
        streams.add(stream);
    }

    boolean holds(StreamId stream) {
        return streams.contains(stream);
    }

    void check(StreamId stream) {
        if (holds(stream)) {
            throw new StreamQuarantinedException(stream);
        }
    }
}
