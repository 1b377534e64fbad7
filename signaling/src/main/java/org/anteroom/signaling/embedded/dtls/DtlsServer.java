package org.anteroom.signaling.embedded.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.embedded.srtp.SrtpProfile;
import org.anteroom.signaling.sdp.Fingerprint;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one DTLS-SRTP handshake (RFC 5764): DTLS 1.2, forward secrecy, a client certificate with the
 * fingerprint that signaling named, use_srtp and extended master secret (RFC 7627), or no keys.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Bouncy Castle's signatures
final class DtlsServer extends DefaultTlsServer {
    private static final int[] SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    };
    private static final int RESEND_MS = 200;

    private final DtlsIdentity identity;
    private final Fingerprint expected;
    private final int timeoutMs;
    private boolean certified;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    DtlsServer(DtlsIdentity identity, Fingerprint expected, int timeoutMs, HandshakeGuard guard) {
        super(identity.crypto(guard));
        this.identity = identity;
        this.expected = expected;
        this.timeoutMs = timeoutMs;
    }

    /** The keys of the finished handshake. */
    SrtpKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("The handshake is not complete");
        }
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return SUITES.clone();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return timeoutMs;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MS;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered == null) {
            throw new TlsFatalAlert(AlertDescription.missing_extension);
        }
        profile = SrtpProfile.choose(offered.getProtectionProfiles())
                .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure));
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        if (profile != null) {
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions, new UseSRTPData(new int[] {profile.code()}, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return identity.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        Vector algorithms = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign}, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        if (certificate == null || certificate.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
        if (!expected.matches(certificate.getCertificateAt(0).getEncoded())) {
            throw new FingerprintMismatch();
        }
        certified = true;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (!certified || profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        keys = new SrtpKeys(
                profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.bytes(profile)));
    }

    /** The client holds another certificate than the one that signaling named. */
    static final class FingerprintMismatch extends TlsFatalAlert {
        private static final long serialVersionUID = 1L;

        FingerprintMismatch() {
            super(AlertDescription.bad_certificate);
        }
    }
}
