package org.anteroom.signaling.embedded.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.anteroom.signaling.sdp.Fingerprint;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A self-signed ECDSA P-256 certificate with its key, made at start and kept in memory only (RFC 8827, section 6.5). */
public final class DtlsIdentity {
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(365);

    private final BcTlsCrypto crypto;
    private final AsymmetricKeyParameter privateKey;
    private final byte[] encoded;
    private final Certificate chain;

    private DtlsIdentity(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] encoded) throws IOException {
        this.crypto = crypto;
        this.privateKey = privateKey;
        this.encoded = encoded;
        this.chain = new Certificate(new TlsCertificate[] {new BcTlsCertificate(crypto, encoded)});
    }

    /** Makes a new one, valid around that moment. */
    public static DtlsIdentity generate(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=anteroom");
            byte[] encoded = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(64, random).add(BigInteger.ONE),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(VALID)),
                            name,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            AsymmetricKeyParameter key =
                    PrivateKeyFactory.createKey(keys.getPrivate().getEncoded());
            return new DtlsIdentity(new BcTlsCrypto(random), key, encoded);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("This JDK makes no P-256 certificate", e);
        }
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of("sha-256", encoded);
    }

    /** The cryptography of one association. */
    BcTlsCrypto crypto(HandshakeGuard guard) {
        return new GuardedCrypto(crypto.getSecureRandom(), guard);
    }

    TlsCredentialedSigner signer(TlsContext context) {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                privateKey,
                chain,
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }
}
