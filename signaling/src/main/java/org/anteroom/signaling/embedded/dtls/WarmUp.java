package org.anteroom.signaling.embedded.dtls;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.embedded.srtp.SrtpSession;

/**
 * A handshake of the bridge with itself, and one packet each way: what would cost the first endpoint seconds (loading
 * of classes, native code and ciphers) is paid before anyone waits. Once a process; any thread.
 */
public final class WarmUp {
    private static final int TIMEOUT_MS = 120_000;

    private WarmUp() {}

    /** Begun by whoever asks first. */
    private static final class Once {
        static final CompletableFuture<Void> DONE =
                CompletableFuture.runAsync(WarmUp::run, task -> daemon(task).start());
    }

    /** Begins it on a thread of its own, if nobody did before. */
    public static void begin() {
        var unused = Once.DONE.isDone();
    }

    /** Returns when it is done; fails where the bridge cannot work on this machine. */
    public static void await() {
        Once.DONE.join();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "anteroom-warm-up");
        thread.setDaemon(true);
        return thread;
    }

    private static void run() {
        ExecutorService pool = Executors.newFixedThreadPool(2, WarmUp::daemon);
        try {
            run(pool, DtlsIdentity.generate(new SecureRandom(), Instant.now()));
        } finally {
            pool.shutdown();
        }
    }

    private static void run(ExecutorService pool, DtlsIdentity identity) {
        CompletableFuture<SrtpKeys> serverKeys = new CompletableFuture<>();
        CompletableFuture<SrtpKeys> clientKeys = new CompletableFuture<>();
        CompletableFuture<DtlsAssociation> client = new CompletableFuture<>();
        DtlsAssociation server = DtlsAssociation.accept(
                pool,
                identity,
                identity.fingerprint(),
                TIMEOUT_MS,
                datagram -> pass(client.join(), datagram),
                listener(serverKeys));
        client.complete(DtlsAssociation.connect(
                pool,
                identity,
                identity.fingerprint(),
                TIMEOUT_MS,
                datagram -> pass(server, datagram),
                listener(clientKeys)));
        try {
            SrtpKeys theirs = clientKeys.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            SrtpKeys ours = serverKeys.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            exchange(ours, theirs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while warming up", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The bridge cannot shake hands with itself", e);
        } finally {
            server.close();
        }
    }

    private static void pass(DtlsAssociation to, byte[] datagram) {
        if (!to.received(datagram)) {
            throw new IllegalStateException("A handshake fits into its queue");
        }
    }

    private static void exchange(SrtpKeys ours, SrtpKeys theirs) {
        try (SrtpSession server = new SrtpSession(ours, false, 4);
                SrtpSession client = new SrtpSession(theirs, true, 4)) {
            Packet packet = Packet.withRoom(200);
            packet.getBuffer()[0] = (byte) 0x80;
            if (!client.protectRtp(packet) || !server.unprotectRtp(packet)) {
                throw new CompletionException(new IllegalStateException("SRTP does not work on this machine"));
            }
        }
    }

    private static DtlsAssociation.Listener listener(CompletableFuture<SrtpKeys> keys) {
        return new DtlsAssociation.Listener() {
            @Override
            public void established(SrtpKeys established) {
                keys.complete(established);
            }

            @Override
            public void failed(boolean forged) {
                keys.completeExceptionally(new IllegalStateException("The handshake failed"));
            }

            @Override
            public void closed() {
                // The warm-up is over by then.
            }
        };
    }
}
