package org.anteroom.signaling.synthetic;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.anteroom.signaling.embedded.dtls.DtlsIdentity;

/**
 * A crowd of synthetic peers that share threads and a certificate. Load for tests and measurements: it speaks the whole
 * protocol (ICE, DTLS, SRTP, RTCP), but what it says is noise of the right shape.
 */
public final class SyntheticPeers implements AutoCloseable {
    private static final int HANDSHAKE_THREADS = 8;
    private static final int QUEUED_MAX = 4096;

    private final MultiThreadIoEventLoopGroup loops;
    private final ExecutorService handshakes;
    private final DtlsIdentity identity;
    private final AtomicLong numbers = new AtomicLong();
    private final List<SyntheticPeer> peers = new CopyOnWriteArrayList<>();

    /** @param threads event loops that carry the peers' media */
    public SyntheticPeers(int threads) {
        this.loops = new MultiThreadIoEventLoopGroup(
                threads, (ThreadFactory) task -> daemon(task, "synthetic-media"), NioIoHandler.newFactory());
        this.handshakes = new ThreadPoolExecutor(
                HANDSHAKE_THREADS,
                HANDSHAKE_THREADS,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUED_MAX),
                task -> daemon(task, "synthetic-dtls"));
        this.identity = DtlsIdentity.generate(new SecureRandom(), Instant.now());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A new peer, with a number of its own that it writes into every packet. It connects with its first answer. */
    public SyntheticPeer create() {
        SyntheticPeer peer = new SyntheticPeer(loops.next(), handshakes, identity, numbers.incrementAndGet());
        peers.add(peer);
        return peer;
    }

    /** Closes every peer and the threads. */
    @Override
    public void close() {
        peers.forEach(SyntheticPeer::close);
        handshakes.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
