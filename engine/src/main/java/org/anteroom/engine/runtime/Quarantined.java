package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;

/** The streams that are not served, and of sessions whose they are, where that can be known. On the front. */
final class Quarantined {
    private final Journal journal;
    private final Map<String, Optional<ProgramId>> streams = new HashMap<>();

    Quarantined(Journal journal) {
        this.journal = journal;
    }

    int size() {
        return streams.size();
    }

    void add(String stream) {
        streams.putIfAbsent(stream, Optional.empty());
    }

    void add(SessionId session, ProgramId owner) {
        streams.put(session.value(), Optional.of(owner));
    }

    boolean holds(SessionId session) {
        return streams.containsKey(session.value());
    }

    /** Whether it is this program's; false where nobody can tell whose it is. */
    boolean isOf(SessionId session, ProgramId program) {
        return streams.getOrDefault(session.value(), Optional.empty())
                .filter(program::equals)
                .isPresent();
    }

    /** Tells of each session of which it is known whose it is. */
    void tell(BiConsumer<ProgramId, SessionId> told) {
        streams.forEach((stream, owner) -> owner.ifPresent(program -> told.accept(program, new SessionId(stream))));
    }

    /** Reads whose the sessions are; a beginning that is broken too leaves its session nobody's. */
    Future<Void> findOwners() {
        Future<Void> found = Future.succeededFuture();
        for (String stream : List.copyOf(streams.keySet())) {
            if (stream.startsWith(SessionId.PREFIX)) {
                found = found.compose(ignored -> findOwner(stream));
            }
        }
        return found;
    }

    private Future<Void> findOwner(String stream) {
        return journal.first(new StreamId(stream))
                .onSuccess(first -> first.flatMap(Quarantined::owner)
                        .ifPresent(program -> streams.put(stream, Optional.of(program))))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static Optional<ProgramId> owner(StoredEntry first) {
        try {
            return EventCodec.decode(first).event() instanceof CoreEvents.SessionCreated created
                    ? Optional.of(created.program())
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Of another release; then nobody can tell.
            return Optional.empty();
        }
    }
}
