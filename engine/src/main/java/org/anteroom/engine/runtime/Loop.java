package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * The event loop that a session lives on for as long as it is at work, and the two ways between it and the front. The front
 * is the loop of sockets, REST, the directory, programs and quotas; on the session's own loop are its turns, its timers, its
 * feed and its media reactor. Whatever goes from one to the other goes through here.
 *
 * <p>Tasks of one way are done one after the other, in the order in which they were given, and those of one turn go over
 * together. A task that throws does not keep the next from being done. Where the session lives on the front itself, a task is
 * done at once.
 */
public interface Loop {
    /** Of sessions that live on the front itself: nothing crosses. */
    static Loop front() {
        return FrontLoop.INSTANCE;
    }

    /** Whether this is the front itself. */
    boolean isFront();

    /** Does something on this loop; called on the front. */
    void run(Runnable task);

    /** Does something on the front; called on this loop. */
    void onFront(Runnable task);

    /** Asks something of this loop; called on the front, and completes there. What the question throws fails the future. */
    <T> Future<T> ask(Supplier<Future<T>> question);

    /** Asks something of the front; called on this loop, and completes here. */
    <T> Future<T> askFront(Supplier<Future<T>> question);

    /** Whether it may be asked for more: not while very much waits for its answer. Called on the front. */
    boolean takesMore();

    /** Counts and logs a defect where it is called elsewhere than on this loop; with assertions on, throws. */
    void check();
}
