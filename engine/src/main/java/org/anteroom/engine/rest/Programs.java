package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** Programs, and the origins that may embed their rooms. */
final class Programs {
    static final String KEY_PREFIX = "key_";

    private static final String REVOKED = "The key of this Idempotency-Key was revoked. Use another Idempotency-Key.";

    private static final String OTHER_BODY = "This Idempotency-Key was used with another body.";

    private final RestServices services;
    private final Derived derived;

    Programs(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
    }

    void mount(Router router) {
        router.post("/v1/programs").handler(Calls.handler(this::create));
        router.get("/v1/origins")
                .handler(Calls.handler(call -> items(
                        call,
                        call.program().origins().stream()
                                .map(origin -> Obj.of("origin", origin).map())
                                .toList())));
        router.post("/v1/origins").handler(Calls.handler(this::addOrigin));
        router.delete("/v1/origins").handler(Calls.handler(this::removeOrigin));
    }

    /** A change of keys, origins and programs is asked for in the trail before it is made. */
    private void kept(Call call, String action, String object, Runnable then) {
        kept(services, call, action, object, then);
    }

    static void kept(RestServices services, Call call, String action, String object, Runnable then) {
        Fact fact = new Fact(action, call.holder().actor(), Optional.of(object), Optional.empty());
        Audits.change(services, call, fact, then);
    }

    static void items(Call call, List<Map<String, Object>> items) {
        Responses.json(call.context(), 200, Obj.of("items", items).map());
    }

    private void create(Call call) {
        Program operator = call.program();
        if (!call.holder().bootstrap()) {
            throw new Problem(Code.FORBIDDEN, "Only the bootstrap key makes programs.");
        }
        Fields body = call.body();
        Text name = body.line("name", 200);
        Fields line = body.object("crisis");
        Crisis crisis =
                new Crisis(line.line("call", 80).value(), line.line("text", 80).value());
        line.done();
        Text region = body.line("region", 80);
        body.done();
        ProgramId id = new ProgramId(ProgramId.PREFIX + derived.bits(call, operator, "program"));
        String keyId = KEY_PREFIX + derived.bits(call, operator, "key");
        String key = keyId + "." + derived.bits(call, operator, "secret-1") + derived.bits(call, operator, "secret-2");
        Optional<Program> made = services.programs().find(id);
        if (made.filter(program -> !program.request().equals(call.digest())).isPresent()) {
            throw new Problem(Code.CONFLICT, OTHER_BODY);
        }
        if (made.filter(program -> program.revokedKeys().contains(keyId)).isPresent()) {
            throw new Problem(Code.CONFLICT, REVOKED);
        }
        kept(call, "program-made", id.value(), () -> {
            Future<Program> program =
                    services.programs().create(id, name, crisis, region.value(), call.digest(), keyId, key);
            answer(call, program, 201, Obj.of("id", id.value()).with("key", key).map());
        });
    }

    private void addOrigin(Call call) {
        Program program = call.program();
        Fields body = call.body();
        String origin = origin(body.string("origin"), body.at("origin"));
        body.done();
        kept(
                call,
                "origin-added",
                origin,
                () -> answer(
                        call,
                        services.programs().addOrigin(program.id(), origin),
                        201,
                        Obj.of("origin", origin).map()));
    }

    private void removeOrigin(Call call) {
        Program program = call.program();
        String origin = call.query("origin").orElseGet(() -> {
            Fields body = call.body();
            String named = body.string("origin");
            body.done();
            return named;
        });
        if (!program.origins().contains(origin)) {
            throw Problem.notFound();
        }
        kept(
                call,
                "origin-removed",
                origin,
                () -> answerNone(call, services.programs().removeOrigin(program.id(), origin)));
    }

    /** An exact origin: scheme, host, port, nothing else; http only for this machine. */
    private static String origin(String text, String where) {
        InvalidException bad = new InvalidException(
                where, "Must be an exact origin like https://portal.example; http only for localhost or 127.0.0.1.");
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
            String exact = scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            boolean allowed = scheme.equals("https") || (scheme.equals("http") && local);
            if (uri.getHost() == null || !allowed || !exact.equals(text.toLowerCase(Locale.ROOT))) {
                throw bad;
            }
            return exact;
        } catch (IllegalArgumentException e) {
            throw bad;
        }
    }

    static void answer(Call call, Future<Program> change, int status, Map<String, Object> body) {
        change.onSuccess(done -> Responses.json(call.context(), status, body))
                .onFailure(failure -> failed(call, failure));
    }

    static void answerNone(Call call, Future<Program> change) {
        change.onSuccess(done -> Responses.none(call.context())).onFailure(failure -> failed(call, failure));
    }

    private static void failed(Call call, Throwable failure) {
        if (failure instanceof ProgramRegistry.RevokedException) {
            new Problem(Code.CONFLICT, REVOKED).send(call.context());
            return;
        }
        if (failure instanceof ProgramRegistry.ConflictException) {
            new Problem(Code.CONFLICT, OTHER_BODY).send(call.context());
            return;
        }
        Problem problem = failure instanceof ProgramRegistry.LimitException limit
                ? new Problem(Code.CAPACITY, String.valueOf(limit.getMessage()))
                : new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.");
        problem.send(call.context());
    }
}
