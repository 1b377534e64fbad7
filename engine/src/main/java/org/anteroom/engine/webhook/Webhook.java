package org.anteroom.engine.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.Text;

/**
 * Where a program is told of events, and of which. Immutable.
 *
 * @param url where it is told; may hold a secret of the receiver's
 * @param events types, {@code *}, or the beginning of types such as {@code session.*}
 * @param disabled why it is told nothing now, where it is not
 * @param secret what signs
 * @param before what signed before that one was made
 * @param createdAt it is told of what happened from then on
 */
public record Webhook(
        WebhookId id,
        Text url,
        List<String> events,
        Optional<Text> description,
        Optional<Disabled> disabled,
        Text secret,
        Optional<OldSecret> before,
        Instant createdAt) {
    /** How long a secret signs beside the one that replaced it. */
    public static final Duration OLD_SECRET_SIGNS = Duration.ofHours(24);

    /** Why a webhook is told nothing. */
    public enum Disabled {
        /** The program said so. */
        PROGRAM,
        /** The receiver answered that it is gone for good. */
        GONE,
        /** Nothing was taken for days. */
        FAILING
    }

    /** @param until when it signs no more */
    public record OldSecret(Text secret, Instant until) {}

    public Webhook {
        events = List.copyOf(events);
    }

    /** Whether it is told of events of this type. */
    public boolean wants(String type) {
        return disabled.isEmpty() && events.stream().anyMatch(pattern -> EventTypes.matches(pattern, type));
    }

    /** What signs now: the secret first. */
    public List<Text> secrets(Instant now) {
        return Stream.concat(
                        Stream.of(secret),
                        before.filter(old -> old.until().isAfter(now)).map(OldSecret::secret).stream())
                .toList();
    }

    Webhook with(Text newUrl, List<String> newEvents, Optional<Text> newDescription) {
        return new Webhook(id, newUrl, newEvents, newDescription, disabled, secret, before, createdAt);
    }

    Webhook with(Optional<Disabled> why) {
        return new Webhook(id, url, events, description, why, secret, before, createdAt);
    }

    Webhook rotated(Text newSecret, Instant at) {
        Optional<OldSecret> old = Optional.of(new OldSecret(secret, at.plus(OLD_SECRET_SIGNS)));
        return new Webhook(id, url, events, description, disabled, newSecret, old, createdAt);
    }

    /** Whether the same was asked for. */
    boolean isAskedAs(Webhook other) {
        return url.equals(other.url)
                && events.equals(other.events)
                && description.equals(other.description)
                && secret.equals(other.secret);
    }

    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
