package org.anteroom.engine.signer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.json.DecodeException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.wire.StrictJson;

/**
 * Public keys that may sign (RFC 7517), and whether one of them signed (RFC 7515). Ed25519, P-256 and RSA of 2,048 bits or
 * more, each for its own algorithm alone: EdDSA, ES256, RS256. Immutable; any thread.
 */
public final class KeySet {
    private static final int KEYS_MAX = 16;
    private static final int KID_MAX = 128;
    private static final int RSA_BITS_MIN = 2_048;
    private static final int RSA_BITS_MAX = 8_192;
    /** Usual exponents are short; one as long as the key would make each check of a stranger's word a hundred times dearer. */
    private static final int RSA_EXPONENT_BITS_MAX = 33;

    private static final int ED25519_BYTES = 32;

    private final List<JWK> keys;

    private KeySet(List<JWK> keys) {
        this.keys = keys;
    }

    /** Why these are no keys that may sign. */
    public static final class BadKeysException extends Exception {
        private static final long serialVersionUID = 1L;

        BadKeysException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** Keys that a program says, each of which has to be one that may sign. */
    public static KeySet of(String json) throws BadKeysException {
        List<JWK> all = parse(json);
        for (JWK key : all) {
            Optional<String> fault = fault(key);
            if (fault.isPresent()) {
                throw new BadKeysException(fault.get());
            }
        }
        return checked(all);
    }

    /** Keys that were fetched: those of them that may not sign are passed over, for they may be there for something else. */
    static KeySet fetched(String json) throws BadKeysException {
        return checked(parse(json).stream().filter(key -> fault(key).isEmpty()).toList());
    }

    private static KeySet checked(List<JWK> all) throws BadKeysException {
        if (all.isEmpty() || all.size() > KEYS_MAX) {
            throw new BadKeysException("Must have 1 to " + KEYS_MAX + " keys that may sign.");
        }
        Set<String> ids = new HashSet<>();
        for (JWK key : all) {
            if (key.getKeyID() != null && !ids.add(key.getKeyID())) {
                throw new BadKeysException("Each kid must stand once.");
            }
        }
        return new KeySet(all);
    }

    private static List<JWK> parse(String json) throws BadKeysException {
        try {
            return JWKSet.parse(StrictJson.object(json).encode()).getKeys();
        } catch (ParseException | DecodeException | IllegalArgumentException e) {
            throw new BadKeysException("Must be a JSON Web Key Set.");
        }
    }

    private static Optional<String> fault(JWK key) {
        if (key.isPrivate()) {
            return Optional.of("Must be public keys: a private one was sent, and has to be replaced.");
        }
        if (algorithm(key).isEmpty()) {
            return Optional.of("Must be keys of Ed25519, P-256, or RSA of 2,048 to 8,192 bits.");
        }
        boolean other = key.getAlgorithm() != null && !algorithm(key).equals(Optional.of(key.getAlgorithm()));
        if (other || (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse()))) {
            return Optional.of("Must be keys that sign by EdDSA, ES256 or RS256.");
        }
        boolean longId = key.getKeyID() != null && key.getKeyID().length() > KID_MAX;
        return longId ? Optional.of("A kid has at most " + KID_MAX + " characters.") : Optional.empty();
    }

    /** The one algorithm that a key may sign by; empty where it may not sign. */
    private static Optional<JWSAlgorithm> algorithm(JWK key) {
        if (key instanceof OctetKeyPair pair) {
            boolean sound = Curve.Ed25519.equals(pair.getCurve()) && pair.getDecodedX().length == ED25519_BYTES;
            return sound ? Optional.of(JWSAlgorithm.EdDSA) : Optional.empty();
        }
        if (key instanceof ECKey curve) {
            return Curve.P_256.equals(curve.getCurve()) ? Optional.of(JWSAlgorithm.ES256) : Optional.empty();
        }
        boolean sound = key instanceof RSAKey rsa
                && rsa.size() >= RSA_BITS_MIN
                && rsa.size() <= RSA_BITS_MAX
                && rsa.getPublicExponent().decodeToBigInteger().bitLength() <= RSA_EXPONENT_BITS_MAX;
        return sound ? Optional.of(JWSAlgorithm.RS256) : Optional.empty();
    }

    /** Whether a key has this id, or any is for this algorithm where none is named. */
    boolean knows(JWSHeader header) {
        return keys.stream().anyMatch(key -> isFor(key, header));
    }

    private static boolean isFor(JWK key, JWSHeader header) {
        boolean named = header.getKeyID() == null || header.getKeyID().equals(key.getKeyID());
        return named && algorithm(key).equals(Optional.of(header.getAlgorithm()));
    }

    /** Whether one of the keys that the header names signed this. */
    boolean verifies(JWSHeader header, byte[] signed, Base64URL signature) {
        return keys.stream()
                .filter(key -> isFor(key, header))
                .anyMatch(key -> verifies(key, header, signed, signature));
    }

    private static boolean verifies(JWK key, JWSHeader header, byte[] signed, Base64URL signature) {
        try {
            if (key instanceof OctetKeyPair pair) {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(publicKey(pair));
                verifier.update(signed);
                return verifier.verify(signature.decode());
            }
            JWSVerifier verifier =
                    key instanceof ECKey curve ? new ECDSAVerifier(curve) : new RSASSAVerifier((RSAKey) key);
            return verifier.verify(header, signed, signature);
        } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
            // A signature that cannot be one, or a point that is on no curve.
            return false;
        }
    }

    /** RFC 8032, section 5.1.3: y by its least byte first, and one bit of x. */
    private static PublicKey publicKey(OctetKeyPair pair) throws GeneralSecurityException {
        byte[] x = Objects.requireNonNull(pair.getDecodedX());
        byte[] y = new byte[ED25519_BYTES];
        for (int i = 0; i < ED25519_BYTES; i++) {
            y[i] = x[ED25519_BYTES - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    @Override
    public String toString() {
        return "KeySet[" + keys.size() + "]";
    }
}
