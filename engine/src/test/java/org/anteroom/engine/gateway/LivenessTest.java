package org.anteroom.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is blamed for silence: nobody for that of an event loop that was held up. The clock moves when the test says so. */
class LivenessTest {
    private static final int HEARTBEAT_MS = 100;
    private static final int HELLO_MS = 50;
    private static final long HELD_UP_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger pings = new AtomicInteger();
    private final CompletableFuture<Integer> silent = new CompletableFuture<>();
    private final CompletableFuture<Integer> unnamed = new CompletableFuture<>();

    private final class Other implements Liveness.Other {
        @Override
        public void ping() {
            pings.incrementAndGet();
        }

        @Override
        public void silent() {
            silent.complete(pings.get());
        }

        @Override
        public void unnamed() {
            unnamed.complete(pings.get());
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void begin() {
        GatewayLimits limits = new GatewayLimits(1, 1, 1, 1, HEARTBEAT_MS, HELLO_MS, 1);
        onLoop(() -> {
            var unused = new Liveness(vertx, limits, clock::get, new Other());
        });
    }

    /** In one turn, so that no timer runs in between. */
    private void onLoop(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            task.run();
            done.complete(null);
        });
        done.orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }

    @Test
    void whoWasNotListenedTo_isAskedOnceMore() {
        begin();
        Patience.await().until(() -> pings.get() >= 2);
        onLoop(() -> {
            clock.addAndGet(HELD_UP_NANOS);
            pings.set(0);
        });
        Patience.await().until(() -> pings.get() >= 1);
        assertThat(silent).isNotDone();
    }

    @Test
    void whoDoesNotAnswerThen_isGone() {
        begin();
        Patience.await().until(() -> pings.get() >= 2);
        onLoop(() -> {
            clock.addAndGet(HELD_UP_NANOS);
            pings.set(0);
        });
        Patience.await().until(() -> pings.get() >= 1);
        onLoop(() -> clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_MS)));
        assertThat(silent.orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join()).isPositive();
    }

    @Test
    void helloThatDoesNotCome_isMissed() {
        begin();
        assertThat(unnamed.orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join()).isNotNegative();
    }

    @Test
    void whatWaitsToBeRead_isReadBeforeAnybodyIsJudged() {
        List<String> order = new CopyOnWriteArrayList<>();
        onLoop(() -> {
            var unused = new Overdue(vertx, clock::get).after(HELLO_MS, () -> order.add("judged"));
            vertx.setTimer(HELLO_MS, ignored -> order.add("read"));
            clock.addAndGet(HELD_UP_NANOS);
        });
        Patience.await().until(() -> order.size() == 2);
        assertThat(order).containsExactly("read", "judged");
    }
}
