package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.ProgramRegistry.Holder;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.wire.AddressCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST interface under {@code /v1}: authentication first, then the check by {@code openapi.yaml}, then
 * the calls; errors as problem documents. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int BODY_BYTES_MAX = 256 * 1024;
    private static final int JOIN_BYTES_MAX = 16 * 1024;
    private static final String SCHEME = "bearer ";

    private final RestServices services;
    private final ClientAddress clients;
    private final FailureLimit unknownKeys;

    public Api(RestServices services) {
        this.services = services;
        clients = new ClientAddress(services.trustedProxies());
        unknownKeys = new FailureLimit(services.vertx());
    }

    /** Mounts everything under {@code /v1} on the router. */
    public void mount(Router router) {
        Derived derived = new Derived(services.idempotencySecret(), services.chance());
        Codes codes = new Codes(services.codeSecret());
        Sessions sessions = new Sessions(services, derived);
        Checks checks = new Checks(services.vertx());
        new Documents().mount(router);
        // Strangers have room of their own, so that they take none from who holds a key.
        LinkGuard guard = new LinkGuard(services);
        CheckIns checkIns = new CheckIns(services, derived, codes, guard);
        Bodies small = new Bodies(JOIN_BYTES_MAX, services.bodyBytesInFlightMax() / 4);
        for (String open : List.of("/v1/join", CheckIns.OPEN, CheckIns.ANSWER)) {
            router.post(open).handler(Calls.handler(guard::enter));
            router.post(open).handler(small);
            router.post(open).handler(Calls.handler(checks::check));
        }
        new Join(services, codes, guard).mount(router);
        checkIns.mountOpen(router);
        SeriesCalls series = new SeriesCalls(services, derived);
        Feeds feeds = new Feeds(services, series, derived, codes);
        feeds.mountOpen(router);
        // Who asks is judged by the head: without a key no byte of a body is kept.
        router.route("/v1/*").handler(Calls.handler(this::authenticate));
        router.route("/v1/*").handler(new Bodies(BODY_BYTES_MAX, services.bodyBytesInFlightMax()));
        router.route("/v1/*").handler(Calls.handler(checks::check));
        new Programs(services, derived).mount(router);
        new Keys(services, derived).mount(router);
        new WebhookCalls(services, derived).mount(router);
        new SignerCalls(services, derived).mount(router);
        sessions.mount(router);
        new Invites(services, sessions, derived, codes).mount(router);
        new LiveReads(services, sessions).mount(router);
        Documenter documenter = new Documenter(services.vertx());
        new Attendance(services, sessions, documenter).mount(router);
        SessionWalk walk = new SessionWalk(services);
        new Exports(services, walk, documenter).mount(router);
        new Outcomes(services, walk).mount(router);
        checkIns.mount(router);
        new Audits(services).mount(router);
        new Policies(services).mount(router);
        new ConsentCalls(services, derived).mount(router);
        new Doses(services).mount(router);
        feeds.mount(router);
        series.mount(router);
        new SeriesSessions(services, series).mount(router);
        new SeriesInvites(services, series, derived, codes).mount(router);
        router.route("/v1/*").handler(Calls.handler(call -> {
            throw Problem.notFound();
        }));
        router.route("/v1/*").failureHandler(Api::failed);
    }

    /** Whether the request of this context brought a good key. */
    public static boolean isKnown(RoutingContext context) {
        return context.get(Call.HOLDER) != null;
    }

    private void authenticate(Call call) {
        String header = Optional.ofNullable(call.context().request().getHeader("Authorization"))
                .orElse("");
        boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        Optional<Holder> holder = bearer
                ? services.programs().holder(header.substring(SCHEME.length()).strip())
                : Optional.empty();
        if (holder.isEmpty()) {
            throw refused(call, bearer ? header.substring(SCHEME.length()).strip() : "");
        }
        call.context().put(Call.HOLDER, holder.get());
        services.programs().used(holder.get());
        if (!services.programs().quotas().takesCommand(holder.get().program().id())) {
            throw Problem.overQuota(Quotas.Kind.COMMANDS);
        }
        call.context().next();
    }

    /** Refuses a call without a key, or with one that nobody holds; the key itself is written nowhere. */
    private Problem refused(Call call, String key) {
        if (!key.isEmpty()) {
            String from = AddressCounts.group(clients.of(call.context().request()));
            String keyId = key.substring(0, Math.max(0, key.indexOf('.')));
            services.programs()
                    .ofKey(keyId)
                    .ifPresent(program -> services.programs()
                            .audit()
                            .refused(
                                    program,
                                    new Fact("key-refused", keyId, Optional.empty(), Optional.of("from " + from))));
            boolean over = unknownKeys.isOver(from);
            if (unknownKeys.count(from)) {
                LOG.warn("API keys that nobody holds come from {}", from);
            }
            services.refusals().count("API keys that nobody holds", from);
            services.meters().counter("anteroom_keys_refused").increment();
            if (over) {
                return new Problem(Code.RATE_LIMITED, "Too many API keys that nobody holds. Try again in a minute.");
            }
        }
        call.context().response().putHeader("WWW-Authenticate", "Bearer");
        return new Problem(Code.UNAUTHORIZED, "This needs an API key: Authorization: Bearer <key>.");
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (context.failure() instanceof HttpClosedException) {
            // Nobody is there to answer, and who hangs up often shall not fill the log.
            LOG.debug("A caller hung up");
        } else if (status == 413) {
            new Problem(Code.INVALID, "The body is too large.").send(context);
        } else if (status == 405 || status == 404) {
            Problem.notFound().send(context);
        } else if ((status >= 400 && status < 500) || !context.request().isEnded()) {
            // What fails before the body was read to its end is the request's own fault: a bad chunk.
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
