package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The same rooms on the engine, on Debian's Prosody and ejabberd, and on a server that does nothing but rooms: joins and
 * fan-out, each server on one core and one client on the other. One after the other, in one run. Blocks.
 *
 * <p>A join on the engine is hello, welcome, knock and the move, sealed and on disk; on the others it is the entry into the
 * room alone, in memory, after a sign-in that is not timed.
 */
final class Peers {
    private static final int ROOM_SIZE = 10;
    private static final int[] DELIVERIES_PER_SECOND = {5_000, 20_000};
    private static final int SETTLE_MS = 3_000;
    private static final int FRAME_BYTES_MAX = 1 << 20;
    /** What a picture of it shows. */
    static final List<String> CHART = List.of(
            "joins, warm",
            "processor a join",
            "processor a delivery at 5000/s",
            "processor a delivery at 20000/s",
            "said to read, p99 at 20000/s");

    /** Of the warm rounds the last so many are told, by their median. */
    private static final int TOLD_ROUNDS = 3;

    private final Options options;
    private final Figures figures;
    private final Vertx vertx;
    private final WebSocketClient client;

    /** What starts one of them. */
    private interface Start {
        Peer peer() throws IOException, InterruptedException;
    }

    private Peers(Options options, Figures figures, Vertx vertx) {
        this.options = options;
        this.figures = figures;
        this.vertx = vertx;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(2 * options.rooms() * ROOM_SIZE)
                .setMaxFrameSize(FRAME_BYTES_MAX)
                .setMaxMessageSize(FRAME_BYTES_MAX));
    }

    static void run(Options options, Figures figures) throws IOException, InterruptedException {
        Pinned.clients();
        for (Start start : List.<Start>of(RawPeer::new, XmppPeer::prosody, XmppPeer::ejabberd, OurPeer::new)) {
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
            try (Peer peer = start.peer()) {
                new Peers(options, figures, vertx).measure(peer);
            } catch (ExecutionException e) {
                throw new IOException("Something of the load failed", e);
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
        }
    }

    /** What a round of joins took. */
    private record Round(Crowd.Joined joined, double processorMicros, double compilerMicros) {
        double joins() {
            return joined.millis().size();
        }
    }

    private void measure(Peer peer) throws IOException, InterruptedException, ExecutionException {
        List<Round> rounds = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        for (int i = 0; i <= peer.warmRounds(); i++) {
            OptionalDouble before = peer.memory();
            Crowd crowd = new Crowd(
                    vertx, peer.open(client, options.rooms(), ROOM_SIZE, nanos -> latencies.add(nanos / 1e6)));
            rounds.add(round(peer, crowd));
            if (i == peer.warmRounds()) {
                joins(peer, rounds);
                TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
                memory(peer, before, crowd.size());
                for (int perSecond : DELIVERIES_PER_SECOND) {
                    fanOut(peer, crowd, latencies, perSecond);
                }
            }
            crowd.close();
        }
    }

    private static Round round(Peer peer, Crowd crowd) throws ExecutionException, InterruptedException {
        long processor = peer.processorTime().toNanos();
        long compilers = peer.compilerTime().toNanos();
        Crowd.Joined joined = crowd.join();
        return new Round(
                joined,
                (peer.processorTime().toNanos() - processor) / 1e3,
                (peer.compilerTime().toNanos() - compilers) / 1e3);
    }

    private void joins(Peer peer, List<Round> rounds) {
        Round cold = rounds.get(0);
        add(peer, "joins, a cold server", cold.joined().perSecond(), "/s");
        add(peer, "processor a join, a cold server", cold.processorMicros() / cold.joins(), "us");
        List<Round> warm = rounds.subList(rounds.size() - TOLD_ROUNDS, rounds.size());
        add(peer, "joins, warm", median(warm.stream().map(one -> one.joined().perSecond())), "/s");
        List<Double> millis =
                warm.stream().flatMap(one -> one.joined().millis().stream()).toList();
        add(peer, "a join, p50", Figures.percentile(millis, 0.5), "ms");
        add(peer, "a join, p99", Figures.percentile(millis, 0.99), "ms");
        add(peer, "processor a join", median(warm.stream().map(one -> one.processorMicros() / one.joins())), "us");
        add(peer, "of it compilers", median(warm.stream().map(one -> one.compilerMicros() / one.joins())), "us");
    }

    private static double median(Stream<Double> values) {
        return Figures.percentile(values.toList(), 0.5);
    }

    private void memory(Peer peer, OptionalDouble before, int people) throws InterruptedException {
        OptionalDouble after = peer.memory();
        if (before.isPresent() && after.isPresent()) {
            add(
                    peer,
                    "memory somebody who sits there",
                    (after.getAsDouble() - before.getAsDouble()) / 1024 / people,
                    "KiB");
        }
    }

    private void fanOut(Peer peer, Crowd crowd, List<Double> latencies, int perSecond) throws InterruptedException {
        latencies.clear();
        long processor = peer.processorTime().toNanos();
        double seconds =
                crowd.talk((double) perSecond / ROOM_SIZE, options.seconds()).seconds();
        double worked = (peer.processorTime().toNanos() - processor) / 1e3;
        List<Double> all = List.copyOf(latencies);
        String at = " at " + perSecond + "/s";
        add(peer, "deliveries" + at, all.size() / seconds, "/s");
        add(peer, "processor a delivery" + at, worked / all.size(), "us");
        add(peer, "said to read, p50" + at, Figures.percentile(all, 0.5), "ms");
        add(peer, "said to read, p99" + at, Figures.percentile(all, 0.99), "ms");
    }

    private void add(Peer peer, String what, double value, String unit) {
        figures.addOf(peer.name(), what, value, unit);
    }
}
