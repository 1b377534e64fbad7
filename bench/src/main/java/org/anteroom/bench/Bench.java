package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.synthetic.SyntheticPeers;

/** One run: starts, then people who join, talk, move and command, and what each of it took. Blocks. */
final class Bench {
    /** On other machines they cost nothing here. */
    private static final int ATTACKERS_NICE = 19;

    private static final int SETTLE_MS = 2_000;
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final int IN_FLIGHT = 8;
    /** As Linux knows these threads: by fifteen characters. */
    private static final String COMPILERS = "C";

    private static final String MEDIA_THREAD = "anteroom-media";

    private final Options options;
    private final Figures figures;

    private Bench(Options options, Figures figures) {
        this.options = options;
        this.figures = figures;
    }

    static void run(Options options, Figures figures) throws IOException, InterruptedException {
        switch (options.part()) {
            case OVER -> OverSessions.run(figures);
            case JOURNAL -> JournalStarts.run(options, figures);
            case WEBHOOKS -> WebhookFlow.run(figures);
            case PEERS -> Peers.run(options, figures);
            case ATTACKS ->
                Siege.run(options, figures, name -> options.only().matcher(name).find(), ATTACKERS_NICE);
            case MEDIA -> new Bench(options, figures).rooms();
            case SIGNALLING -> Signalling.run(options, figures);
            default -> {
                new Bench(options, figures).rooms();
                Signalling.run(options, figures);
            }
        }
    }

    private void rooms() throws IOException, InterruptedException {
        starts();
        sessions();
    }

    private void starts() throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < options.starts(); i++) {
            try (EngineProcess engine = new EngineProcess()) {
                times.add((double) engine.startTime().toMillis());
            }
        }
        figures.add("start to ready, fastest", Figures.percentile(times, 0), "ms");
        figures.add("start to ready, median", Figures.percentile(times, 0.5), "ms", "2000");
        figures.add("start to ready, slowest", Figures.percentile(times, 1), "ms");
    }

    private void sessions() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (EngineProcess engine = new EngineProcess();
                SyntheticPeers crowd = new SyntheticPeers(Runtime.getRuntime().availableProcessors())) {
            WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(options.people())
                    .setMaxFrameSize(FRAME_BYTES_MAX)
                    .setMaxMessageSize(FRAME_BYTES_MAX));
            List<Room> rooms = fill(engine, crowd, client);
            List<Person> people =
                    rooms.stream().flatMap(room -> room.people().stream()).toList();
            admit(rooms, people.size() - rooms.size());
            media(engine, people);
            move(rooms);
            people.forEach(person -> person.sendMedia(false));
            commands(people);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private List<Room> fill(EngineProcess engine, SyntheticPeers crowd, WebSocketClient client)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<Room> rooms = Room.fill(options, new Rest(engine.url(), engine.key()), crowd, client);
        int seated = rooms.stream().mapToInt(room -> room.people().size()).sum();
        figures.add("people", seated, "");
        figures.add("rooms", rooms.size(), "");
        figures.add("invite, join, connect and knock, each", (System.nanoTime() - began) / 1e6 / seated, "ms");
        return rooms;
    }

    private void admit(List<Room> rooms, int patients) throws InterruptedException {
        rooms.forEach(Room::admitAll);
        List<Double> times = new ArrayList<>();
        for (Room room : rooms) {
            times.addAll(room.admitToVideo());
        }
        spread("admit to remote video", times, patients, "1000");
    }

    private void spread(String name, List<Double> times, int wanted, String aim) {
        if (!times.isEmpty()) {
            figures.add(name + ", p50", Figures.percentile(times, 0.5), "ms");
            figures.add(name + ", p95", Figures.percentile(times, 0.95), "ms", aim);
            figures.add(name + ", slowest", Figures.percentile(times, 1), "ms");
        }
        figures.add(name + ", never seen", wanted - times.size(), "people", "0");
    }

    private void media(EngineProcess engine, List<Person> people) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        long[] receivedBefore = counts(people);
        double out = engine.metric("anteroom_bridge_packets_out_total");
        double in = engine.metric("anteroom_bridge_packets_in_total");
        Duration processor = engine.processorTime();
        Duration compilers = engine.threadTime(COMPILERS).worked();
        Duration media = engine.threadTime(MEDIA_THREAD).worked();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(options.seconds());
        double seconds = (System.nanoTime() - began) / 1e9;
        double spent = engine.processorTime().minus(processor).toNanos() / 1e3;
        double compiled = engine.threadTime(COMPILERS).worked().minus(compilers).toNanos() / 1e3;
        double moved = engine.threadTime(MEDIA_THREAD).worked().minus(media).toNanos() / 1e3;
        double forwarded = engine.metric("anteroom_bridge_packets_out_total") - out;
        figures.add(
                "packets into the bridge", (engine.metric("anteroom_bridge_packets_in_total") - in) / seconds, "/s");
        figures.add("packets forwarded", forwarded / seconds, "/s");
        figures.add("engine processor", spent / 1e4 / seconds, "% core");
        figures.add("engine processor a forwarded packet", spent / Math.max(1, forwarded), "us", "10");
        figures.add("of it, the JIT's compilers", compiled / Math.max(1, forwarded), "us");
        figures.add("of it, the media thread", moved / Math.max(1, forwarded), "us");
        long[] received = counts(people);
        figures.add("packets received", (double) (received[0] - receivedBefore[0]) / seconds, "/s");
        figures.add("packets lost for good", (double) (received[1] - receivedBefore[1]), "packets", "0");
        engine.residentBytes()
                .ifPresent(bytes -> figures.add("engine resident memory", bytes / (1024.0 * 1024), "MiB", "300"));
    }

    /** Received and missing, over all. */
    private static long[] counts(List<Person> people) {
        long[] counts = new long[2];
        people.stream().map(Person::line).flatMap(Optional::stream).forEach(line -> {
            counts[0] += line.packets();
            counts[1] += line.missing();
        });
        return counts;
    }

    private void move(List<Room> rooms) throws InterruptedException {
        List<Double> gaps = new ArrayList<>();
        int moves = 0;
        for (Room room : rooms) {
            gaps.addAll(room.moveToBreakouts());
            TimeUnit.MILLISECONDS.sleep(SETTLE_MS / 4);
            gaps.addAll(room.moveBack());
            moves += 2 * (room.people().size() - 1);
        }
        spread("gap in a breakout move", gaps, moves, "500");
    }

    private void commands(List<Person> people) {
        CommandLoad single = CommandLoad.run(people, 1, Math.max(1, options.seconds() / 2));
        figures.add("durable commands, one each in flight", single.perSecond(), "/s");
        figures.add("their ack, p50", Figures.percentile(single.latencies(), 0.5), "ms");
        figures.add("their ack, p99", Figures.percentile(single.latencies(), 0.99), "ms");
        CommandLoad many = CommandLoad.run(people, IN_FLIGHT, Math.max(1, options.seconds() / 2));
        figures.add("durable commands, " + IN_FLIGHT + " each in flight", many.perSecond(), "/s");
        figures.add("their ack, p50 of many", Figures.percentile(many.latencies(), 0.5), "ms");
        figures.add("their ack, p99 of many", Figures.percentile(many.latencies(), 0.99), "ms");
    }
}
