package org.anteroom.engine.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Change;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.aggregate.Owner;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.webhook.Webhook.Disabled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of all programs, a stream of the journal each. On the front, but for {@link #snapshot}: a webhook stands there
 * before whoever made it is answered.
 */
public final class WebhookRegistry {
    /** How their streams begin. */
    public static final String PREFIX = WebhookForm.PREFIX;

    /** Of one program. */
    public static final int WEBHOOKS_MAX = 32;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistry.class);
    private static final int CHANGES_WAITING_MAX = 512;

    private final Journal journal;
    private final InstantSource clock;
    private final Map<ProgramId, Aggregate<Webhooks, WebhookEvent>> programs = new HashMap<>();
    private volatile Map<ProgramId, Webhooks> snapshot = Map.of();

    /** Why a change was not made. */
    public enum Refusal {
        /** A webhook of this id is there, as another one was asked for; or it was taken away. */
        CONFLICT,
        /** There are as many as there may be. */
        CAPACITY,
        NOT_FOUND
    }

    /** A change was refused. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Refusal why;

        RefusedException(Refusal why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        public Refusal why() {
            return why;
        }
    }

    public WebhookRegistry(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        aggregate(WebhookForm.program(stream)).restore(Folded.of(new WebhookForm(), entries, change -> {}));
        publish();
    }

    /** The webhooks of all programs as they are on disk. Any thread. */
    Map<ProgramId, Webhooks> snapshot() {
        return snapshot;
    }

    /** The webhooks of a program, in the order in which they were made. */
    public List<Webhook> of(ProgramId program) {
        return List.copyOf(webhooks(program).all().values());
    }

    public Optional<Webhook> find(ProgramId program, String id) {
        return of(program).stream()
                .filter(webhook -> webhook.id().value().equals(id))
                .findFirst();
    }

    private Webhooks webhooks(ProgramId program) {
        return snapshot.getOrDefault(program, Webhooks.NONE);
    }

    /** Makes a webhook, where an earlier try did not; fails with a {@link RefusedException} where there is none. */
    public Future<Webhook> make(ProgramId program, Webhook webhook) {
        return change(program, webhook.id(), was -> {
            Optional<Webhook> known = Optional.ofNullable(was.all().get(webhook.id()));
            boolean other = known.filter(one -> !one.isAskedAs(webhook)).isPresent();
            if (other || was.removed().contains(webhook.id())) {
                throw new RefusedException(Refusal.CONFLICT);
            }
            if (known.isEmpty() && was.all().size() >= WEBHOOKS_MAX) {
                throw new RefusedException(Refusal.CAPACITY);
            }
            return known.isPresent() ? List.of() : List.of(WebhookEvent.made(webhook));
        });
    }

    /**
     * What is changed of a webhook; what is absent stays.
     *
     * @param enabled whether it is told of anything
     */
    public record Edit(
            Optional<Text> url, Optional<List<String>> events, Optional<Text> description, Optional<Boolean> enabled) {}

    public Future<Webhook> edit(ProgramId program, WebhookId id, Edit edit) {
        return change(program, id, was -> {
            Webhook now = known(was, id);
            Webhook then = now.with(
                    edit.url().orElse(now.url()),
                    edit.events().orElse(now.events()),
                    edit.description().or(now::description));
            List<WebhookEvent> events = new ArrayList<>();
            if (!then.equals(now)) {
                events.add(WebhookEvent.changed(then));
            }
            if (edit.enabled().isPresent()
                    && edit.enabled().get() != now.disabled().isEmpty()) {
                events.add(
                        edit.enabled().get()
                                ? WebhookEvent.enabled(id)
                                : WebhookEvent.disabled(id, Disabled.PROGRAM, clock.instant()));
            }
            return events;
        });
    }

    /** Signs with another secret from now on; the one before signs beside it for a day. */
    public Future<Webhook> rotate(ProgramId program, WebhookId id, Text secret) {
        return change(
                program,
                id,
                was -> known(was, id).secret().equals(secret)
                        ? List.of()
                        : List.of(WebhookEvent.rotated(id, secret, clock.instant())));
    }

    /** Tells it nothing more, where it still is told something. */
    Future<Webhook> disable(ProgramId program, WebhookId id, Disabled why) {
        return change(
                program,
                id,
                was -> known(was, id).disabled().isPresent()
                        ? List.of()
                        : List.of(WebhookEvent.disabled(id, why, clock.instant())));
    }

    public Future<Void> remove(ProgramId program, WebhookId id) {
        Promise<Void> removed = Promise.promise();
        take(program, was -> List.of(WebhookEvent.removed(known(was, id).id())), removed::complete, removed::fail);
        return removed.future();
    }

    private static Webhook known(Webhooks was, WebhookId id) {
        return Optional.ofNullable(was.all().get(id)).orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND));
    }

    private Future<Webhook> change(ProgramId program, WebhookId id, Function<Webhooks, List<WebhookEvent>> decide) {
        Promise<Webhook> changed = Promise.promise();
        take(program, decide, () -> changed.complete(known(webhooks(program), id)), changed::fail);
        return changed.future();
    }

    private void take(
            ProgramId program,
            Function<Webhooks, List<WebhookEvent>> decide,
            Runnable kept,
            Consumer<Throwable> failed) {
        Aggregate<Webhooks, WebhookEvent> aggregate = aggregate(program);
        AskedTurn<Webhooks, WebhookEvent> turn =
                AskedTurn.once(aggregate, was -> decide.apply(was.orElse(Webhooks.NONE)));
        turn.done().onSuccess(done -> kept.run()).onFailure(failed::accept);
        if (!aggregate.take(turn)) {
            failed.accept(new JournalUnavailableException("Too many changes of webhooks wait"));
        }
    }

    private Aggregate<Webhooks, WebhookEvent> aggregate(ProgramId program) {
        return programs.computeIfAbsent(
                program,
                key -> new Aggregate<>(
                        journal, WebhookForm.stream(key), new WebhookForm(), new Publishing(), CHANGES_WAITING_MAX));
    }

    private void publish() {
        Map<ProgramId, Webhooks> next = new LinkedHashMap<>();
        programs.forEach((program, aggregate) -> aggregate.state().ifPresent(state -> next.put(program, state)));
        snapshot = Map.copyOf(next);
    }

    /** Shows each new state before anybody is answered. */
    private final class Publishing implements Owner<Webhooks, WebhookEvent> {
        @Override
        public void moved(List<Change<Webhooks, WebhookEvent>> changes) {
            publish();
        }

        @Override
        public void defect(String what, RuntimeException e) {
            LOG.error("Webhooks: {} failed", what, e);
        }
    }
}
