package org.anteroom.engine.blackbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A clinic's own portal: it signs who its people are, by the JDK alone. */
final class Portal {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final String algorithm;
    private final String kid;
    private final KeyPair keys;

    private Portal(String algorithm, String kid, KeyPair keys) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.keys = keys;
    }

    static Portal of(String algorithm, String kid) {
        try {
            return new Portal(algorithm, kid, pair(algorithm));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        switch (algorithm) {
            case "EdDSA" -> {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            }
            case "ES256" -> {
                KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
                curve.initialize(new ECGenParameterSpec("secp256r1"));
                return curve.generateKeyPair();
            }
            default -> {
                KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
                rsa.initialize(algorithm.equals("RS256") ? 2048 : 1024);
                return rsa.generateKeyPair();
            }
        }
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    /** The public key as a JSON Web Key. */
    JsonObject key() {
        JsonObject key = new JsonObject().put("kid", kid);
        if (keys.getPublic() instanceof EdECPublicKey ed) {
            byte[] encoded = ed.getEncoded();
            byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            return key.put("kty", "OKP").put("crv", "Ed25519").put("x", URL.encodeToString(x));
        }
        if (keys.getPublic() instanceof ECPublicKey curve) {
            return key.put("kty", "EC")
                    .put("crv", "P-256")
                    .put("x", number(curve.getW().getAffineX().toByteArray(), 32))
                    .put("y", number(curve.getW().getAffineY().toByteArray(), 32));
        }
        RSAPublicKey rsa = (RSAPublicKey) keys.getPublic();
        return key.put("kty", "RSA")
                .put(
                        "n",
                        number(rsa.getModulus().toByteArray(), rsa.getModulus().bitLength() / 8))
                .put("e", "AQAB");
    }

    private static String number(byte[] twos, int size) {
        byte[] plain = new byte[size];
        int length = Math.min(twos.length, size);
        System.arraycopy(twos, twos.length - length, plain, size - length, length);
        return URL.encodeToString(plain);
    }

    static JsonObject jwks(Portal... portals) {
        JsonArray keys = new JsonArray();
        for (Portal portal : portals) {
            keys.add(portal.key());
        }
        return new JsonObject().put("keys", keys);
    }

    JsonObject header() {
        return new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", kid);
    }

    static JsonObject claims(String program, String audience, String session, Instant now) {
        return new JsonObject()
                .put("iss", program)
                .put("aud", audience)
                .put("sub", "p-1042")
                .put("session", session)
                .put("role", "patient")
                .put("name", "Ana Lopez")
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 120)
                .put("jti", UUID.randomUUID().toString());
    }

    String sign(JsonObject claims) {
        return sign(header(), claims.encode());
    }

    String sign(JsonObject header, String claims) {
        String signed = encoded(header.encode()) + "." + encoded(claims);
        try {
            Signature signer = Signature.getInstance(
                    switch (algorithm) {
                        case "EdDSA" -> "Ed25519";
                        case "ES256" -> "SHA256withECDSAinP1363Format";
                        default -> "SHA256withRSA";
                    });
            signer.initSign(keys.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Signed by HMAC with bytes that anybody knows. */
    static String signByHmac(JsonObject header, JsonObject claims, byte[] known) {
        String signed = encoded(header.encode()) + "." + encoded(claims.encode());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(known, "HmacSHA256"));
            return signed + "." + URL.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String encoded(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
