package org.anteroom.signaling.embedded.dtls;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.sdp.Fingerprint;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS association: a handshake on a thread of the given pool, then whatever the peer still sends on it (RFC 6347).
 *
 * <p>The pool is bounded and so is the time that a handshake may hold one of its threads. The listener is called on the
 * pool's threads.
 */
public final class DtlsAssociation implements AutoCloseable {
    private static final int DRAINED_AT_ONCE_MAX = 32;

    private final ExecutorService pool;
    private final QueueTransport transport;
    private final HandshakeGuard guard;
    private final Listener listener;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile @Nullable DTLSTransport established;

    /** What became of the association. */
    public interface Listener {
        void established(SrtpKeys keys);

        /** The handshake failed; {@code forged} if the peer showed another certificate than expected. */
        void failed(boolean forged);

        /** The peer closed the association, or killed it by an alert. */
        void closed();
    }

    private DtlsAssociation(ExecutorService pool, HandshakeGuard guard, Consumer<byte[]> sender, Listener listener) {
        this.pool = pool;
        this.guard = guard;
        this.transport = new QueueTransport(sender);
        this.listener = listener;
    }

    private interface Handshake {
        SrtpKeys run(DtlsAssociation association) throws IOException;
    }

    /** Waits for the peer's ClientHello; fails at once when the pool is exhausted. */
    public static DtlsAssociation accept(
            ExecutorService pool,
            DtlsIdentity identity,
            Fingerprint expected,
            int timeoutMs,
            Consumer<byte[]> sender,
            Listener listener) {
        return start(new DtlsAssociation(pool, HandshakeGuard.ofClient(), sender, listener), association -> {
            DtlsServer server = new DtlsServer(identity, expected, timeoutMs, association.guard);
            association.established = new DTLSServerProtocol().accept(server, association.transport);
            return server.keys();
        });
    }

    /** Sends the ClientHello. */
    public static DtlsAssociation connect(
            ExecutorService pool,
            DtlsIdentity identity,
            Fingerprint expected,
            int timeoutMs,
            Consumer<byte[]> sender,
            Listener listener) {
        return start(new DtlsAssociation(pool, HandshakeGuard.ofServer(), sender, listener), association -> {
            DtlsClient client = new DtlsClient(identity, expected, timeoutMs, identity.crypto(association.guard));
            association.established = new DTLSClientProtocol().connect(client, association.transport);
            return client.keys();
        });
    }

    private static DtlsAssociation start(DtlsAssociation association, Handshake handshake) {
        try {
            association.pool.execute(() -> association.run(handshake));
        } catch (RejectedExecutionException e) {
            association.transport.close();
            association.listener.failed(false);
        }
        return association;
    }

    private void run(Handshake handshake) {
        try {
            SrtpKeys keys = handshake.run(this);
            guard.completed();
            listener.established(keys);
        } catch (DtlsServer.FingerprintMismatch e) {
            transport.close();
            listener.failed(true);
        } catch (IOException | RuntimeException e) {
            // Whatever a stranger's bytes did to the handshake, they end it and nothing else.
            transport.close();
            listener.failed(false);
        }
    }

    /** Hands in a datagram of the peer; false when it was dropped, for what its lengths claim or for want of room. */
    public boolean received(byte[] datagram) {
        if (!guard.admits(datagram) || !transport.offer(datagram)) {
            return false;
        }
        if (established != null) {
            drainSoon();
        }
        return true;
    }

    private void drainSoon() {
        if (draining.compareAndSet(false, true)) {
            try {
                pool.execute(this::drain);
            } catch (RejectedExecutionException e) {
                draining.set(false);
            }
        }
    }

    /** Lets the record layer see alerts and repeated flights; application data is dropped. */
    private void drain() {
        DTLSTransport open = established;
        byte[] scratch = new byte[2048];
        try {
            for (int i = 0; open != null && i < DRAINED_AT_ONCE_MAX && !transport.isEmpty(); i++) {
                open.receive(scratch, 0, scratch.length, 1);
            }
        } catch (IOException | RuntimeException e) {
            transport.close();
        }
        draining.set(false);
        if (transport.isClosed()) {
            listener.closed();
        }
    }

    /** Says goodbye if there was a hello, and lets go. Does not call the listener. */
    @Override
    public void close() {
        DTLSTransport open = established;
        if (open == null || transport.isClosed()) {
            transport.close();
            return;
        }
        try {
            pool.execute(() -> {
                try {
                    open.close();
                } catch (IOException e) {
                    transport.close();
                }
            });
        } catch (RejectedExecutionException e) {
            transport.close();
        }
    }
}
