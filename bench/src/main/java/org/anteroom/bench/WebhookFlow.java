package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How many events a second get through to receivers, and how late: sessions that begin and end, told to several webhooks. Blocks. */
final class WebhookFlow {
    private static final int WEBHOOKS = 4;
    private static final int CALLERS = 8;
    private static final int SESSIONS = 400;
    private static final int DRAIN_SECONDS_MAX = 300;

    /** {@code session.created}, {@code .started} and {@code .ended}. */
    private static final int EVENTS_A_SESSION = 3;

    private WebhookFlow() {}

    static void run(Figures figures) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        Queue<Double> lateMs = new ConcurrentLinkedQueue<>();
        AtomicInteger taken = new AtomicInteger();
        HttpServer receiver = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Instant at = Instant.parse(body.toJsonObject().getString("timestamp"));
                    lateMs.add((double) (System.currentTimeMillis() - at.toEpochMilli()));
                    taken.incrementAndGet();
                    request.response().setStatusCode(204).end();
                }));
        int port = receiver.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        try (EngineProcess engine = new EngineProcess(Map.of(
                "ANTEROOM_WEBHOOKS_ALLOW_PRIVATE", "true",
                "ANTEROOM_QUOTAS_COMMANDS_PER_SECOND", "100000"))) {
            Rest rest = new Rest(engine.url(), engine.key());
            for (int i = 0; i < WEBHOOKS; i++) {
                rest.webhook("http://127.0.0.1:" + port + "/" + i, new JsonArray().add("session.*"));
            }
            long began = System.nanoTime();
            happen(engine);
            double madeIn = (System.nanoTime() - began) / 1e9;
            int all = SESSIONS * EVENTS_A_SESSION * WEBHOOKS;
            int behind = all - taken.get();
            for (int i = 0; i < DRAIN_SECONDS_MAX * 100 && taken.get() < all; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            double toldIn = (System.nanoTime() - began) / 1e9;
            List<Double> times = new ArrayList<>(lateMs);
            figures.add("webhooks", WEBHOOKS, "");
            figures.add("events", (double) SESSIONS * EVENTS_A_SESSION, "");
            figures.add("events made a second", SESSIONS * EVENTS_A_SESSION / madeIn, "/s");
            figures.add("deliveries a second", taken.get() / toldIn, "/s", "1000");
            figures.add("deliveries behind when the last event was made", behind, "");
            figures.add("event to receiver, p50", Figures.percentile(times, 0.5), "ms");
            figures.add("event to receiver, p95", Figures.percentile(times, 0.95), "ms");
            figures.add("never told", all - taken.get(), "", "0");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void happen(EngineProcess engine) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(SESSIONS);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(
                    () -> {
                        Rest rest = new Rest(engine.url(), engine.key());
                        while (left.decrementAndGet() >= 0) {
                            rest.beginAndEnd();
                        }
                    },
                    "caller-" + i);
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }
}
