package org.anteroom.engine.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.wire.InvalidException;

/** A refusal as a problem document (RFC 9457) with a stable code. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final String OTHER_BODY = "This Idempotency-Key was used with another body.";

    private static final int SOON_SECONDS = 1;

    private final Code code;
    private final transient List<InvalidException> errors;
    private final int retrySeconds;
    private final String quota;

    /** The stable codes with their status. */
    enum Code {
        INVALID(400, "invalid"),
        UNAUTHORIZED(401, "unauthorized"),
        FORBIDDEN(403, "forbidden"),
        JOIN_REFUSED(403, "join-refused"),
        NOT_FOUND(404, "not-found"),
        NOT_ACCEPTABLE(406, "not-acceptable"),
        CONFLICT(409, "conflict"),
        CAPACITY(409, "capacity"),
        RATE_LIMITED(429, "rate-limited"),
        UNAVAILABLE(503, "unavailable");

        final int status;
        final String word;

        Code(int status, String word) {
            this.status = status;
            this.word = word;
        }
    }

    Problem(Code code, String detail) {
        this(code, detail, List.of(), FailureLimit.AGAIN_SECONDS, "");
    }

    private Problem(Code code, String detail, List<InvalidException> errors, int retrySeconds, String quota) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = errors;
        this.retrySeconds = retrySeconds;
        this.quota = quota;
    }

    static Problem invalid(InvalidException e) {
        return new Problem(Code.INVALID, "Something in the request is not what it has to be.", List.of(e), 0, "");
    }

    /** Too much at once, for a moment only. */
    static Problem rateLimited(String detail) {
        return new Problem(Code.RATE_LIMITED, detail, List.of(), SOON_SECONDS, "");
    }

    /** The caller's program is at one of its quotas; the rate of commands is free again soon, anything else may be. */
    static Problem overQuota(Quotas.Kind quota) {
        boolean soon = quota == Quotas.Kind.COMMANDS;
        String detail = soon
                ? "Your program sends more commands and calls than it may. Try again in a moment."
                : "Your program has as many " + quota.word() + " as it may have.";
        int seconds = soon ? SOON_SECONDS : FailureLimit.AGAIN_SECONDS;
        return new Problem(Code.RATE_LIMITED, detail, List.of(), seconds, quota.word());
    }

    /** The same key once more, for something else. */
    static Problem otherBody() {
        return new Problem(Code.CONFLICT, OTHER_BODY);
    }

    static Problem notFound() {
        return new Problem(Code.NOT_FOUND, "There is nothing here.");
    }

    Code code() {
        return code;
    }

    void send(RoutingContext context) {
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", code.word)
                .put("status", code.status)
                .put("code", code.word)
                .put("detail", getMessage());
        if (!errors.isEmpty()) {
            JsonArray list = new JsonArray();
            errors.forEach(
                    e -> list.add(new JsonObject().put("pointer", e.pointer()).put("detail", e.detail())));
            body.put("errors", list);
        }
        if (!quota.isEmpty()) {
            body.put("quota", quota);
        }
        if (code == Code.RATE_LIMITED) {
            context.response().putHeader("Retry-After", Integer.toString(retrySeconds));
        }
        Responses.send(context, code.status, "application/problem+json", body.encode());
    }
}
