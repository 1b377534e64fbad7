package org.anteroom.signaling.embedded.forward;

/** Counts what was dropped, by reason. */
@FunctionalInterface
public interface Drops {
    void dropped(DropReason reason);
}
