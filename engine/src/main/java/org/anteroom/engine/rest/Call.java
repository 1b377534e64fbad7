package org.anteroom.engine.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.ProgramRegistry.Holder;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.StrictJson;
import org.jspecify.annotations.Nullable;

/** One REST call: who makes it, what it says, and under which idempotency key. */
final class Call {
    static final String HOLDER = "anteroom.holder";
    private static final String BODY = "anteroom.body";
    private static final int KEY_LENGTH_MAX = 128;

    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    RoutingContext context() {
        return context;
    }

    Holder holder() {
        Holder holder = context.get(HOLDER);
        if (holder == null) {
            throw new Problem(Problem.Code.UNAUTHORIZED, "This needs an API key.");
        }
        return holder;
    }

    Program program() {
        return holder().program();
    }

    String path(String name) {
        return String.valueOf(context.pathParam(name));
    }

    Optional<String> query(String name) {
        return context.queryParam(name).stream().findFirst();
    }

    /** The body as a strict reader; an absent one reads as an empty object. */
    Fields body() {
        return new Fields(json(), "");
    }

    /** The body; an absent one is an empty object. Parsed once a request. */
    JsonObject json() {
        JsonObject known = context.get(BODY);
        if (known == null) {
            known = parse(context.body().buffer());
            context.put(BODY, known);
        }
        return known;
    }

    boolean hasNoBody() {
        return context.body().length() <= 0;
    }

    private static JsonObject parse(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            return new JsonObject();
        }
        try {
            return StrictJson.object(body.toString());
        } catch (DecodeException | ClassCastException e) {
            throw new InvalidException("", "The body must be a JSON object.");
        }
    }

    /** The idempotency key, if the caller gave one. */
    Optional<String> idempotencyKey() {
        return Optional.ofNullable(context.request().getHeader("Idempotency-Key"))
                .map(key -> {
                    if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
                        throw new InvalidException(
                                "", "An Idempotency-Key has 1 to " + KEY_LENGTH_MAX + " characters.");
                    }
                    return key;
                });
    }

    /** What stands for the request's body. */
    String digest() {
        Buffer body = context.body().buffer();
        return Digests.sha256(body == null ? "" : body.toString()).substring(0, 22);
    }

    /** A limit for lists, from the query. */
    int limit(int otherwise, int max) {
        return query("limit")
                .map(text -> {
                    try {
                        int limit = Integer.parseInt(text);
                        if (limit >= 1 && limit <= max) {
                            return limit;
                        }
                    } catch (NumberFormatException e) {
                        throw new InvalidException("/limit", "Must be a whole number.");
                    }
                    throw new InvalidException("/limit", "Must be from 1 to " + max + ".");
                })
                .orElse(otherwise);
    }
}
