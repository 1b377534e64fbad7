package org.anteroom.engine.signer;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.Text;

/**
 * Whose signature a program takes. Immutable.
 *
 * @param id {@code sgn_} and 22 characters
 * @param jwks public keys (RFC 7517) as JSON, or empty where they are at a URL
 * @param jwksUrl where they are
 */
public record Signer(String id, Text name, Optional<String> jwks, Optional<Text> jwksUrl, Instant createdAt) {
    public static final String PREFIX = "sgn_";

    boolean isAskedAs(Signer other) {
        return name.equals(other.name) && jwks.equals(other.jwks) && jwksUrl.equals(other.jwksUrl);
    }

    @Override
    public String toString() {
        return "Signer[" + id + "]";
    }
}
