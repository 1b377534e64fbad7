package org.anteroom.engine.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How answers are written. */
final class Responses {
    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

    private Responses() {}

    static void json(RoutingContext context, int status, Map<String, Object> body) {
        send(context, status, "application/json", new JsonObject(body).encode());
    }

    static void none(RoutingContext context) {
        HttpServerResponse response = context.response().setStatusCode(204);
        response.end().onFailure(Responses::gone);
    }

    static void send(RoutingContext context, int status, String type, String body) {
        send(context, status, type, Buffer.buffer(body));
    }

    /** A file. */
    static void send(RoutingContext context, String type, Buffer body) {
        send(context, 200, type, body);
    }

    private static void send(RoutingContext context, int status, String type, Buffer body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        head(response, status, type).end(body).onFailure(Responses::gone);
    }

    /** How every answer that has a body begins: it is kept by nobody. */
    static HttpServerResponse head(HttpServerResponse response, int status, String type) {
        return response.setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Encoding", "identity");
    }

    /** A client that went before its answer; nothing is to be done. */
    static void gone(Throwable failure) {
        LOG.debug("A client went before its answer: {}", failure.getClass().getSimpleName());
    }
}
