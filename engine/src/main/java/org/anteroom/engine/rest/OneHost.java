package org.anteroom.engine.rest;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Refuses requests that name no host or several (RFC 9112, section 3.2): a proxy in front may have meant another one. */
public final class OneHost implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        boolean named = context.request().version() == HttpVersion.HTTP_2
                || context.request().headers().getAll("Host").size() == 1;
        if (named || context.request().version() == HttpVersion.HTTP_1_0) {
            context.next();
        } else {
            new Problem(Problem.Code.INVALID, "The request has to name one host.").send(context);
        }
    }
}
