package org.anteroom.signaling.embedded;

import java.util.function.Consumer;

/** Gives each of many its turn: the failure of one is logged, and takes nothing from those after it. */
final class Turns {
    private Turns() {}

    static <T> void each(Iterable<T> all, Consumer<T> turn) {
        for (T one : all) {
            try {
                turn.accept(one);
            } catch (RuntimeException e) {
                Log.failure("A turn failed", e);
            }
        }
    }
}
