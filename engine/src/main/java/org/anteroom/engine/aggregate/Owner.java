package org.anteroom.engine.aggregate;

import java.util.List;

/** Whose aggregate it is: what is done at each commit beside the listeners. On the aggregate's context. */
public interface Owner<S, E> {
    /** The state has moved on; whoever asked is answered after this, and then the listeners are told. */
    default void moved(List<Change<S, E>> changes) {}

    /** A turn could not be kept. */
    default void notKept(Throwable cause) {}

    /** Something of a turn's, a listener's or the owner's own failed, and the rest goes on. */
    void defect(String what, RuntimeException e);
}
