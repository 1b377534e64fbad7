package org.anteroom.signaling.embedded.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.embedded.srtp.SrtpProfile;
import org.anteroom.signaling.sdp.Fingerprint;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** The client's side of a DTLS-SRTP handshake, for the warm-up and for synthetic peers. */
@SuppressWarnings({"rawtypes", "unchecked"}) // Bouncy Castle's signatures
class DtlsClient extends DefaultTlsClient {
    private static final int RESEND_MS = 200;

    private final DtlsIdentity identity;
    private final Fingerprint expected;
    private final int timeoutMs;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    DtlsClient(DtlsIdentity identity, Fingerprint expected, int timeoutMs, BcTlsCrypto crypto) {
        super(crypto);
        this.identity = identity;
        this.expected = expected;
        this.timeoutMs = timeoutMs;
    }

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
    public int getHandshakeTimeoutMillis() {
        return timeoutMs;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MS;
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(SrtpProfile.codes(), TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData chosen = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (chosen == null) {
            throw new TlsFatalAlert(AlertDescription.missing_extension);
        }
        profile = SrtpProfile.choose(chosen.getProtectionProfiles())
                .orElseThrow(() -> new TlsFatalAlert(AlertDescription.illegal_parameter));
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                if (!expected.matches(
                        server.getCertificate().getCertificateAt(0).getEncoded())) {
                    throw new TlsFatalAlert(AlertDescription.bad_certificate);
                }
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return identity.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile != null) {
            keys = new SrtpKeys(
                    profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.bytes(profile)));
        }
    }
}
