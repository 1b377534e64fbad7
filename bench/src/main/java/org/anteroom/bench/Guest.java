package org.anteroom.bench;

import io.vertx.core.Future;

/** Somebody with an open line to a server of rooms, who has not joined yet. On one event loop. */
interface Guest {
    /** Asks to be in the room; completes once the server said so. */
    Future<Void> join();

    /** Says something to everybody in the room: what it says is when. */
    void say();

    Future<Void> close();
}
