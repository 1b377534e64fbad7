package org.anteroom.engine.session;

import java.util.function.UnaryOperator;

/** A collection that two states share until the later one changes it: then it is copied, once. */
final class Shared<C> {
    private final UnaryOperator<C> copy;
    private C value;
    private boolean own;

    /** One that belongs to a state already. */
    Shared(C shared, UnaryOperator<C> copy) {
        value = shared;
        this.copy = copy;
    }

    C read() {
        return value;
    }

    /** The collection to be changed. */
    C write() {
        if (!own) {
            value = copy.apply(value);
            own = true;
        }
        return value;
    }
}
