package org.anteroom.signaling.colibri;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends one endpoint's state, one request at a time. Whoever asks while one is on its way shares the next, which carries
 * the newest state: so at most two are ever owed, however often the state changes.
 */
final class Sync {
    private final Supplier<Future<Void>> send;
    private boolean underway;
    private Optional<Promise<Void>> next = Optional.empty();

    Sync(Supplier<Future<Void>> send) {
        this.send = send;
    }

    /** Completes when the state as it is now, or newer, has arrived. */
    Future<Void> now() {
        if (underway) {
            Promise<Void> shared = next.orElseGet(Promise::promise);
            next = Optional.of(shared);
            return shared.future();
        }
        underway = true;
        return send.get().onComplete(ignored -> {
            underway = false;
            Optional<Promise<Void>> waiting = next;
            next = Optional.empty();
            waiting.ifPresent(promise -> now().onComplete(promise));
        });
    }
}
