package org.anteroom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What everybody in many rooms does at the same time, and how long it took. Blocks; guests live on the event loop. */
final class Crowd {
    /** Joins, or sockets being opened, at a time. */
    static final int IN_FLIGHT = 64;

    private static final int WAIT_SECONDS = 120;
    private static final int TICK_MS = 2;
    private static final int SETTLE_MS = 1_000;

    private final Vertx vertx;
    private final List<? extends Guest> guests;

    /**
     * Joins, all of them.
     *
     * @param perSecond over the whole time
     * @param millis each one's, in no order
     */
    record Joined(double perSecond, List<Double> millis) {}

    /**
     * Things that were said.
     *
     * @param count of them
     * @param seconds that it took to say them
     */
    record Talked(long count, double seconds) {}

    Crowd(Vertx vertx, List<? extends Guest> guests) {
        this.vertx = vertx;
        this.guests = List.copyOf(guests);
    }

    int size() {
        return guests.size();
    }

    /** Opens so many lines, some at a time. */
    static <T> List<T> open(int count, Supplier<Future<T>> opener) throws ExecutionException, InterruptedException {
        List<T> opened = new ArrayList<>();
        while (opened.size() < count) {
            List<Future<T>> some = new ArrayList<>();
            for (int i = opened.size(); i < count && some.size() < IN_FLIGHT; i++) {
                some.add(opener.get());
            }
            await(Future.all(some));
            some.forEach(one -> opened.add(one.result()));
        }
        return opened;
    }

    /** Everybody joins, each one as soon as one before is in. */
    Joined join() throws ExecutionException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        Iterator<? extends Guest> waiting = guests.iterator();
        List<Future<Void>> lanes = new ArrayList<>();
        Promise<Void> begun = Promise.promise();
        long began = System.nanoTime();
        vertx.runOnContext(ignored -> {
            for (int lane = 0; lane < IN_FLIGHT; lane++) {
                lanes.add(next(waiting, millis));
            }
            begun.complete();
        });
        await(begun.future());
        await(Future.all(lanes));
        return new Joined(guests.size() / ((System.nanoTime() - began) / 1e9), millis);
    }

    private static Future<Void> next(Iterator<? extends Guest> waiting, List<Double> millis) {
        if (!waiting.hasNext()) {
            return Future.succeededFuture();
        }
        long began = System.nanoTime();
        return waiting.next().join().compose(done -> {
            millis.add((System.nanoTime() - began) / 1e6);
            return next(waiting, millis);
        });
    }

    /** Everybody in turn says something, evenly over time; most of it has arrived when this returns. */
    Talked talk(double perSecond, int seconds) throws InterruptedException {
        long began = System.nanoTime();
        long[] said = {0};
        long timer = vertx.setPeriodic(TICK_MS, ignored -> {
            double due = (System.nanoTime() - began) / 1e9 * perSecond;
            while (said[0] < due) {
                guests.get((int) (said[0]++ * 7 % guests.size())).say();
            }
        });
        TimeUnit.SECONDS.sleep(seconds);
        double took = (System.nanoTime() - began) / 1e9;
        var unused = vertx.cancelTimer(timer);
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        return new Talked(said[0], took);
    }

    void close() throws ExecutionException, InterruptedException {
        await(Future.join(guests.stream().map(Guest::close).toList()).otherwiseEmpty());
    }

    static void await(Future<?> future) throws ExecutionException, InterruptedException {
        try {
            var unused = future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("It took longer than " + WAIT_SECONDS + " s", e);
        }
    }
}
