package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Many rooms by WebSocket alone: how many people join in a second, each durably and seen by all in the room, what it
 * costs the engine, how fast it fans out what is said, and what somebody costs who just sits there. Blocks.
 */
final class Signalling {
    private static final int ROOM_SIZE = 10;
    private static final int ROUNDS = 4;
    private static final int DELIVERIES_PER_SECOND = 5_000;
    private static final int SETTLE_MS = 4_000;
    private static final int FRAME_BYTES_MAX = 1 << 20;

    private final Options options;
    private final Figures figures;
    private final EngineProcess engine;
    private final Vertx vertx;
    private final WebSocketClient client;
    private final List<Double> latencies = new ArrayList<>();
    private final Invited people;

    private Signalling(Options options, Figures figures, EngineProcess engine, Vertx vertx) {
        this.options = options;
        this.figures = figures;
        this.engine = engine;
        this.vertx = vertx;
        people = new Invited(engine);
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(options.rooms() * ROOM_SIZE)
                .setMaxFrameSize(FRAME_BYTES_MAX)
                .setMaxMessageSize(FRAME_BYTES_MAX));
    }

    static void run(Options options, Figures figures) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (EngineProcess engine = new EngineProcess()) {
            new Signalling(options, figures, engine, vertx).run();
        } catch (ExecutionException e) {
            throw new IOException("Something of the load failed", e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void run() throws InterruptedException, ExecutionException {
        List<Double> rates = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        List<Double> allocations = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<JsonObject> invited = people.people(options.rooms(), ROOM_SIZE);
            OptionalDouble before = engine.liveBytes();
            List<Caller> callers = open(invited);
            OptionalDouble allocated = engine.allocatedBytes();
            double processor = engine.processorTime().toNanos();
            Crowd crowd = new Crowd(vertx, callers);
            Crowd.Joined joined = crowd.join();
            // The first round warms the engine up.
            if (round > 0) {
                rates.add(joined.perSecond());
                costs.add((engine.processorTime().toNanos() - processor) / 1e3 / callers.size());
                allocatedSince(allocated, callers.size()).ifPresent(allocations::add);
            }
            if (round == ROUNDS - 1) {
                figures.add(
                        "durable joins, " + options.rooms() + " rooms of " + ROOM_SIZE,
                        Figures.percentile(rates, 0.5),
                        "/s",
                        "4000");
                figures.add("the same, best round", Figures.percentile(rates, 1), "/s");
                figures.add("engine processor a join", Figures.percentile(costs, 0.5), "us");
                addAllocation("engine allocation a join", allocations);
                seated(callers, before);
            }
            crowd.close();
        }
    }

    /** KiB for each of so many things that the engine did meanwhile. */
    private OptionalDouble allocatedSince(OptionalDouble before, long things) throws InterruptedException {
        OptionalDouble after = engine.allocatedBytes();
        return before.isPresent() && after.isPresent() && things > 0
                ? OptionalDouble.of((after.getAsDouble() - before.getAsDouble()) / 1024 / things)
                : OptionalDouble.empty();
    }

    private void addAllocation(String name, List<Double> kibibytes) {
        if (!kibibytes.isEmpty()) {
            figures.add(name, Figures.percentile(kibibytes, 0.5), "KiB");
        }
    }

    private void seated(List<Caller> callers, OptionalDouble before) throws InterruptedException {
        OptionalDouble after = engine.liveBytes();
        if (before.isPresent() && after.isPresent()) {
            double each = (after.getAsDouble() - before.getAsDouble()) / 1024 / callers.size();
            figures.add("memory an idle seat", each, "KiB", "25");
        }
        vertx.runOnContext(ignored -> callers.forEach(Caller::answerOffers));
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        fanOut(callers);
    }

    private List<Caller> open(List<JsonObject> invited) throws ExecutionException, InterruptedException {
        Iterator<JsonObject> each = invited.iterator();
        return Crowd.open(invited.size(), () -> Caller.open(client, each.next(), nanos -> latencies.add(nanos / 1e6)));
    }

    /** Everybody in turn says something to the room, evenly over time; each delivery is timed where it arrives. */
    private void fanOut(List<Caller> callers) throws InterruptedException {
        latencies.clear();
        OptionalDouble allocated = engine.allocatedBytes();
        double processor = engine.processorTime().toNanos();
        double seconds = new Crowd(vertx, callers)
                .talk((double) DELIVERIES_PER_SECOND / ROOM_SIZE, options.seconds())
                .seconds();
        double worked = engine.processorTime().toNanos() - processor;
        List<Double> all = List.copyOf(latencies);
        figures.add("fan-out, deliveries", all.size() / seconds, "/s", Integer.toString(DELIVERIES_PER_SECOND));
        figures.add("engine processor a delivery", worked / 1e3 / all.size(), "us");
        addAllocation(
                "engine allocation a delivery",
                allocatedSince(allocated, all.size()).stream().boxed().toList());
        figures.add("fan-out, said to read, p50", Figures.percentile(all, 0.5), "ms");
        figures.add("fan-out, said to read, p99", Figures.percentile(all, 0.99), "ms", "10");
    }
}
