package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.signer.Assertions;
import org.anteroom.engine.signer.KeySet;
import org.anteroom.engine.signer.Signer;
import org.anteroom.engine.signer.SignerRegistry;
import org.anteroom.engine.signer.SignerRegistry.RefusedException;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** {@code /v1/signers}: whose signatures a program takes, and why some opened nothing. */
final class SignerCalls {
    private static final int NAME_MAX = 80;

    private final RestServices services;
    private final Derived derived;
    private final Assertions assertions;

    SignerCalls(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
        assertions = services.assertions();
    }

    void mount(Router router) {
        router.post("/v1/signers").handler(Calls.handler(this::make));
        router.get("/v1/signers").handler(Calls.handler(this::list));
        router.delete("/v1/signers/:signer").handler(Calls.handler(this::remove));
        router.get("/v1/signers/:signer/refusals").handler(Calls.handler(this::refusals));
    }

    private SignerRegistry registry() {
        return assertions.registry();
    }

    private Signer find(Call call) {
        return registry().find(call.program().id(), call.path("signer")).orElseThrow(Problem::notFound);
    }

    private static Map<String, Object> words(Signer signer) {
        return Obj.of("id", signer.id())
                .with("name", signer.name().value())
                .with("jwks", signer.jwks().map(JsonObject::new))
                .with("jwksUrl", signer.jwksUrl().map(Text::value))
                .with("createdAt", Words.time(signer.createdAt()))
                .map();
    }

    private void list(Call call) {
        Programs.items(
                call,
                registry().of(call.program().id()).stream()
                        .map(SignerCalls::words)
                        .toList());
    }

    private void make(Call call) {
        Fields body = call.body();
        Text name = body.line("name", NAME_MAX);
        Optional<String> jwks = body.has("jwks") ? Optional.of(jwks(call, body)) : Optional.empty();
        Optional<Text> jwksUrl = body.has("jwksUrl") ? Optional.of(url(body)) : Optional.empty();
        body.done();
        if (jwks.isPresent() == jwksUrl.isPresent()) {
            throw new InvalidException("/jwks", "Must be there, or jwksUrl.");
        }
        String id = Signer.PREFIX + derived.bits(call, call.program(), "signer");
        Signer signer = new Signer(id, name, jwks, jwksUrl, services.clock().instant());
        Programs.kept(
                services,
                call,
                "signer-made",
                id,
                () -> after(
                        call,
                        registry().make(call.program().id(), signer),
                        made -> Responses.json(call.context(), 201, words(made))));
    }

    private static String jwks(Call call, Fields body) {
        body.known("jwks");
        if (!(call.json().getValue("jwks") instanceof JsonObject json)) {
            throw new InvalidException(body.at("jwks"), "Must be an object.");
        }
        try {
            var unused = KeySet.of(json.encode());
            return json.encode();
        } catch (KeySet.BadKeysException e) {
            throw new InvalidException(body.at("jwks"), String.valueOf(e.getMessage()));
        }
    }

    private Text url(Fields body) {
        String url = body.string("jwksUrl");
        services.calling().targets().fault(url).ifPresent(sentence -> {
            throw new InvalidException(body.at("jwksUrl"), sentence);
        });
        return new Text(url);
    }

    private void remove(Call call) {
        Signer signer = find(call);
        Programs.kept(
                services,
                call,
                "signer-removed",
                signer.id(),
                () -> after(
                        call,
                        assertions.remove(call.program().id(), signer.id()),
                        done -> Responses.none(call.context())));
    }

    private void refusals(Call call) {
        Signer signer = find(call);
        List<Map<String, Object>> items = assertions.refusals(signer.id()).stream()
                .map(refused -> Obj.of("at", Words.time(refused.at()))
                        .with("reason", refused.reason())
                        .with("detail", refused.detail())
                        .map())
                .toList();
        Programs.items(call, items);
    }

    private static <T> void after(Call call, Future<T> change, Consumer<T> then) {
        change.onSuccess(done -> Calls.guarded(call.context(), () -> then.accept(done)))
                .onFailure(failure -> refused(failure).send(call.context()));
    }

    private static Problem refused(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return switch (refused.why()) {
                case CONFLICT -> Problem.otherBody();
                case CAPACITY ->
                    new Problem(Code.CAPACITY, "A program has at most " + SignerRegistry.SIGNERS_MAX + " signers.");
                case NOT_FOUND -> Problem.notFound();
            };
        }
        return new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.");
    }
}
