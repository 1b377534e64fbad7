package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.anteroom.engine.rest.document.Document;
import org.anteroom.engine.rest.document.Operation;
import org.anteroom.engine.rest.document.Requests;
import org.anteroom.engine.session.Words;

/**
 * Calls checked by {@code openapi.yaml} before their handlers see them. What no document can say (that refs differ, that
 * a name holds no markup) the readers of the handlers refuse after it.
 *
 * <p>The document is read beside the event loop, so that a start does not wait for it; the first calls do.
 */
final class Checks {
    private final Future<Requests> requests;

    Checks(Vertx vertx) {
        requests = vertx.executeBlocking(() -> new Requests(Document.openApi()));
    }

    /** Passes a call on that is as its operation wants it; one that is of no operation is passed on as it is. */
    void check(Call call) {
        requests.onSuccess(known -> Calls.guarded(call.context(), () -> check(call, known)))
                .onFailure(call.context()::fail);
    }

    private static void check(Call call, Requests requests) {
        String path = call.context().normalizedPath();
        requests.find(call.context().request().method().name(), path)
                .ifPresent(operation -> check(call, operation, path));
        call.context().next();
    }

    private static void check(Call call, Operation operation, String path) {
        if (!operation.names(path)) {
            throw Problem.notFound();
        }
        operation.checkQuery(call.context().queryParams());
        if (operation.takesBody() && !(operation.bodyIsOptional() && call.hasNoBody())) {
            operation.checkBody(call.json());
        }
        checkScope(call, operation);
    }

    /** After what is invalid and before anything is looked for, by the order in which refusals are judged. */
    private static void checkScope(Call call, Operation operation) {
        if (operation.needsNoKey()) {
            return;
        }
        boolean may = call.holder().scopes().stream().map(Words::word).anyMatch(operation.scopes()::contains);
        if (!may) {
            throw new Problem(
                    Problem.Code.FORBIDDEN,
                    "This API key has not the scope that this needs: " + String.join(" or ", operation.scopes()) + ".");
        }
    }
}
