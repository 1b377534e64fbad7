package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.ext.web.Router;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.program.ApiKey;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.Scope;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** The API keys of a program. A key's text is shown once and kept nowhere. */
final class Keys {
    private static final int NAME_MAX = 80;

    private final RestServices services;
    private final Derived derived;

    Keys(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
    }

    void mount(Router router) {
        router.get("/v1/keys").handler(Calls.handler(call -> Programs.items(call, list(call.program()))));
        router.post("/v1/keys").handler(Calls.handler(this::add));
        router.delete("/v1/keys/:key").handler(Calls.handler(this::revoke));
    }

    private List<Map<String, Object>> list(Program program) {
        return program.keys().entrySet().stream()
                .map(known -> words(known.getKey(), known.getValue())
                        .with(
                                "lastUsedAt",
                                services.programs()
                                        .lastUsed(known.getKey(), known.getValue())
                                        .map(Words::time))
                        .map())
                .toList();
    }

    private static Obj words(String id, ApiKey key) {
        return Obj.of("id", id)
                .with("name", key.name().map(Text::value))
                .with("scopes", key.scopes().stream().map(Words::word).toList());
    }

    private void add(Call call) {
        Program program = call.program();
        Fields body = call.body();
        Optional<Text> name = body.maybeLine("name", NAME_MAX);
        Set<Scope> scopes = body.has("scopes") ? scopes(body) : Scope.ALL;
        body.done();
        String id = Programs.KEY_PREFIX + derived.bits(call, program, "key");
        String text = id + "." + derived.bits(call, program, "secret-1") + derived.bits(call, program, "secret-2");
        ApiKey key = ApiKey.of(text, name, scopes);
        Map<String, Object> answer = words(id, key).with("key", text).map();
        Programs.kept(
                services,
                call,
                "key-made",
                id,
                () -> Programs.answer(call, services.programs().addKey(program.id(), id, key), 201, answer));
    }

    private static Set<Scope> scopes(Fields body) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        var unused = body.list("scopes", 1, Scope.ALL.size(), (element, where) -> {
            Scope scope = Optional.of(element)
                    .filter(String.class::isInstance)
                    .flatMap(word -> Words.of(Scope.class, (String) word))
                    .orElseThrow(() -> new InvalidException(where, "Must be one of " + Words.all(Scope.class) + "."));
            if (!scopes.add(scope)) {
                throw new InvalidException(where, "Must stand once.");
            }
            return scope;
        });
        return scopes;
    }

    private void revoke(Call call) {
        Program program = call.program();
        String key = call.path("key");
        if (!Ids.isId(key, Programs.KEY_PREFIX) || !program.keys().containsKey(key)) {
            throw Problem.notFound();
        }
        boolean leavesOne = program.keys().entrySet().stream()
                .filter(known -> !known.getKey().equals(key))
                .anyMatch(known -> known.getValue().scopes().contains(Scope.ADMIN));
        if (!leavesOne && !call.holder().bootstrap()) {
            throw new Problem(
                    Code.CONFLICT, "A program keeps at least one key with the scope admin. Make another one first.");
        }
        Programs.kept(
                services,
                call,
                "key-revoked",
                key,
                () -> Programs.answerNone(call, services.programs().revokeKey(program.id(), key)));
    }
}
