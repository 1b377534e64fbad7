package org.anteroom.engine.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.CursorAheadException;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.webhook.DeliveryStore.NewDelivery;
import org.anteroom.engine.webhook.DeliveryStore.Progress;
import org.anteroom.engine.webhook.DeliveryStore.Shown;
import org.anteroom.engine.webhook.DeliveryStore.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells programs what happens: follows the journal, keeps what it comes to with how far it read, and sends it. Each delivery is
 * made at least once, those of a session to one webhook in order, over restarts and kills; one that is made again has the same id.
 *
 * <p>It works on a context of its own, and its store on a thread of its own; sessions wait for neither. Methods are called on the
 * front and complete there.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int PAGE_MAX = 500;
    private static final long TURN_EVERY_MS = 1_000;
    private static final long PRUNE_EVERY_MS = 60_000;
    private static final long RETRY_MS = 1_000;
    private static final int KEPT_MAX = 5_000;
    private static final long PROGRESS_EVERY_MS = 1_000;

    private final Vertx vertx;
    private final Context front;
    private final Context own;
    private final Journal journal;
    private final InstantSource clock;
    private final WebhookRegistry registry;
    private final DeliveryStore store;
    private final WorkerExecutor storing;
    private final Follower follower;
    private final Dispatcher dispatcher;
    private long cursor;
    private long keptCursor;
    private long keptAtMs;
    /** What happened then or before was told, as far as it was: for a journal that was put back. */
    private Instant after = Instant.EPOCH;

    private volatile boolean stopped;

    /** @param front the context that the registry lives on */
    public Deliveries(
            Vertx vertx,
            Context front,
            Journal journal,
            InstantSource clock,
            WebhookRegistry registry,
            DeliveryStore store,
            Calling calling,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.journal = journal;
        this.clock = clock;
        this.registry = registry;
        this.store = store;
        this.front = front;
        own = ((VertxInternal) vertx).createEventLoopContext();
        storing = vertx.createSharedWorkerExecutor("anteroom-deliveries-" + System.identityHashCode(this), 1);
        follower = new Follower(journal, registry);
        dispatcher = new Dispatcher(registry, calling, clock, this::stored, this::disable);
        meters.gauge("anteroom_webhooks_sending", dispatcher, Dispatcher::atOnce);
    }

    /** What programs set up. */
    public WebhookRegistry registry() {
        return registry;
    }

    private <T> Future<T> stored(Function<DeliveryStore, T> work) {
        return storing.executeBlocking(() -> work.apply(store), true);
    }

    /** Begins where it ended; once the registry is restored. */
    public void start() {
        own.runOnContext(ignored -> begin());
    }

    private void begin() {
        stored(DeliveryStore::progress).onComplete(read -> {
            if (read.failed()) {
                later(this::begin);
                return;
            }
            Optional<Long> known = read.result().cursor();
            boolean nobodyIsTold = registry.snapshot().values().stream()
                    .allMatch(of -> of.all().isEmpty());
            if (known.isPresent() || !nobodyIsTold) {
                follow(known.orElse(0L));
            } else {
                // Of what was before the first webhook nobody is told: none of it is read.
                journal.follow(Long.MAX_VALUE, 1)
                        .onComplete(
                                end -> follow(end.cause() instanceof CursorAheadException ahead ? ahead.last() : 0));
            }
        });
        vertx.setPeriodic(TURN_EVERY_MS, timer -> {
            if (stopped) {
                vertx.cancelTimer(timer);
            } else {
                dispatcher.turn();
            }
        });
        vertx.setPeriodic(PRUNE_EVERY_MS, timer -> prune(timer));
    }

    private void prune(long timer) {
        if (stopped) {
            vertx.cancelTimer(timer);
            return;
        }
        registry.snapshot()
                .values()
                .forEach(of -> of.all()
                        .keySet()
                        .forEach(webhook -> stored(deliveries -> {
                                    deliveries.prune(webhook, KEPT_MAX);
                                    return true;
                                })
                                .onFailure(failure -> LOG.warn("Old deliveries cannot be forgotten now"))));
    }

    private void later(Runnable run) {
        if (!stopped) {
            vertx.setTimer(RETRY_MS, ignored -> run.run());
        }
    }

    private void follow(long from) {
        cursor = from;
        if (stopped) {
            return;
        }
        journal.follow(from, PAGE_MAX).onSuccess(this::take).onFailure(failure -> {
            if (failure instanceof CursorAheadException) {
                LOG.error("The journal was put back: webhooks are told what happened in it since");
                stored(DeliveryStore::progress)
                        .onSuccess(read -> {
                            after = read.lastAt();
                            follow(0);
                        })
                        .onFailure(ignored -> later(() -> follow(from)));
            } else {
                later(() -> follow(from));
            }
        });
    }

    private void take(CommittedPage page) {
        follower.make(page, after)
                .compose(made -> keep(page, made).onSuccess(ignored -> {
                    if (!made.deliveries().isEmpty()) {
                        dispatcher.look(Dispatcher.of(made.deliveries()));
                    }
                }))
                .onSuccess(ignored -> follow(page.cursor()))
                .onFailure(failure -> {
                    LOG.warn(
                            "Deliveries cannot be kept now: {}",
                            failure.getClass().getSimpleName());
                    follower.forget();
                    later(() -> follow(cursor));
                });
    }

    /** Of pages that come to nothing the end is kept once a second. */
    private Future<Boolean> keep(CommittedPage page, Follower.Made made) {
        long nowMs = System.nanoTime() / 1_000_000;
        if (made.deliveries().isEmpty() && keptCursor > 0 && nowMs - keptAtMs < PROGRESS_EVERY_MS) {
            return Future.succeededFuture(true);
        }
        keptCursor = page.cursor();
        keptAtMs = nowMs;
        Progress end = new Progress(Optional.of(page.cursor()), made.lastAt().orElse(Instant.EPOCH));
        return stored(deliveries -> {
            deliveries.take(end, made.deliveries());
            return true;
        });
    }

    private void disable(ProgramId program, Dispatcher.Disabling disabling) {
        front.runOnContext(ignored -> registry.disable(program, disabling.webhook(), disabling.why())
                .onFailure(failure -> LOG.warn("Webhook {} could not be disabled now", disabling.webhook())));
    }

    /** A session's journal is closed: its program is told once, whenever it is said. */
    public void quarantined(ProgramId program, SessionId session) {
        Instant now = clock.instant();
        Told told = new Told(EventTypes.QUARANTINED, now, now, new JsonObject().put("session", session.value()));
        Webhooks of = registry.snapshot().getOrDefault(program, Webhooks.NONE);
        tell(Follower.deliveries(of, new StreamId(session.value()), 0, told));
    }

    private void tell(List<NewDelivery> made) {
        if (made.isEmpty()) {
            return;
        }
        stored(deliveries -> {
                    deliveries.take(new Progress(Optional.empty(), Instant.EPOCH), made);
                    return true;
                })
                .onSuccess(ignored -> look(Dispatcher.of(made)))
                .onFailure(failure -> LOG.warn("A delivery could not be kept"));
    }

    private void look(Set<WebhookId> webhooks) {
        own.runOnContext(ignored -> dispatcher.look(webhooks));
    }

    /** Sends something that says nothing; answers its id. It goes out in no order with others. */
    public Future<String> test(Webhook webhook, String bits) {
        Instant now = clock.instant();
        Told told = new Told(
                EventTypes.TEST,
                now,
                now,
                new JsonObject().put("webhook", webhook.id().value()));
        String id = "msg_" + bits;
        NewDelivery made = new NewDelivery(webhook.id(), id, id, told.type(), now, now, told.body());
        return stored(deliveries -> {
                    deliveries.take(new Progress(Optional.empty(), Instant.EPOCH), List.of(made));
                    return id;
                })
                .onSuccess(ignored -> look(Set.of(webhook.id())));
    }

    /** Deliveries of a webhook, the newest first, before a row. */
    public Future<List<Shown>> list(WebhookId webhook, Optional<State> state, long beforeRow, int limit) {
        return stored(deliveries -> deliveries.list(webhook, state, beforeRow, limit));
    }

    /** Sends a delivery now, or again; false where there is none of this id. */
    public Future<Boolean> retry(WebhookId webhook, String id) {
        Instant now = clock.instant();
        return stored(deliveries -> deliveries.retry(webhook, id, now)).onSuccess(found -> look(Set.of(webhook)));
    }

    /** A webhook is told again: what waits for it is due now. */
    public Future<Void> woken(WebhookId webhook) {
        Instant now = clock.instant();
        return stored(deliveries -> {
                    deliveries.wake(webhook, now);
                    return true;
                })
                .onSuccess(ignored -> look(Set.of(webhook)))
                .mapEmpty();
    }

    /** Forgets all that waits for a webhook that was taken away. */
    public Future<Void> forget(WebhookId webhook) {
        return stored(deliveries -> {
                    deliveries.forget(webhook);
                    return true;
                })
                .mapEmpty();
    }

    /** Sends nothing more. What was sent and is not known to be taken is sent again at the next start. */
    public Future<Void> stop() {
        stopped = true;
        Promise<Void> done = Promise.promise();
        own.runOnContext(ignored -> {
            dispatcher.stop();
            done.complete();
        });
        return done.future();
    }

    /** Closes the store; after the journal is closed, so that nobody comes any more. */
    public Future<Void> close() {
        return stored(deliveries -> {
                    deliveries.close();
                    return true;
                })
                .eventually(storing::close)
                .mapEmpty();
    }

    @Override
    public String toString() {
        return "Deliveries" + Map.of("cursor", cursor);
    }
}
