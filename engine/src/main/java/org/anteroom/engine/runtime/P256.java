package org.anteroom.engine.runtime;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Public keys and signatures on the curve P-256 (FIPS 186-5; SEC 1, section 2.3.4): points uncompressed, 65 bytes, signatures
 * as IEEE P1363 has them, 64 bytes. The engine has no private key of this kind. Any thread.
 */
final class P256 {
    static final int POINT_BYTES = 65;
    private static final int HALF = 32;
    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM knows no P-256", e);
        }
    }

    /** Whether these bytes are a point of the curve; the point at infinity has no such form. */
    static boolean isPoint(byte[] bytes) {
        return point(bytes).isPresent();
    }

    private static Optional<ECPoint> point(byte[] bytes) {
        if (bytes.length != POINT_BYTES || bytes[0] != 4) {
            return Optional.empty();
        }
        BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + HALF));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + HALF, POINT_BYTES));
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return Optional.empty();
        }
        BigInteger right = x.pow(3)
                .add(CURVE.getCurve().getA().multiply(x))
                .add(CURVE.getCurve().getB())
                .mod(p);
        // The curve's cofactor is 1: whatever lies on it is of its group.
        return y.pow(2).mod(p).equals(right) ? Optional.of(new ECPoint(x, y)) : Optional.empty();
    }

    /** Whether this is a signature of these bytes by this key, ECDSA with SHA-256; false for what is no key or signature. */
    static boolean verifies(byte[] key, byte[] signed, byte[] signature) {
        Optional<ECPoint> point = point(key);
        if (point.isEmpty() || signature.length != 2 * HALF) {
            return false;
        }
        try {
            PublicKey known = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point.get(), CURVE));
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(known);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
