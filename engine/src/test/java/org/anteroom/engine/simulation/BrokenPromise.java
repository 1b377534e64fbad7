package org.anteroom.engine.simulation;

/** Something that the engine promises did not hold. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenPromise(String message) {
        super(message);
    }

    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new BrokenPromise(message);
        }
    }
}
