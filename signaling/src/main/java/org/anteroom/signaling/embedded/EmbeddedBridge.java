package org.anteroom.signaling.embedded;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.dtls.DtlsIdentity;
import org.anteroom.signaling.embedded.dtls.WarmUp;
import org.anteroom.signaling.sdp.Offer;
import org.jspecify.annotations.Nullable;

/**
 * The bridge inside this process: one UDP socket an address, all media on one event loop thread of its own, handshakes
 * on a bounded pool beside it.
 *
 * <p>Calls come from the Vert.x context of {@link #start}, hop to the media thread in order, and complete on the context
 * again, where the listener is called too.
 */
public final class EmbeddedBridge implements MediaBridge {
    private static final int HANDSHAKES_QUEUED_MAX = 256;

    private final Vertx vertx;
    private final EmbeddedBridgeOptions options;
    private final MeterRegistry registry;
    private volatile @Nullable Running running;

    public EmbeddedBridge(Vertx vertx, EmbeddedBridgeOptions options, MeterRegistry registry) {
        this.vertx = vertx;
        this.options = options;
        this.registry = registry;
    }

    /**
     * Begins, in the background and once a process, what every start waits for and no option changes: classes, ciphers, a
     * handshake. Worth calling first where other slow things come before {@link #start}.
     */
    public static void warmUp() {
        WarmUp.begin();
    }

    /** All that lives from start to stop. */
    private record Running(
            Context context,
            EventLoopGroup loop,
            ExecutorService handshakePool,
            MediaSockets sockets,
            MediaCore core,
            BridgeMeters meters) {
        void close() {
            loop.submit(core::close).awaitUninterruptibly();
            handshakePool.shutdown();
            try {
                // The goodbyes of DTLS go out before the sockets close.
                if (!handshakePool.awaitTermination(500, TimeUnit.MILLISECONDS)) {
                    handshakePool.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                handshakePool.shutdownNow();
            }
            sockets.close();
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            meters.close();
        }
    }

    /** One step of a call, on the media thread. */
    private interface Step<T> {
        T run(MediaCore core) throws Exception;
    }

    /** A step that answers nothing. */
    private interface Act {
        void run(MediaCore core) throws Exception;
    }

    @Override
    public Future<Void> start(BridgeListener listener) {
        Context context = vertx.getOrCreateContext();
        if (running != null) {
            return Future.failedFuture(new IllegalStateException("The bridge runs already"));
        }
        return context.executeBlocking(
                () -> {
                    running = launch(context, new ContextListener(context, listener));
                    return null;
                },
                false);
    }

    private Running launch(Context context, BridgeListener listener) {
        BridgeMeters meters = new BridgeMeters(registry);
        SecureRandom random = new SecureRandom();
        LongSupplier clock = System::nanoTime;
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, (ThreadFactory) task -> new Thread(task, "anteroom-media"), NioIoHandler.newFactory());
        ExecutorService pool = handshakePool();
        boolean launched = false;
        try {
            DtlsIdentity identity = DtlsIdentity.generate(random, Instant.now());
            WarmUp.await();
            PacketRouter router = new PacketRouter(meters, clock);
            SocketsReceiver receiver = new SocketsReceiver(router);
            List<InetAddress> addresses = options.bind().isEmpty() ? LocalAddresses.reachable() : options.bind();
            MediaSockets sockets = MediaSockets.bind(loop, addresses, options.port(), receiver);
            receiver.flushes(sockets);
            Ticker ticker = new Ticker((ms, call) -> after(loop, ms, call), clock);
            Transport.Setting setting = new Transport.Setting(options, identity, pool, loop, meters, ticker::hurry);
            MediaCore core = new MediaCore(setting, listener, candidates(sockets), router, clock, random);
            loop.execute(() -> ticker.start(core, sockets::flush));
            launched = true;
            return new Running(context, loop, pool, sockets, core, meters);
        } finally {
            if (!launched) {
                pool.shutdownNow();
                var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
                meters.close();
            }
        }
    }

    private static Ticker.Cancellation after(EventLoopGroup loop, int ms, Runnable call) {
        var scheduled = loop.schedule(call, ms, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    private ExecutorService handshakePool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                options.handshakeThreadsMax(),
                options.handshakeThreadsMax(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(HANDSHAKES_QUEUED_MAX),
                task -> new Thread(task, "anteroom-dtls-" + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** What clients are told: the outside addresses alone where there are some, each with the port of its bound one. */
    private List<Offer.Candidate> candidates(MediaSockets sockets) {
        List<InetSocketAddress> bound = sockets.addresses();
        List<InetAddress> outside = options.advertised();
        List<Offer.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < (outside.isEmpty() ? bound.size() : outside.size()); i++) {
            InetSocketAddress inner = bound.get(Math.min(i, bound.size() - 1));
            candidates.add(candidate(outside.isEmpty() ? inner.getAddress() : outside.get(i), inner.getPort()));
        }
        return candidates;
    }

    private static Offer.Candidate candidate(InetAddress address, int port) {
        return new Offer.Candidate(LocalAddresses.withoutScope(address).getHostAddress(), port);
    }

    @Override
    public Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending) {
        Set<SourceKind> kinds = Set.copyOf(sending);
        return call(core -> core.add(conference, endpoint, kinds));
    }

    @Override
    public Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return call(core -> core.answer(endpoint, generation, sdp));
    }

    @Override
    public Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        Set<SourceKind> kinds = Set.copyOf(sending);
        return call(core -> core.allow(endpoint, kinds));
    }

    @Override
    public Future<Void> wish(EndpointId endpoint, MediaWish wish) {
        return call(core -> core.wish(endpoint, wish));
    }

    @Override
    public Future<Void> favour(EndpointId endpoint, boolean favoured) {
        return call(core -> core.favour(endpoint, favoured));
    }

    @Override
    public Future<Void> silence(EndpointId endpoint) {
        return call(core -> core.silence(endpoint));
    }

    @Override
    public Future<Void> remove(EndpointId endpoint) {
        return call(core -> core.remove(endpoint));
    }

    @Override
    public Future<Map<EndpointId, Set<SourceKind>>> forwarding() {
        return ask(MediaCore::forwarding);
    }

    private Future<Void> call(Act act) {
        return ask(core -> {
                    act.run(core);
                    return Boolean.TRUE;
                })
                .mapEmpty();
    }

    private <T> Future<T> ask(Step<T> step) {
        Running now = running;
        if (now == null) {
            return Future.failedFuture(new IllegalStateException("The bridge does not run"));
        }
        Promise<T> promise = Promise.promise();
        now.loop().execute(() -> {
            try {
                T answer = step.run(now.core());
                now.sockets().flush();
                now.context().runOnContext(v -> promise.complete(answer));
            } catch (Exception e) {
                now.context().runOnContext(v -> promise.fail(e));
            }
        });
        return promise.future();
    }

    @Override
    public Future<Void> stop() {
        Running now = running;
        running = null;
        if (now == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                () -> {
                    now.close();
                    return null;
                },
                false);
    }
}
