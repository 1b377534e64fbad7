package org.anteroom.engine.webhook;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.webhook.DeliveryStore.Due;
import org.anteroom.engine.webhook.DeliveryStore.Result;
import org.anteroom.engine.webhook.DeliveryStore.State;
import org.anteroom.engine.webhook.DeliveryStore.Turned;
import org.anteroom.engine.webhook.DeliveryStore.Want;
import org.anteroom.engine.webhook.Webhook.Disabled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due: of each lane one delivery at a time, so many at a time of one webhook and of all, so that a slow receiver
 * holds up nobody but itself. On one context.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    static final int PER_WEBHOOK_MAX = 16;
    static final int AT_ONCE_MAX = 256;
    /** Of all webhooks of one program together. */
    static final int PER_PROGRAM_MAX = 64;
    /** Whoever takes longer than this for an answer is sent one at a time. */
    private static final long SLOW_NANOS = 5_000_000_000L;

    private static final int GONE = 410;
    private static final Duration FAILING_MAX = Duration.ofDays(5);
    private static final double JITTER = 0.2;

    /** After which time a delivery that was not taken is sent again: the first time, the second, .., and from then on. */
    private static final List<Duration> AGAIN = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final WebhookRegistry registry;
    private final Calling calling;
    private final InstantSource clock;
    private final Function<Function<DeliveryStore, Turned>, Future<Turned>> store;
    private final BiConsumer<ProgramId, Disabling> disable;
    private final Map<WebhookId, Integer> sending = new HashMap<>();
    private final Map<WebhookId, Instant> nothingBefore = new HashMap<>();
    /** More may be due to these than was known at the last turn. */
    private final Set<WebhookId> looked = new HashSet<>();
    /** These took long for their last answer, or gave none in time: they take no room of others until they are quick. */
    private final Set<WebhookId> slow = new HashSet<>();

    private List<Result> results = new ArrayList<>();
    private int atOnce;
    private boolean turning;
    private boolean again;
    /** Whether more were to be asked about than there was room for. */
    private boolean leftOut;

    private boolean stopped;

    /** A webhook that is told nothing any more. */
    record Disabling(WebhookId webhook, Disabled why) {}

    private record Owned(ProgramId program, Webhook webhook) {}

    Dispatcher(
            WebhookRegistry registry,
            Calling calling,
            InstantSource clock,
            Function<Function<DeliveryStore, Turned>, Future<Turned>> store,
            BiConsumer<ProgramId, Disabling> disable) {
        this.registry = registry;
        this.calling = calling;
        this.clock = clock;
        this.store = store;
        this.disable = disable;
    }

    /** Something more may be due to these. */
    void look(Set<WebhookId> webhooks) {
        looked.addAll(webhooks);
        turn();
    }

    /** Sends what is due; called when something may be, and every second. */
    void turn() {
        if (turning || stopped) {
            again = true;
            return;
        }
        Instant now = clock.instant();
        Map<WebhookId, Owned> enabled = enabled();
        List<Want> wants = wants(enabled, now);
        if (wants.isEmpty() && results.isEmpty()) {
            return;
        }
        turning = true;
        again = false;
        List<Result> kept = results;
        results = new ArrayList<>();
        store.apply(deliveries -> deliveries.turn(kept, wants, now)).onComplete(turned -> {
            turning = false;
            if (turned.failed()) {
                // What was told and is not kept is told again: at least once.
                results.addAll(0, kept);
                LOG.warn("Deliveries cannot be kept now");
                return;
            }
            turned(turned.result(), wants, enabled);
            int wanted = wants.stream().mapToInt(Want::max).sum();
            // Room that was kept for some and not taken is for those that were left out.
            boolean roomLeft = leftOut && turned.result().due().size() < wanted;
            if (again || roomLeft || !results.isEmpty()) {
                turn();
            }
        });
    }

    private Map<WebhookId, Owned> enabled() {
        Map<WebhookId, Owned> enabled = new HashMap<>();
        registry.snapshot()
                .forEach((program, webhooks) -> webhooks.all().values().stream()
                        .filter(webhook -> webhook.disabled().isEmpty())
                        .forEach(webhook -> enabled.put(webhook.id(), new Owned(program, webhook))));
        return enabled;
    }

    private List<Want> wants(Map<WebhookId, Owned> enabled, Instant now) {
        nothingBefore.keySet().removeAll(looked);
        looked.clear();
        nothingBefore.keySet().retainAll(enabled.keySet());
        slow.retainAll(enabled.keySet());
        Map<ProgramId, Integer> ofPrograms = new HashMap<>();
        enabled.forEach((id, owned) -> ofPrograms.merge(owned.program(), sending.getOrDefault(id, 0), Integer::sum));
        List<WebhookId> waiting = new ArrayList<>(enabled.keySet().stream()
                .filter(id -> !nothingBefore.getOrDefault(id, Instant.MIN).isAfter(now))
                .toList());
        // Nobody is always first where there is not room for all.
        Collections.shuffle(waiting, ThreadLocalRandom.current());
        List<Want> wants = new ArrayList<>();
        int room = AT_ONCE_MAX - atOnce;
        leftOut = false;
        for (WebhookId id : waiting) {
            ProgramId program = Objects.requireNonNull(enabled.get(id)).program();
            int most = (slow.contains(id) ? 1 : PER_WEBHOOK_MAX) - sending.getOrDefault(id, 0);
            int free = Math.min(most, Math.min(room, PER_PROGRAM_MAX - ofPrograms.getOrDefault(program, 0)));
            if (free > 0) {
                wants.add(new Want(id, free));
                room -= free;
                ofPrograms.merge(program, free, Integer::sum);
            }
            leftOut |= free <= 0 && most > 0;
        }
        return wants;
    }

    private void turned(Turned turned, List<Want> wants, Map<WebhookId, Owned> enabled) {
        for (Want want : wants) {
            nothingBefore.put(want.webhook(), turned.next().getOrDefault(want.webhook(), Instant.MAX));
        }
        turned.failingSince().forEach((id, since) -> {
            if (!since.plus(FAILING_MAX).isAfter(clock.instant())) {
                Optional.ofNullable(enabled.get(id))
                        .ifPresent(owned -> disable.accept(owned.program(), new Disabling(id, Disabled.FAILING)));
            }
        });
        for (Due due : turned.due()) {
            send(due, Objects.requireNonNull(enabled.get(due.webhook())));
        }
    }

    private void send(Due due, Owned owned) {
        if (due.body().length == 0) {
            results.add(new Result(due, State.FAILED, clock.instant(), 0, "unreadable", clock.instant()));
            return;
        }
        atOnce++;
        sending.merge(due.webhook(), 1, Integer::sum);
        Instant now = clock.instant();
        long sentNanos = System.nanoTime();
        Map<String, String> headers =
                Signing.headers(due.id(), now, owned.webhook().secrets(now), due.body());
        calling.post(owned.webhook().url().value(), headers, due.body()).onComplete(answered -> {
            atOnce--;
            sending.computeIfPresent(due.webhook(), (id, count) -> count > 1 ? count - 1 : null);
            // There may be more for it, now that it may be sent more.
            looked.add(due.webhook());
            boolean late = System.nanoTime() - sentNanos > SLOW_NANOS;
            if (late || answered.result().fault().equals(Calling.TIMEOUT)) {
                slow.add(due.webhook());
            } else {
                slow.remove(due.webhook());
            }
            results.add(result(due, owned, answered.result()));
            turn();
        });
    }

    private Result result(Due due, Owned owned, Calling.Answer answer) {
        Instant now = clock.instant();
        if (answer.isGood()) {
            return new Result(due, State.DELIVERED, now, answer.status(), "", now);
        }
        if (answer.status() == GONE) {
            disable.accept(owned.program(), new Disabling(due.webhook(), Disabled.GONE));
            return new Result(due, State.FAILED, now, answer.status(), "gone", now);
        }
        return new Result(due, State.PENDING, now, answer.status(), answer.fault(), now.plus(wait(due.attempts())));
    }

    /** How long after so many attempts that failed the next one is made. */
    static Duration wait(int attempts) {
        Duration plain = AGAIN.get(Math.min(attempts, AGAIN.size() - 1));
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) (plain.toMillis() * factor));
    }

    /** How many are being sent. */
    int atOnce() {
        return atOnce;
    }

    void stop() {
        stopped = true;
    }

    /** The webhooks of some deliveries. */
    static Set<WebhookId> of(List<DeliveryStore.NewDelivery> made) {
        Set<WebhookId> webhooks = new HashSet<>();
        made.forEach(one -> webhooks.add(one.webhook()));
        return webhooks;
    }
}
