package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.webhook.Deliveries;
import org.anteroom.engine.webhook.DeliveryStore.Shown;
import org.anteroom.engine.webhook.DeliveryStore.State;
import org.anteroom.engine.webhook.EventTypes;
import org.anteroom.engine.webhook.Signing;
import org.anteroom.engine.webhook.Targets;
import org.anteroom.engine.webhook.Webhook;
import org.anteroom.engine.webhook.WebhookId;
import org.anteroom.engine.webhook.WebhookRegistry;
import org.anteroom.engine.webhook.WebhookRegistry.Edit;
import org.anteroom.engine.webhook.WebhookRegistry.RefusedException;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** {@code /v1/webhooks}: where a program is told of what happens, and what became of it. Secrets are shown once. */
final class WebhookCalls {
    private static final int DESCRIPTION_MAX = 200;
    private static final int EVENTS_MAX = 32;
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 200;

    private final RestServices services;
    private final Derived derived;
    private final Deliveries deliveries;
    private final Targets targets;

    WebhookCalls(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
        deliveries = services.deliveries();
        targets = services.calling().targets();
    }

    void mount(Router router) {
        router.post("/v1/webhooks").handler(Calls.handler(this::make));
        router.get("/v1/webhooks").handler(Calls.handler(this::list));
        router.get("/v1/webhooks/:webhook")
                .handler(Calls.handler(call -> Responses.json(call.context(), 200, words(find(call)))));
        router.patch("/v1/webhooks/:webhook").handler(Calls.handler(this::edit));
        router.delete("/v1/webhooks/:webhook").handler(Calls.handler(this::remove));
        router.post("/v1/webhooks/:webhook/secret").handler(Calls.handler(this::rotate));
        router.get("/v1/webhooks/:webhook/deliveries").handler(Calls.handler(this::deliveries));
        router.post("/v1/webhooks/:webhook/deliveries/:delivery/retry").handler(Calls.handler(this::retry));
        router.post("/v1/webhooks/:webhook/test").handler(Calls.handler(this::test));
    }

    private WebhookRegistry registry() {
        return deliveries.registry();
    }

    private Webhook find(Call call) {
        return registry().find(call.program().id(), call.path("webhook")).orElseThrow(Problem::notFound);
    }

    private static Map<String, Object> words(Webhook webhook) {
        return Obj.of("id", webhook.id().value())
                .with("url", webhook.url().value())
                .with("events", webhook.events())
                .with("description", webhook.description().map(Text::value))
                .with("enabled", webhook.disabled().isEmpty())
                .with("disabledBecause", webhook.disabled().map(Words::word))
                .with("createdAt", Words.time(webhook.createdAt()))
                .map();
    }

    private void list(Call call) {
        List<Map<String, Object>> items = registry().of(call.program().id()).stream()
                .map(WebhookCalls::words)
                .toList();
        Programs.items(call, items);
    }

    private void make(Call call) {
        Fields body = call.body();
        Text url = url(body);
        List<String> events = events(body);
        Optional<Text> description = body.maybeLine("description", DESCRIPTION_MAX);
        body.done();
        WebhookId id = new WebhookId(WebhookId.PREFIX + derived.bits(call, call.program(), "webhook"));
        Text secret = secret(call);
        Webhook webhook = new Webhook(
                id,
                url,
                events,
                description,
                Optional.empty(),
                secret,
                Optional.empty(),
                services.clock().instant());
        change(call, "webhook-made", id, () -> registry().make(call.program().id(), webhook), made -> {
            Map<String, Object> answer = words(made);
            answer.put("secret", secret.value());
            Responses.json(call.context(), 201, answer);
        });
    }

    private Text secret(Call call) {
        String bits = derived.bits(call, call.program(), "secret-1") + derived.bits(call, call.program(), "secret-2");
        // Each half is 22 characters of base64url, which are 16 bytes.
        Base64.Decoder decoder = Base64.getUrlDecoder();
        Buffer bytes =
                Buffer.buffer(decoder.decode(bits.substring(0, 22))).appendBytes(decoder.decode(bits.substring(22)));
        return Signing.secret(bytes.getBytes());
    }

    private Text url(Fields body) {
        String url = body.string("url");
        targets.fault(url).ifPresent(sentence -> {
            throw new InvalidException(body.at("url"), sentence);
        });
        return new Text(url);
    }

    private static List<String> events(Fields body) {
        List<String> events = body.list("events", 1, EVENTS_MAX, (element, where) -> {
            if (element instanceof String pattern && EventTypes.isPattern(pattern)) {
                return pattern;
            }
            throw new InvalidException(
                    where, "Must be * or one of " + String.join(", ", EventTypes.ALL) + ", or their beginning and .*");
        });
        if (events.stream().distinct().count() != events.size()) {
            throw new InvalidException(body.at("events"), "Each must stand once.");
        }
        return events;
    }

