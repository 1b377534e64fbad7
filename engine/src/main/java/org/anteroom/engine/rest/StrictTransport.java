package org.anteroom.engine.rest;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells browsers to come by TLS alone (HSTS, RFC 6797), where a request did: to the engine itself, or to a trusted proxy
 * that says so in front of an {@code https} public URL.
 */
public final class StrictTransport implements Handler<RoutingContext> {
    private static final String YEAR = "max-age=31536000";

    private final ClientAddress clients;
    private final boolean publicTls;

    /**
     * @param clients who the trusted proxies are
     * @param publicUrl where browsers reach the engine, if it is not where it listens
     */
    public StrictTransport(ClientAddress clients, Optional<String> publicUrl) {
        this.clients = clients;
        publicTls = publicUrl.filter(url -> url.startsWith("https:")).isPresent();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String peer = String.valueOf(request.remoteAddress().hostAddress());
        if (request.isSSL() || cameByTls(peer, request.headers())) {
            context.response().putHeader("Strict-Transport-Security", YEAR);
        }
        context.next();
    }

    /** Whether this peer is a trusted proxy that says that the request came by TLS. */
    boolean cameByTls(String peer, MultiMap headers) {
        if (!publicTls || !clients.isTrusted(peer)) {
            return false;
        }
        List<String> proto = headers.getAll("X-Forwarded-Proto");
        // The proxy nearest to the engine speaks last.
        return proto.isEmpty()
                ? ForwardedHeader.protocol(headers.getAll("Forwarded")).equals("https")
                : last(String.join(",", proto)).equals("https");
    }

    private static String last(String list) {
        return list.substring(list.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT);
    }
}
