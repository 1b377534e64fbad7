package org.anteroom.engine.sample;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

/**
 * A patient portal in miniature, on a port and so an origin of its own: one page that embeds a patient's room as a
 * program would do it. On an origin that the program does not allow, the page shows the reason instead of the room.
 */
public final class SamplePortal {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Sample portal</title>
              <link rel="stylesheet" href="/portal.css">
              <script type="module" src="%1$s/embed/anteroom-session.js"></script>
            </head>
            <body>
              <header><h1>Sample portal</h1><p>A program's own page, on an origin of its own. The room below is embedded.</p></header>
              <main><anteroom-session src="%2$s" token="%3$s"></anteroom-session></main>
            </body>
            </html>
            """;

    private static final String STYLE = """
            :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
            body { margin: 0; background: Canvas; color: CanvasText; }
            header { padding: 12px 16px; } h1 { font-size: 20px; margin: 0; } p { margin: 0; }
            anteroom-session { display: block; height: calc(100vh - 96px); min-height: 480px; }
            """;

    private final HttpServer server;
    private final BiPredicate<String, String> knowsHost;
    private final AtomicReference<String> page = new AtomicReference<>("");

    /** @param knowsHost whether a request may name this host, at the address that it came to */
    public SamplePortal(Vertx vertx, BiPredicate<String, String> knowsHost) {
        this.knowsHost = knowsHost;
        server = vertx.createHttpServer().requestHandler(this::serve);
    }

    /** Listens; the port is {@link #port} from then on. */
    public Future<Void> listen(int port, String host) {
        return server.listen(port, host).mapEmpty();
    }

    public int port() {
        return server.actualPort();
    }

    /** Sets what the page embeds: the engine's URL and a patient's link. */
    public void embed(String engineUrl, SampleSession.Link link) {
        String src = link.url().substring(0, link.url().indexOf('#'));
        page.set(PAGE.formatted(engineUrl, src, link.code()));
    }

    private void serve(HttpServerRequest request) {
        boolean style = request.path().equals("/portal.css");
        boolean known = knowsHost.test(
                String.valueOf(request.getHeader("Host")),
                String.valueOf(request.localAddress().hostAddress()));
        boolean found = known && (style || request.path().equals("/"));
        request.response()
                .setStatusCode(found ? 200 : 404)
                .putHeader("Content-Type", (style ? "text/css" : "text/html") + "; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(found ? (style ? STYLE : page.get()) : "")
                .onFailure(ignored -> request.connection().close());
    }

    public Future<Void> close() {
        return server.close();
    }
}
