package org.anteroom.bench;

import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** A server of rooms in a process of its own, as {@link Peers} measures it from outside. Blocks. */
interface Peer extends AutoCloseable {
    String name();

    /** How many rounds of joins it takes until it is warm, and what follows is measured. */
    int warmRounds();

    /**
     * Lines of everybody in so many rooms that nobody was in before; signed in, where that is a step of its own.
     *
     * @param delivered hears how long each thing that was said took to arrive, in nanoseconds
     */
    List<? extends Guest> open(WebSocketClient client, int rooms, int roomSize, LongConsumer delivered)
            throws IOException, InterruptedException, ExecutionException;

    /** The processor time that it took so far. */
    Duration processorTime();

    /** What of that was spent on compiling itself. */
    Duration compilerTime();

    /** Bytes that it needs now, without what it could let go of; empty where nobody can tell. */
    OptionalDouble memory() throws InterruptedException;

    @Override
    void close() throws IOException;
}
