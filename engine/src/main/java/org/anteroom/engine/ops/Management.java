package org.anteroom.engine.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/** The management port: {@code /healthz}, {@code /readyz}, {@code /metrics}. Kept apart from what browsers reach. */
public final class Management {
    private final HttpServer server;
    private final PrometheusMeterRegistry meters;
    private final BiPredicate<String, String> knowsHost;
    private final BooleanSupplier journal;
    private final BooleanSupplier bridge;
    private final AtomicBoolean ready = new AtomicBoolean();

    /**
     * A management port that does not listen yet.
     *
     * @param knowsHost whether a request may name this host, at the address that it came to
     * @param journal whether the journal takes writes
     * @param bridge whether a bridge takes people; both are asked by each {@code /readyz}, on the context of {@link #listen}
     */
    public Management(
            Vertx vertx,
            PrometheusMeterRegistry meters,
            BiPredicate<String, String> knowsHost,
            BooleanSupplier journal,
            BooleanSupplier bridge) {
        this.meters = meters;
        this.knowsHost = knowsHost;
        this.journal = journal;
        this.bridge = bridge;
        server = vertx.createHttpServer().requestHandler(this::serve);
    }

    public Future<Void> listen(int port, String host) {
        return server.listen(port, host).mapEmpty();
    }

    public int port() {
        return server.actualPort();
    }

    /** Whether the engine takes sessions: false while it starts and while it drains. */
    public void ready(boolean is) {
        ready.set(is);
    }

    private void serve(HttpServerRequest request) {
        String host = request.getHeader("Host");
        if (host != null
                && !knowsHost.test(host, String.valueOf(request.localAddress().hostAddress()))) {
            answer(request, 400, "This port is not known by that host.\n");
            return;
        }
        switch (request.path()) {
            case "/healthz" -> answer(request, 200, "ok\n");
            case "/readyz" -> ready(request);
            case "/metrics" -> answer(request, 200, meters.scrape());
            default -> answer(request, 404, "");
        }
    }

    /** 200 where sessions can be served; else 503 and the names of what cannot, without a word of why. */
    private void ready(HttpServerRequest request) {
        List<String> lacking = new ArrayList<>();
        if (!ready.get()) {
            lacking.add("engine");
        }
        if (!journal.getAsBoolean()) {
            lacking.add("journal");
        }
        if (!bridge.getAsBoolean()) {
            lacking.add("bridge");
        }
        boolean all = lacking.isEmpty();
        answer(request, all ? 200 : 503, all ? "ready\n" : "not ready: " + String.join(", ", lacking) + "\n");
    }

    private static void answer(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(text)
                .onFailure(ignored -> request.connection().close());
    }

    public Future<Void> close() {
        return server.close();
    }
}
