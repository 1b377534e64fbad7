package org.anteroom.engine.aggregate;

import java.util.List;

/**
 * Something that wants to change an aggregate. Of its methods one is called at a time, on the aggregate's context, and
 * after {@link #kept} or {@link #failed} none any more.
 */
public interface Turn<E> {
    /**
     * Decides on the state as it is now. It may be called again, on a newer state, before the turn is over.
     *
     * @return the events to keep; none where the turn is over by this
     */
    List<E> decide();

    /** The events are on disk and the state has moved on by them; the listeners are told after this. */
    void kept();

    /** The events could not be kept, and nothing has changed by them. */
    void failed(Throwable cause);

    /**
     * Whether the turn is decided anew where the stream was found to hold more than was known; otherwise it fails then.
     */
    default boolean isDecidedAnew() {
        return true;
    }
}
