package org.anteroom.signaling.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the engine shares with a TURN server, by which it makes time-limited credentials.
 *
 * <p>The scheme is that of draft-uberti-behave-turn-rest-00, section 2.2, which coturn calls {@code use-auth-secret}:
 * the password is HMAC-SHA1 of the username. The server is sent nothing beforehand and asks nobody; all that it learns is
 * the time and the opaque id. Reads no clock and no chance. Any thread.
 */
public final class TurnSecret {
    public static final int CHARACTERS_MIN = 32;
    public static final int CHARACTERS_MAX = 256;

    /** At least the 128 random bits of an id in base64url, so that nobody passes a name, a seat or a ref. */
    private static final Pattern OPAQUE_ID = Pattern.compile("[0-9A-Za-z_-]{22,64}");

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when it is too short or too long, or has characters that coturn's file cannot */
    public TurnSecret(String secret) {
        if (secret.length() < CHARACTERS_MIN
                || secret.length() > CHARACTERS_MAX
                || !VISIBLE_ASCII.matcher(secret).matches()) {
            throw new IllegalArgumentException("A TURN secret has " + CHARACTERS_MIN + " to " + CHARACTERS_MAX
                    + " visible ASCII characters; this one has " + secret.length() + " characters");
        }
        key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1");
    }

    /**
     * Credentials that a server with the same secret takes until a time.
     *
     * @param expiresAt rounded down to the second
     * @param opaqueId random, and made for this call: two credentials with one id could be told to be one person's
     */
    public TurnCredentials credentials(Instant expiresAt, String opaqueId) {
        if (!OPAQUE_ID.matcher(opaqueId).matches()) {
            throw new IllegalArgumentException("An opaque id has 22 to 64 characters of base64url");
        }
        String username = expiresAt.getEpochSecond() + ":" + opaqueId;
        return new TurnCredentials(username, Base64.getEncoder().encodeToString(hmac(username)));
    }

    private byte[] hmac(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(key);
            return mac.doFinal(username.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA1", impossible);
        }
    }

    @Override
    public String toString() {
        return "TurnSecret";
    }
}
