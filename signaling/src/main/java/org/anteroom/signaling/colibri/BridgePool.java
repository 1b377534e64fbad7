package org.anteroom.signaling.colibri;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured videobridges: looks after each one's health, and picks one for a new conference. A conference stays on
 * its bridge for as long as that lives. On one Vert.x context.
 */
final class BridgePool {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.colibri");
    private static final int CONNECTIONS_MAX = 8;
    private static final int WAITING_MAX = 256;
    private static final int CHECKS_BETWEEN_FIGURES = 4;
    /** A bridge that takes longer to warm up is not waited for: it is used when it is warm. */
    private static final int START_MS_MAX = 6_000;

    private final Vertx vertx;
    private final ColibriOptions options;
    private final PoolMeters meters;
    private final LongSupplier clockMs;
    private final Supplier<String> ids;
    private final Consumer<Videobridge> fallen;
    private final HttpClient http;
    private final List<Videobridge> bridges = new ArrayList<>();
    private boolean stopped;

    /**
     * @param ids random ids
     * @param fallen told of each bridge that was well and is not any more
     */
    BridgePool(
            Vertx vertx,
            ColibriOptions options,
            MeterRegistry registry,
            LongSupplier clockMs,
            Supplier<String> ids,
            Consumer<Videobridge> fallen) {
        this.vertx = vertx;
        this.options = options;
        this.meters = new PoolMeters(registry);
        this.clockMs = clockMs;
        this.ids = ids;
        this.fallen = fallen;
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
        for (URI address : options.bridges()) {
            int number = bridges.size();
            Videobridge bridge =
                    new Videobridge(number, new ColibriClient(http, number, address, options, clockMs, meters));
            bridges.add(bridge);
            meters.watch(bridge);
        }
    }

    /** Checks every bridge once and warms up those that are well; completes even where none is, or takes long. */
    Future<Void> start() {
        List<Future<Void>> first =
                bridges.stream().map(bridge -> look(bridge, 0)).toList();
        Future<Void> looked =
                Future.join(first).timeout(START_MS_MAX, TimeUnit.MILLISECONDS).mapEmpty();
        return looked.otherwiseEmpty().onComplete(ignored -> {
            if (bridges.stream().noneMatch(Videobridge::isUp)) {
                LOG.warn(
                        "No bridge of {} can be used. Sessions run without sound and picture until one can.",
                        ColibriOptions.SETTING);
            }
        });
    }

    /** The bridge for a new conference: the one that is least loaded of those that are well and take more. */
    Optional<Videobridge> choose() {
        return bridges.stream()
                .filter(bridge -> bridge.isUp() && !bridge.isDraining())
                .min(Comparator.comparingDouble(Videobridge::stress)
                        .thenComparingInt(Videobridge::endpoints)
                        .thenComparingInt(Videobridge::number));
    }

    Future<Void> stop() {
        stopped = true;
        return http.close();
    }

    /** One check, the figures every few of them, and the next check when it is due. */
    private Future<Void> look(Videobridge bridge, int count) {
        if (stopped) {
            return Future.succeededFuture();
        }
        boolean figures = !bridge.isUp() || bridge.isDoubted() || count % CHECKS_BETWEEN_FIGURES == 0;
        return bridge.client()
                .check()
                .compose(ignored -> figures ? figures(bridge) : Future.succeededFuture())
                .transform(
                        done -> judge(bridge, Optional.ofNullable(done.cause()).map(BridgeException::of)))
                .onComplete(ignored -> {
                    if (!stopped) {
                        int due = bridge.isDoubted() || bridge.isRecovering()
                                ? options.recheckMs()
                                : options.healthEveryMs();
                        vertx.setTimer(Math.max(1, due), id -> {
                            var unused = look(bridge, count + 1);
                        });
                    }
                });
    }

    /** A bridge without figures of its own is judged by what it carries for us. */
    private static Future<Void> figures(Videobridge bridge) {
        return bridge.client()
                .statistics()
                .onSuccess(bridge::figures)
                .<Void>mapEmpty()
                .recover(failure -> BridgeException.of(failure) == Fault.FOREIGN
                        ? Future.failedFuture(failure)
                        : Future.succeededFuture());
    }

    private Future<Void> judge(Videobridge bridge, Optional<Fault> fault) {
        if (bridge.falls(fault, clockMs.getAsLong())) {
            LOG.warn("{}[{}] is not used any more.", ColibriOptions.SETTING, bridge.number());
            meters.fell(bridge.number());
            fallen.accept(bridge);
        }
        if (fault.isEmpty()) {
            bridge.clean();
        }
        return bridge.isCold() ? warmUp(bridge) : Future.succeededFuture();
    }

    private Future<Void> warmUp(Videobridge bridge) {
        return bridge.warmUp(ids.get(), ids.get())
                .onSuccess(ignored -> LOG.info("{}[{}] is used.", ColibriOptions.SETTING, bridge.number()))
                .otherwiseEmpty();
    }
}
