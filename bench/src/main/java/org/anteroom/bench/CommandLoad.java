package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Everybody raises and lowers a hand, again as soon as the last was acknowledged: each ack is an event on disk. */
final class CommandLoad {
    private static final int LAST_SECONDS = 60;
    private static final int PATIENCE_MS = 200;

    private final List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
    private final long endNanos;
    private final double seconds;

    private CommandLoad(int seconds) {
        this.seconds = seconds;
        this.endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** @param inFlight commands of each person that wait for their ack at a time */
    static CommandLoad run(List<Person> people, int inFlight, int seconds) {
        CommandLoad load = new CommandLoad(seconds);
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (Person person : people) {
            for (int i = 0; i < inFlight; i++) {
                loops.add(load.again(person, true));
            }
        }
        CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new))
                .orTimeout(seconds + LAST_SECONDS, TimeUnit.SECONDS)
                .join();
        return load;
    }

    private CompletableFuture<Void> again(Person person, boolean on) {
        if (System.nanoTime() >= endNanos) {
            return CompletableFuture.completedFuture(null);
        }
        long began = System.nanoTime();
        return person.ask("raiseHand", new JsonObject().put("on", on)).thenCompose(answer -> {
            if ("ack".equals(answer.getString("type"))) {
                latencies.add((System.nanoTime() - began) / 1e6);
            }
            // By another thread, or a long run would be a deep stack; later where the engine asks for patience.
            Executor next = "rate-limited".equals(answer.getString("code"))
                    ? CompletableFuture.delayedExecutor(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    : ForkJoinPool.commonPool();
            return CompletableFuture.runAsync(() -> {}, next).thenCompose(ignored -> again(person, !on));
        });
    }

    List<Double> latencies() {
        synchronized (latencies) {
            return List.copyOf(latencies);
        }
    }

    double perSecond() {
        return latencies.size() / seconds;
    }
}
