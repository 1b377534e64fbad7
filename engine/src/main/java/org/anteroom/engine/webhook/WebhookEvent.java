package org.anteroom.engine.webhook;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.webhook.Webhook.Disabled;

/**
 * Something that happened to a program's webhooks, as their stream keeps it.
 *
 * @param type {@code webhook-made}, {@code webhook-changed}, {@code webhook-enabled}, {@code webhook-disabled},
 *     {@code webhook-rotated} or {@code webhook-removed}
 */
record WebhookEvent(String type, JsonObject data) {
    static final String DISABLED = "webhook-disabled";

    static WebhookEvent made(Webhook webhook) {
        return new WebhookEvent(
                "webhook-made",
                described(webhook)
                        .put("secret", webhook.secret().value())
                        .put("at", webhook.createdAt().toString()));
    }

    static WebhookEvent changed(Webhook webhook) {
        return new WebhookEvent("webhook-changed", described(webhook));
    }

    private static JsonObject described(Webhook webhook) {
        JsonObject data =
                about(webhook.id()).put("url", webhook.url().value()).put("events", new JsonArray(webhook.events()));
        webhook.description().ifPresent(text -> data.put("description", text.value()));
        return data;
    }

    static WebhookEvent enabled(WebhookId id) {
        return new WebhookEvent("webhook-enabled", about(id));
    }

    static WebhookEvent disabled(WebhookId id, Disabled why, Instant at) {
        return new WebhookEvent(DISABLED, about(id).put("why", Words.word(why)).put("at", at.toString()));
    }

    static WebhookEvent rotated(WebhookId id, Text secret, Instant at) {
        return new WebhookEvent(
                "webhook-rotated", about(id).put("secret", secret.value()).put("at", at.toString()));
    }

    static WebhookEvent removed(WebhookId id) {
        return new WebhookEvent("webhook-removed", about(id));
    }

    private static JsonObject about(WebhookId id) {
        return new JsonObject().put("webhook", id.value());
    }

    WebhookId webhook() {
        return new WebhookId(data.getString("webhook"));
    }

    /** The webhooks after this event. */
    Webhooks apply(Webhooks was) {
        Map<WebhookId, Webhook> all = new LinkedHashMap<>(was.all());
        Set<WebhookId> removed = new LinkedHashSet<>(was.removed());
        WebhookId id = webhook();
        Optional<Webhook> known = Optional.ofNullable(all.get(id));
        switch (type) {
            case "webhook-made" -> all.put(id, made(id));
            case "webhook-changed" -> known.ifPresent(one -> all.put(id, one.with(url(), events(), description())));
            case "webhook-enabled" -> known.ifPresent(one -> all.put(id, one.with(Optional.empty())));
            case DISABLED ->
                known.ifPresent(one -> all.put(id, one.with(Words.of(Disabled.class, data.getString("why")))));
            case "webhook-rotated" -> known.ifPresent(one -> all.put(id, one.rotated(secret(), at())));
            case "webhook-removed" -> {
                all.remove(id);
                removed.add(id);
            }
            default -> throw new IllegalStateException("Event " + type + " is of a release that this one cannot read");
        }
        return new Webhooks(all, removed);
    }

    private Webhook made(WebhookId id) {
        return new Webhook(id, url(), events(), description(), Optional.empty(), secret(), Optional.empty(), at());
    }

    private Text url() {
        return new Text(Objects.requireNonNull(data.getString("url")));
    }

    private Text secret() {
        return new Text(Objects.requireNonNull(data.getString("secret")));
    }

    private Instant at() {
        return Instant.parse(data.getString("at"));
    }

    private List<String> events() {
        return data.getJsonArray("events").stream().map(String.class::cast).toList();
    }

    private Optional<Text> description() {
        return Optional.ofNullable(data.getString("description")).map(Text::new);
    }

    @Override
    public String toString() {
        return "WebhookEvent[" + type + "]";
    }
}
