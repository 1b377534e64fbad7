package org.anteroom.signaling.sdp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The hash of a certificate, as SDP carries it (RFC 8122, section 5).
 *
 * @param algorithm sha-256, sha-384 or sha-512
 * @param hex the hash in upper case, bytes parted by colons
 */
public record Fingerprint(String algorithm, String hex) {
    private static final Map<String, String> JDK_NAMES =
            Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");
    private static final Map<String, Integer> BYTES = Map.of("sha-256", 32, "sha-384", 48, "sha-512", 64);
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    /** Reads the value of an {@code a=fingerprint} line; empty for another algorithm or a wrong length. */
    public static Optional<Fingerprint> parse(String value) {
        int space = value.indexOf(' ');
        String algorithm = space < 0 ? "" : value.substring(0, space).toLowerCase(Locale.ROOT);
        Integer bytes = BYTES.get(algorithm);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            byte[] hash = COLONS.parseHex(value.substring(space + 1).toUpperCase(Locale.ROOT));
            return hash.length == bytes
                    ? Optional.of(new Fingerprint(algorithm, COLONS.formatHex(hash)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The fingerprint of a certificate in DER. */
    public static Fingerprint of(String algorithm, byte[] certificate) {
        try {
            MessageDigest digest = MessageDigest.getInstance(JDK_NAMES.getOrDefault(algorithm, algorithm));
            return new Fingerprint(algorithm, COLONS.formatHex(digest.digest(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("No such fingerprint algorithm", e);
        }
    }

    /** Whether it is the fingerprint of this certificate. */
    public boolean matches(byte[] certificate) {
        return of(algorithm, certificate).equals(this);
    }
}
