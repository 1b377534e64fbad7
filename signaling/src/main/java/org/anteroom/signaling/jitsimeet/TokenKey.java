package org.anteroom.signaling.jitsimeet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** What signs tokens (RFC 7515): an RSA key whose public half the deployment fetches by its id, or a shared secret. */
public final class TokenKey {
    private static final int RSA_BITS_MIN = 2048;
    private static final int SECRET_BYTES_MIN = 32;

    private final JWSHeader header;
    private final JWSSigner signer;

    private TokenKey(JWSHeader header, JWSSigner signer) {
        this.header = header;
        this.signer = signer;
    }

    /**
     * RS256 with a private key in PEM (PKCS#8 or PKCS#1).
     *
     * @throws IllegalArgumentException with a sentence about what is allowed
     */
    public static TokenKey rs256(String pem, String keyId) {
        if (keyId.isEmpty()) {
            throw new IllegalArgumentException("the id under which the deployment finds the public key");
        }
        return rs256(rsa(pem), keyId);
    }

    private static TokenKey rs256(RSAPrivateKey key, String keyId) {
        return new TokenKey(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(keyId)
                        .build(),
                new RSASSASigner(key));
    }

    private static RSAPrivateKey rsa(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (privateKey(parser.readObject()) instanceof RSAPrivateKey rsa
                    && rsa.getModulus().bitLength() >= RSA_BITS_MIN) {
                return rsa;
            }
        } catch (IOException e) {
            // Its own message may quote the file: the sentence below says all.
        }
        throw new IllegalArgumentException("a private RSA key in PEM of at least " + RSA_BITS_MIN + " bits");
    }

    private static Object privateKey(Object read) throws IOException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        if (read instanceof PEMKeyPair pair) {
            return converter.getKeyPair(pair).getPrivate();
        }
        return read instanceof PrivateKeyInfo info ? converter.getPrivateKey(info) : "";
    }

    /**
     * HS256, where the deployment knows no keys but a secret.
     *
     * @throws IllegalArgumentException with a sentence about what is allowed
     */
    public static TokenKey hs256(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException("a secret of at least " + SECRET_BYTES_MIN + " characters");
        }
        return mac(secret);
    }

    private static TokenKey mac(String secret) {
        try {
            return new TokenKey(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .type(JOSEObjectType.JWT)
                            .build(),
                    new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 is not there");
        }
    }

    /** Another key of the same kind, under the same id: what it signs has to be refused. */
    TokenKey stranger() {
        if (header.getAlgorithm().equals(JWSAlgorithm.HS256)) {
            byte[] secret = new byte[SECRET_BYTES_MIN];
            new SecureRandom().nextBytes(secret);
            return mac(HexFormat.of().formatHex(secret));
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS_MIN);
            PrivateKey key = generator.generateKeyPair().getPrivate();
            return rs256(
                    (RSAPrivateKey) key, Optional.ofNullable(header.getKeyID()).orElse(""));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is not there");
        }
    }

    boolean isShared() {
        return header.getAlgorithm().equals(JWSAlgorithm.HS256);
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed");
        }
        return token.serialize();
    }

    @Override
    public String toString() {
        return "TokenKey of " + header.getAlgorithm();
    }
}
