package org.anteroom.engine.webhook;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.signer.Assertions;
import org.anteroom.engine.signer.SignerRegistry;

/** Deliveries for tests that are of something else: nothing is kept and nothing is sent. */
public final class NoDeliveries implements DeliveryStore {
    private NoDeliveries() {}

    public static Calling calling(Vertx vertx) {
        return new Calling(vertx, new Targets(false, Set.of()));
    }

    public static Deliveries of(Vertx vertx, Journal journal) {
        InstantSource clock = InstantSource.system();
        return new Deliveries(
                vertx,
                vertx.getOrCreateContext(),
                journal,
                clock,
                new WebhookRegistry(journal, clock),
                new NoDeliveries(),
                calling(vertx),
                new SimpleMeterRegistry());
    }

    public static Assertions assertions(Vertx vertx, Journal journal) {
        return new Assertions(vertx, new SignerRegistry(journal), calling(vertx), InstantSource.system());
    }

    @Override
    public Progress progress() {
        return new Progress(Optional.empty(), Instant.EPOCH);
    }

    @Override
    public void take(Progress end, List<NewDelivery> made) {}

    @Override
    public Turned turn(List<Result> results, List<Want> wants, Instant now) {
        return new Turned(List.of(), Map.of(), Map.of());
    }

    @Override
    public List<Shown> list(WebhookId webhook, Optional<State> state, long beforeRow, int limit) {
        return List.of();
    }

    @Override
    public boolean retry(WebhookId webhook, String id, Instant now) {
        return false;
    }

    @Override
    public void wake(WebhookId webhook, Instant now) {}

    @Override
    public void forget(WebhookId webhook) {}

    @Override
    public void prune(WebhookId webhook, int kept) {}

    @Override
    public void close() {}
}
