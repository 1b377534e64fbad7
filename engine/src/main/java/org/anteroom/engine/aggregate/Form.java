package org.anteroom.engine.aggregate;

import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;

/**
 * How the streams of one kind of aggregate are written and folded. Without side effects, on any thread.
 *
 * @param <S> the state; immutable
 * @param <E> an event
 */
public interface Form<S, E> {
    /** The entry that keeps this event as the one of this seq. */
    Entry encode(long seq, E event);

    /**
     * The event that an entry keeps.
     *
     * @throws RuntimeException where this release cannot read it
     */
    E decode(StoredEntry entry);

    /**
     * The state after the first event of a stream.
     *
     * @throws RuntimeException where no stream begins so
     */
    S begin(E first);

    /** The state after one more event. */
    S evolve(S state, E event);
}
