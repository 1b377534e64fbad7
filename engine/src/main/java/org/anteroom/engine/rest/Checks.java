package org.anteroom.engine.rest;

import org.anteroom.engine.rest.document.Operation;
import org.anteroom.engine.rest.document.Requests;

/**
 * Calls checked by {@code openapi.yaml} before their handlers see them. What no document can say (that refs differ, that
 * a name holds no markup) the readers of the handlers refuse after it.
 */
final class Checks {
    private final Requests requests;

    Checks(Requests requests) {
        this.requests = requests;
    }

    /** Passes a call on that is as its operation wants it; one that is of no operation is passed on as it is. */
    void check(Call call) {
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
    }
}
