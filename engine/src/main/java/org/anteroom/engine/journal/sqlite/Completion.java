package org.anteroom.engine.journal.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A promise that is kept on the Vert.x context of whoever asked, so that its turn stays the only writer there. */
final class Completion<T> {
    private final Promise<T> promise = Promise.promise();
    private final @Nullable Context context = Vertx.currentContext();

    Future<T> future() {
        return promise.future();
    }

    void fail(Throwable cause) {
        complete(p -> p.fail(cause));
    }

    void complete(Consumer<Promise<T>> outcome) {
        if (context == null) {
            outcome.accept(promise);
            return;
        }
        try {
            context.runOnContext(ignored -> outcome.accept(promise));
        } catch (RejectedExecutionException e) {
            // Its event loop has ended; whoever still waits elsewhere shall not wait for ever.
            outcome.accept(promise);
        }
    }
}
