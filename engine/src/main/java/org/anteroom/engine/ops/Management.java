package org.anteroom.engine.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** The management port: {@code /healthz}, {@code /readyz}, {@code /metrics}. Kept apart from what browsers reach. */
public final class Management {
    private final HttpServer server;
    private final PrometheusMeterRegistry meters;
    private final AtomicBoolean ready = new AtomicBoolean();

    public Management(Vertx vertx, PrometheusMeterRegistry meters) {
        this.meters = meters;
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
        switch (request.path()) {
            case "/healthz" -> answer(request, 200, "ok\n");
            case "/readyz" -> answer(request, ready.get() ? 200 : 503, ready.get() ? "ready\n" : "not ready\n");
            case "/metrics" -> answer(request, 200, meters.scrape());
            default -> answer(request, 404, "");
        }
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
