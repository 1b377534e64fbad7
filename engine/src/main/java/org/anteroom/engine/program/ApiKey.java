package org.anteroom.engine.program;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Text;

/**
 * An API key as its program keeps it. Immutable.
 *
 * @param hash of the key's text, which is nowhere kept
 * @param name how the program tells it from others
 * @param scopes one at least
 * @param usedAt when it was first used on the last day, in UTC, on which it was used
 */
public record ApiKey(String hash, Optional<Text> name, Set<Scope> scopes, Optional<Instant> usedAt) {
    public ApiKey {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** A key with this text that nobody used yet. */
    public static ApiKey of(String text, Optional<Text> name, Set<Scope> scopes) {
        return new ApiKey(Digests.sha256(text), name, scopes, Optional.empty());
    }

    ApiKey used(Instant at) {
        return new ApiKey(hash, name, scopes, Optional.of(at));
    }

    /** Whether it is the same key, whenever it was used. */
    boolean isSame(ApiKey other) {
        return hash.equals(other.hash) && name.equals(other.name) && scopes.equals(other.scopes);
    }

    @Override
    public String toString() {
        return "ApiKey" + scopes;
    }
}
