package org.anteroom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Many rooms by WebSocket alone: how many people join in a second, each durably and seen by all in the room, what it
 * costs the engine, how fast it fans out what is said, and what somebody costs who just sits there. Blocks.
 */
final class Signalling {
    private static final int ROOM_SIZE = 10;
    private static final int ROUNDS = 4;
    private static final int IN_FLIGHT = 64;
    private static final int DELIVERIES_PER_SECOND = 5_000;
    private static final int TICK_MS = 2;
    private static final int SETTLE_MS = 4_000;
    private static final int WAIT_SECONDS = 120;
    private static final int REST_THREADS = 8;
    private static final int FRAME_BYTES_MAX = 1 << 20;

    private final Options options;
    private final Figures figures;
    private final EngineProcess engine;
    private final Vertx vertx;
    private final WebSocketClient client;
    private final List<Double> latencies = new ArrayList<>();
    private int people;

    private Signalling(Options options, Figures figures, EngineProcess engine, Vertx vertx) {
        this.options = options;
        this.figures = figures;
        this.engine = engine;
        this.vertx = vertx;
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
            List<JsonObject> invited = invited();
            OptionalDouble before = engine.liveBytes();
            List<Caller> callers = open(invited);
            OptionalDouble allocated = engine.allocatedBytes();
            double processor = engine.processorTime().toNanos();
            long began = System.nanoTime();
            join(callers);
            double seconds = (System.nanoTime() - began) / 1e9;
            // The first round warms the engine up.
            if (round > 0) {
                rates.add(callers.size() / seconds);
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
            await(Future.join(callers.stream().map(Caller::close).toList()).otherwiseEmpty());
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

    /** Sessions into which a knock lets in, with seat and token of everybody, one of each room after the other. */
    private List<JsonObject> invited() throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(REST_THREADS);
        Rest rest = new Rest(engine.url(), engine.key());
        try {
            List<java.util.concurrent.Future<List<JsonObject>>> rooms = new ArrayList<>();
            for (int i = 0; i < options.rooms(); i++) {
                rooms.add(pool.submit(() -> room(rest)));
            }
            List<List<JsonObject>> all = new ArrayList<>();
            for (java.util.concurrent.Future<List<JsonObject>> room : rooms) {
                all.add(room.get());
            }
            List<JsonObject> invited = new ArrayList<>();
            for (int i = 0; i < ROOM_SIZE; i++) {
                for (List<JsonObject> room : all) {
                    invited.add(room.get(i));
                }
            }
            return invited;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<JsonObject> room(Rest rest) throws IOException, InterruptedException {
        String session = rest.openSession(ROOM_SIZE);
        List<JsonObject> room = new ArrayList<>();
        for (int i = 0; i < ROOM_SIZE; i++) {
            room.add(rest.join(session, number(), i == 0 ? "facilitator" : "patient"));
        }
        return room;
    }

    private synchronized int number() {
        return ++people;
    }

    private List<Caller> open(List<JsonObject> invited) throws ExecutionException, InterruptedException {
        List<Caller> callers = new ArrayList<>();
        for (int from = 0; from < invited.size(); from += IN_FLIGHT) {
            List<Future<Caller>> some = invited.subList(from, Math.min(invited.size(), from + IN_FLIGHT)).stream()
                    .map(one -> Caller.open(client, one, nanos -> latencies.add(nanos / 1e6)))
                    .toList();
            await(Future.all(some));
            some.forEach(opened -> callers.add(opened.result()));
        }
        return callers;
    }

    private void join(List<Caller> callers) throws ExecutionException, InterruptedException {
        Iterator<Caller> waiting = callers.iterator();
        List<Future<Void>> lanes = new ArrayList<>();
        Promise<Void> begun = Promise.promise();
        vertx.runOnContext(ignored -> {
            for (int lane = 0; lane < IN_FLIGHT; lane++) {
                lanes.add(next(waiting));
            }
            begun.complete();
        });
        await(begun.future());
        await(Future.all(lanes));
    }

    private static Future<Void> next(Iterator<Caller> waiting) {
        return waiting.hasNext() ? waiting.next().join().compose(done -> next(waiting)) : Future.succeededFuture();
    }

    /** Everybody in turn says something to the room, evenly over time; each delivery is timed where it arrives. */
    private void fanOut(List<Caller> callers) throws InterruptedException {
        latencies.clear();
        OptionalDouble allocated = engine.allocatedBytes();
        double processor = engine.processorTime().toNanos();
        long began = System.nanoTime();
        long[] said = {0};
        long timer = vertx.setPeriodic(TICK_MS, ignored -> {
            double due = (System.nanoTime() - began) / 1e9 * DELIVERIES_PER_SECOND / ROOM_SIZE;
            while (said[0] < due) {
                callers.get((int) (said[0]++ * 7 % callers.size())).chat();
            }
        });
        TimeUnit.SECONDS.sleep(options.seconds());
        double seconds = (System.nanoTime() - began) / 1e9;
        var unused = vertx.cancelTimer(timer);
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS / 4);
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

    private static void await(Future<?> future) throws ExecutionException, InterruptedException {
        try {
            var unused = future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new ExecutionException("It took longer than " + WAIT_SECONDS + " s", e);
        }
    }
}
