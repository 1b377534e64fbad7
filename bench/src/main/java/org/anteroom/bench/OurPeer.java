package org.anteroom.bench;

import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** The engine: a join is hello and knock, and in the journal before it is answered. */
final class OurPeer implements Peer {
    static final String NAME = "Anteroom";

    private static final int WARM_ROUNDS = 10;
    /** As Linux knows the compilers' threads. */
    private static final String COMPILERS = "C";

    private final EngineProcess engine;
    private final Invited people;

    OurPeer() throws IOException, InterruptedException {
        // It has one core, as the others have.
        engine = new EngineProcess(Map.of(EngineProcess.LOOPS, "1"));
        people = new Invited(engine);
        Pinned.toServerCore(engine.pid());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int warmRounds() {
        return WARM_ROUNDS;
    }

    @Override
    public List<? extends Guest> open(WebSocketClient client, int rooms, int roomSize, LongConsumer delivered)
            throws ExecutionException, InterruptedException {
        Iterator<JsonObject> invited = people.people(rooms, roomSize).iterator();
        return Crowd.open(rooms * roomSize, () -> Caller.open(client, invited.next(), delivered));
    }

    @Override
    public Duration processorTime() {
        return engine.processorTime();
    }

    @Override
    public Duration compilerTime() {
        return engine.threadTime(COMPILERS).worked();
    }

    @Override
    public OptionalDouble memory() throws InterruptedException {
        return engine.liveBytes();
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
