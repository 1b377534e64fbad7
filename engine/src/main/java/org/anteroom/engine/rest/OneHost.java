package org.anteroom.engine.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.wire.KnownHosts;

/**
 * Refuses requests that name no host or several (RFC 9112, section 3.2), for a proxy in front may have meant another one,
 * and those that name a host that is not this engine's.
 */
public final class OneHost implements Handler<RoutingContext> {
    private final KnownHosts hosts;
    private final MeterRegistry meters;

    public OneHost(KnownHosts hosts, MeterRegistry meters) {
        this.hosts = hosts;
        this.meters = meters;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> named = named(request);
        if (named.size() > 1 || (named.isEmpty() && request.version() != HttpVersion.HTTP_1_0)) {
            new Problem(Problem.Code.INVALID, "The request has to name one host.").send(context);
        } else if (named.stream()
                .allMatch(host ->
                        hosts.knows(host, String.valueOf(request.localAddress().hostAddress())))) {
            context.next();
        } else {
            meters.counter("anteroom_hosts_refused").increment();
            new Problem(Problem.Code.INVALID, "This engine is not known by that host; publicUrl says by which it is.")
                    .send(context);
        }
    }

    /** HTTP/2 has no header of that name. */
    private static List<String> named(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? Optional.ofNullable(request.authority()).map(HostAndPort::toString).stream()
                        .toList()
                : request.headers().getAll("Host");
    }
}