    private void edit(Call call) {
        Fields body = call.body();
        Edit edit = new Edit(
                body.has("url") ? Optional.of(url(body)) : Optional.empty(),
                body.has("events") ? Optional.of(events(body)) : Optional.empty(),
                body.maybeLine("description", DESCRIPTION_MAX),
                body.has("enabled") ? Optional.of(body.flag("enabled")) : Optional.empty());
        body.done();
        Webhook was = find(call);
        change(
                call,
                "webhook-changed",
                was.id(),
                () -> registry().edit(call.program().id(), was.id(), edit),
                now -> {
                    boolean anew = was.disabled().isPresent() || !was.url().equals(now.url());
                    Future<Void> told =
                            anew && now.disabled().isEmpty() ? deliveries.woken(now.id()) : Future.succeededFuture();
                    told.onComplete(ignored -> Responses.json(call.context(), 200, words(now)));
                });
    }

    private void remove(Call call) {
        Webhook webhook = find(call);
        change(
                call,
                "webhook-removed",
                webhook.id(),
                () -> registry()
                        .remove(call.program().id(), webhook.id())
                        .compose(ignored -> deliveries.forget(webhook.id())),
                ignored -> Responses.none(call.context()));
    }

    private void rotate(Call call) {
        call.body().done();
        Webhook webhook = find(call);
        Text secret = secret(call);
        change(
                call,
                "webhook-secret-rotated",
                webhook.id(),
                () -> registry().rotate(call.program().id(), webhook.id(), secret),
                now -> Responses.json(
                        call.context(),
                        200,
                        Obj.of("id", now.id().value())
                                .with("secret", secret.value())
                                .with("oldSecretUntil", now.before().map(old -> Words.time(old.until())))
                                .map()));
    }

    private void deliveries(Call call) {
        Optional<State> state = call.query("state")
                .map(word -> Words.of(State.class, word)
                        .orElseThrow(() ->
                                new InvalidException("/state", "Must be one of " + Words.all(State.class) + ".")));
        long before = call.query("cursor").map(WebhookCalls::row).orElse(Long.MAX_VALUE);
        int limit = call.limit(PAGE, PAGE_MAX);
        Webhook webhook = find(call);
        Calls.after(call, deliveries.list(webhook.id(), state, before, limit + 1), found -> {
            List<Map<String, Object>> items =
                    found.stream().limit(limit).map(WebhookCalls::words).toList();
            Optional<String> next = found.size() > limit
                    ? Optional.of(Long.toString(found.get(limit - 1).row()))
                    : Optional.empty();
            Responses.json(
                    call.context(),
                    200,
                    Obj.of("items", items).with("next", next).map());
        });
    }

    private static long row(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new InvalidException("/cursor", "Must be a cursor of this list.");
        }
        return Long.parseLong(cursor);
    }

    private static Map<String, Object> words(Shown shown) {
        boolean waits = shown.state() == State.PENDING;
        return Obj.of("id", shown.id())
                .with("type", shown.type())
                .with("state", Words.word(shown.state()))
                .with("createdAt", Words.time(shown.createdAt()))
                .with("attempts", shown.attempts())
                .with("lastAttemptAt", shown.lastAt().map(Words::time))
                .with("nextAttemptAt", waits ? Optional.of(Words.time(shown.due())) : Optional.empty())
                .with("status", Optional.of(shown.status()).filter(status -> status > 0))
                .with("fault", Optional.of(shown.fault()).filter(fault -> !fault.isEmpty()))
                .with(
                        "body",
                        shown.body().length == 0
                                ? Optional.empty()
                                : Optional.of(new JsonObject(Buffer.buffer(shown.body()))))
                .map();
    }

    private void retry(Call call) {
        call.body().done();
        Webhook webhook = enabled(call);
        Calls.after(call, deliveries.retry(webhook.id(), call.path("delivery")), found -> {
            if (!found) {
                throw Problem.notFound();
            }
            Responses.json(
                    call.context(), 202, Obj.of("id", call.path("delivery")).map());
        });
    }

    private void test(Call call) {
        call.body().done();
        Webhook webhook = enabled(call);
        Calls.after(
                call,
                deliveries.test(webhook, derived.bits(call, call.program(), "test")),
                id -> Responses.json(call.context(), 202, Obj.of("id", id).map()));
    }

    private Webhook enabled(Call call) {
        Webhook webhook = find(call);
        if (webhook.disabled().isPresent()) {
            throw new Problem(Code.CONFLICT, "This webhook is disabled. Enable it first.");
        }
        return webhook;
    }

    /** A change is in the trail before it is made. */
    private <T> void change(Call call, String action, WebhookId id, Supplier<Future<T>> change, Consumer<T> then) {
        Programs.kept(
                services,
                call,
                action,
                id.value(),
                () -> change.get()
                        .onSuccess(done -> Calls.guarded(call.context(), () -> then.accept(done)))
                        .onFailure(failure -> refused(failure).send(call.context())));
    }

    private static Problem refused(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return switch (refused.why()) {
                case CONFLICT -> Problem.otherBody();
                case CAPACITY ->
                    new Problem(Code.CAPACITY, "A program has at most " + WebhookRegistry.WEBHOOKS_MAX + " webhooks.");
                case NOT_FOUND -> Problem.notFound();
            };
        }
        return new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.");
    }
}
