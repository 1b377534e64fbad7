package org.anteroom.signaling.embedded.srtp;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.JitsiOpenSslProvider;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * SRTP and SRTCP in both directions of one transport (RFC 3711, RFC 7714).
 *
 * <p>Keeps a receiving context only after a packet authenticated with it, and at most {@code ssrcsMax} of them each
 * way, so that a stranger's SSRCs cost nothing that lasts. A number is never protected twice: the sending side's replay
 * list refuses it, as GCM must not see a nonce again. One thread at a time.
 */
public final class SrtpSession implements AutoCloseable {
    private static final Logger QUIET = new LoggerImpl("org.anteroom.srtp", Level.OFF);

    /** The library's own log, held so that its level stays: what it tells at INFO is of no use to an operator. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("org.jitsi");

    static {
        LIBRARY.setLevel(Level.WARNING);
        // Named, the library takes it; else it measures all it knows, for seconds. OpenSSL's GCM is fast from the first
        // packet on and 1.5 times as fast as the JDK's later; the JDK's is there wherever that library does not load.
        Aes.setFactoryClassName(JitsiOpenSslProvider.isLoaded() ? "OpenSSL" : "SunJCE");
    }

    private final SrtpContextFactory outgoing;
    private final SrtpContextFactory incoming;
    private final int ssrcsMax;
    private final Map<Integer, SrtpCryptoContext> rtpOut = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> rtcpOut = new HashMap<>();
    private final Map<Integer, SrtpCryptoContext> rtpIn = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> rtcpIn = new HashMap<>();

    public SrtpSession(SrtpKeys keys, boolean weAreClient, int ssrcsMax) {
        this.ssrcsMax = ssrcsMax;
        this.outgoing = factory(keys, true, weAreClient);
        this.incoming = factory(keys, false, !weAreClient);
    }

    private static SrtpContextFactory factory(SrtpKeys keys, boolean sender, boolean client) {
        return new SrtpContextFactory(
                sender,
                keys.key(client),
                keys.salt(client),
                keys.profile().policy(),
                keys.profile().policy(),
                QUIET);
    }

    /** Encrypts an RTP packet in place; false when it must not be sent. */
    public boolean protectRtp(Packet packet) {
        int ssrc = Bytes.int32(packet.getBuffer(), packet.getOffset() + 8);
        try {
            SrtpCryptoContext context = rtpOut.get(ssrc);
            if (context == null) {
                context = outgoing.deriveContext(ssrc, 0);
                rtpOut.put(ssrc, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Encrypts an RTCP compound in place; false when it must not be sent. */
    public boolean protectRtcp(Packet packet) {
        int ssrc = Bytes.int32(packet.getBuffer(), packet.getOffset() + 4);
        try {
            SrtcpCryptoContext context = rtcpOut.get(ssrc);
            if (context == null) {
                context = outgoing.deriveControlContext(ssrc);
                rtcpOut.put(ssrc, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Authenticates and decrypts in place; false for forged, replayed, malformed, or one SSRC too many. */
    public boolean unprotectRtp(Packet packet) {
        int ssrc = Bytes.int32(packet.getBuffer(), packet.getOffset() + 8);
        SrtpCryptoContext known = rtpIn.get(ssrc);
        if (known == null && rtpIn.size() >= ssrcsMax) {
            return false;
        }
        try {
            SrtpCryptoContext context = known == null ? incoming.deriveContext(ssrc, 0) : known;
            boolean ok = context.reverseTransformPacket(packet, false) == SrtpErrorStatus.OK;
            if (ok && known == null) {
                rtpIn.put(ssrc, context);
            }
            return ok;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** As {@link #unprotectRtp}, for RTCP. */
    public boolean unprotectRtcp(Packet packet) {
        int ssrc = Bytes.int32(packet.getBuffer(), packet.getOffset() + 4);
        SrtcpCryptoContext known = rtcpIn.get(ssrc);
        if (known == null && rtcpIn.size() >= ssrcsMax) {
            return false;
        }
        try {
            SrtcpCryptoContext context = known == null ? incoming.deriveControlContext(ssrc) : known;
            boolean ok = context.reverseTransformPacket(packet) == SrtpErrorStatus.OK;
            if (ok && known == null) {
                rtcpIn.put(ssrc, context);
            }
            return ok;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Forgets the contexts of a stream that we no longer send. */
    public void forgetOutgoing(int ssrc) {
        rtpOut.remove(ssrc);
        rtcpOut.remove(ssrc);
    }

    @Override
    public void close() {
        rtpOut.clear();
        rtcpOut.clear();
        rtpIn.clear();
        rtcpIn.clear();
        outgoing.close();
        incoming.close();
    }
}
