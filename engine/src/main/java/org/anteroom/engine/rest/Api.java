package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Optional;
import org.anteroom.engine.program.ProgramRegistry.Holder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST interface under {@code /v1}: authentication first, then the check by {@code openapi.yaml}, then
 * the calls; errors as problem documents. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final long BODY_BYTES_MAX = 256 * 1024;
    private static final String SCHEME = "bearer ";

    private final RestServices services;

    public Api(RestServices services) {
        this.services = services;
    }

    /** Mounts everything under {@code /v1} on the router. */
    public void mount(Router router) {
        Derived derived = new Derived(services.idempotencySecret(), services.chance());
        Codes codes = new Codes(services.codeSecret());
        Sessions sessions = new Sessions(services, derived);
        Checks checks = new Checks(services.vertx());
        new Documents().mount(router);
        router.route("/v1/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        router.post("/v1/join").handler(Calls.handler(checks::check));
        new Join(services, codes).mount(router);
        router.route("/v1/*").handler(Calls.handler(this::authenticate));
        router.route("/v1/*").handler(Calls.handler(checks::check));
        new Programs(services, derived).mount(router);
        sessions.mount(router);
        new Invites(services, sessions, derived, codes).mount(router);
        new LiveReads(services, sessions).mount(router);
        router.route("/v1/*").handler(Calls.handler(call -> {
            throw Problem.notFound();
        }));
        router.route("/v1/*").failureHandler(Api::failed);
    }

    private void authenticate(Call call) {
        String header = Optional.ofNullable(call.context().request().getHeader("Authorization"))
                .orElse("");
        boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        Optional<Holder> holder = bearer
                ? services.programs().holder(header.substring(SCHEME.length()).strip())
                : Optional.empty();
        if (holder.isEmpty()) {
            call.context().response().putHeader("WWW-Authenticate", "Bearer");
            throw new Problem(Code.UNAUTHORIZED, "This needs an API key: Authorization: Bearer <key>.");
        }
        call.context().put(Call.HOLDER, holder.get());
        call.context().next();
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status == 413) {
            new Problem(Code.INVALID, "The body is too large.").send(context);
        } else if (status == 405 || status == 404) {
            Problem.notFound().send(context);
        } else if (status >= 400 && status < 500) {
            new Problem(Code.INVALID, "The request cannot be read.").send(context);
        } else {
            Throwable failure = context.failure();
            LOG.error(
                    "A call failed: {}",
                    failure == null ? status : failure.getClass().getName());
            if (failure != null) {
                LOG.debug("Where it failed: {}", (Object) failure.getStackTrace());
            }
            new Problem(Code.UNAVAILABLE, "Something on our side did not work. Try again.").send(context);
        }
    }
}
