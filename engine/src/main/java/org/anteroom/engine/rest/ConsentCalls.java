package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.Supplier;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.settings.ConsentReader;
import org.anteroom.engine.settings.SettingsRegistry;

/** {@code /v1/consents}: what a program's people accept at check-in, by version. */
final class ConsentCalls {
    private final RestServices services;
    private final Derived derived;

    ConsentCalls(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
    }

    void mount(Router router) {
        router.get("/v1/consents").handler(Calls.handler(this::list));
        router.post("/v1/consents").handler(Calls.handler(this::make));
        router.put("/v1/consents/:consent").handler(Calls.handler(this::reword));
    }

    private void list(Call call) {
        Programs.items(
                call,
                services.settings().of(call.program().id()).consents().all().stream()
                        .map(ConsentReader::shown)
                        .toList());
    }

    private void make(Call call) {
        Program program = call.program();
        ConsentId id = new ConsentId(ConsentId.PREFIX + derived.bits(call, program, "consent"));
        var unused = ConsentReader.read(id, 1, call.body());
        // Without a key each call is another request, whatever stands in it.
        String request = call.idempotencyKey().map(key -> call.digest()).orElse("");
        kept(
                call,
                "consent-made",
                id,
                201,
                () -> services.settings()
                        .makeConsent(program.id(), id, request, call.json())
                        .map(settings -> words(id, 1)));
    }

    private void reword(Call call) {
        ProgramId program = call.program().id();
        var unused = ConsentReader.read(ConsentId.BUILT_IN, 1, call.body());
        ConsentId id = ConsentId.of(call.path("consent"))
                .filter(named ->
                        services.settings().of(program).consents().find(named).isPresent())
                .orElseThrow(Problem::notFound);
        kept(
                call,
                "consent-changed",
                id,
                200,
                () -> services.settings()
                        .rewordConsent(program, id, call.json())
                        .map(Consent::version)
                        .map(version -> words(id, version)));
    }

    private static Map<String, Object> words(ConsentId id, int version) {
        return Obj.of("id", id.value()).with("version", version).map();
    }

    /** A change is in the trail before it is made; whoever waits is shown it before it is answered. */
    private void kept(
            Call call, String action, ConsentId id, int status, Supplier<Future<Map<String, Object>>> change) {
        Programs.kept(
                services,
                call,
                action,
                id.value(),
                () -> change.get()
                        .onSuccess(words -> {
                            services.directory().tellConsents(call.program().id());
                            Responses.json(call.context(), status, words);
                        })
                        .onFailure(failure -> problem(failure).send(call.context())));
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof SettingsRegistry.FullException full) {
            return new Problem(Code.CAPACITY, String.valueOf(full.getMessage()));
        }
        return failure instanceof SettingsRegistry.OtherRequestException
                ? Problem.otherBody()
                : new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.");
    }
}
