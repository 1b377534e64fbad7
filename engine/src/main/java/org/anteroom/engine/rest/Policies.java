package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.ext.web.Router;
import java.util.Optional;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.session.house.SessionView;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/** {@code /v1/policies}: what a program's sessions of a kind go by where they say nothing of their own. */
final class Policies {
    private final RestServices services;

    Policies(RestServices services) {
        this.services = services;
    }

    void mount(Router router) {
        router.get("/v1/policies/:kind").handler(Calls.handler(this::show));
        router.put("/v1/policies/:kind").handler(Calls.handler(this::set));
    }

    private static String kind(Call call) {
        return Optional.of(call.path("kind")).filter(SessionReader::isKind).orElseThrow(Problem::notFound);
    }

    private void show(Call call) {
        Responses.json(
                call.context(),
                200,
                SessionView.policy(services.settings().of(call.program().id()).policy(kind(call))));
    }

    private void set(Call call) {
        Program program = call.program();
        String kind = kind(call);
        Fields body = call.body();
        Sessions.checkCarried(services, SessionReader.policy(body, SessionReader.shipped(kind)));
        Fact fact = new Fact("policy-set", call.holder().actor(), Optional.of(kind), Optional.empty());
        Audits.change(
                services,
                call,
                fact,
                () -> services.settings()
                        .setPolicy(program.id(), kind, call.json())
                        .onSuccess(policy -> Responses.json(call.context(), 200, SessionView.policy(policy)))
                        .onFailure(failure -> new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.")
                                .send(call.context())));
    }
}
