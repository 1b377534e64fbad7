package org.anteroom.engine.signer;

import com.nimbusds.jose.JWSHeader;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.signer.KeySet.BadKeysException;
import org.anteroom.engine.webhook.Calling;

/**
 * The keys of signers: those that a program said, and those that are fetched from where it said they are. What was fetched is
 * kept as long as its answer says, within bounds; for a key that is not among them it is fetched once more, once a minute at
 * most, whoever asks. On one context.
 */
final class SignerKeys {
    private static final int BYTES_MAX = 64 * 1024;
    private static final Duration KEPT_USUALLY = Duration.ofMinutes(10);
    private static final Duration KEPT_MIN = Duration.ofMinutes(1);
    private static final Duration KEPT_MAX = Duration.ofHours(24);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})");

    private final Calling calling;
    private final InstantSource clock;
    private final Map<String, Fetched> fetched = new HashMap<>();
    /** Read once: they are asked for whenever a stranger names their program. */
    private final Map<String, Found> said = new HashMap<>();

    /** What is known of one signer's keys. */
    private static final class Fetched {
        Optional<KeySet> keys = Optional.empty();
        Optional<Instant> until = Optional.empty();
        Optional<Instant> askedAt = Optional.empty();
        Optional<Future<Found>> underWay = Optional.empty();
        String fault = "";
    }

    /** @param fault why there are none */
    record Found(Optional<KeySet> keys, String fault) {}

    SignerKeys(Calling calling, InstantSource clock) {
        this.calling = calling;
        this.clock = clock;
    }

    /** The keys of a signer, fetched anew where none of those known is what this header names. Never fails. */
    Future<Found> of(Signer signer, JWSHeader header) {
        if (signer.jwks().isPresent()) {
            String json = signer.jwks().get();
            return Future.succeededFuture(said.computeIfAbsent(signer.id(), id -> said(json)));
        }
        Fetched known = fetched.computeIfAbsent(signer.id(), id -> new Fetched());
        if (known.underWay.isPresent()) {
            return known.underWay.get();
        }
        Instant now = clock.instant();
        boolean fresh = known.until.filter(now::isBefore).isPresent()
                && known.keys.filter(keys -> keys.knows(header)).isPresent();
        boolean justAsked = known.askedAt
                .filter(at -> now.isBefore(at.plus(AGAIN_AFTER)) && !now.isBefore(at))
                .isPresent();
        if (fresh || justAsked) {
            return Future.succeededFuture(new Found(known.keys, known.fault));
        }
        known.askedAt = Optional.of(now);
        Future<Found> fetching = fetch(signer.jwksUrl().orElseThrow(), known);
        known.underWay = Optional.of(fetching);
        return fetching.onComplete(ignored -> known.underWay = Optional.empty());
    }

    /** Forgets what is known of a signer that was taken away. */
    void forget(String signer) {
        said.remove(signer);
        fetched.remove(signer);
    }

    private static Found said(String json) {
        try {
            return new Found(Optional.of(KeySet.of(json)), "");
        } catch (BadKeysException e) {
            return new Found(Optional.empty(), "keys");
        }
    }

    private Future<Found> fetch(Text url, Fetched known) {
        return calling.get(url.value(), Map.of("Accept", "application/json", "User-Agent", "Anteroom"), BYTES_MAX)
                .map(answer -> taken(answer, known));
    }

    /** Where the keys cannot be fetched, those that were are good for as long again, and for a day at most. */
    private Found taken(Calling.Answer answer, Fetched known) {
        Instant now = clock.instant();
        try {
            if (answer.isGood()) {
                known.keys = Optional.of(KeySet.fetched(answer.body().toString()));
                known.until = Optional.of(now.plus(kept(answer.headers().getOrDefault("cache-control", ""))));
                known.fault = "";
            } else {
                known.fault = answer.fault();
            }
        } catch (BadKeysException e) {
            known.fault = "keys";
        }
        boolean old =
                known.until.filter(until -> now.isAfter(until.plus(KEPT_MAX))).isPresent();
        if (old) {
            known.keys = Optional.empty();
        }
        return new Found(known.keys, known.fault);
    }

    private static Duration kept(String cacheControl) {
        Matcher age = MAX_AGE.matcher(cacheControl);
        if (cacheControl.contains("no-store") || cacheControl.contains("no-cache")) {
            return KEPT_MIN;
        }
        if (!age.find()) {
            return KEPT_USUALLY;
        }
        Duration said = Duration.ofSeconds(Long.parseLong(age.group(1)));
        return said.compareTo(KEPT_MIN) < 0 ? KEPT_MIN : said.compareTo(KEPT_MAX) > 0 ? KEPT_MAX : said;
    }
}
