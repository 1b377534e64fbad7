package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.anteroom.signaling.synthetic.FreePorts;
import org.anteroom.signaling.synthetic.SyntheticPeers;

/**
 * Rooms with media on an engine with 512 MiB of heap and the limits that it is shipped with, and beside them one attack
 * after the other: what people in the rooms notice, how somebody new comes in meanwhile, and what is left behind. Blocks.
 */
final class Siege {
    private static final List<String> HEAP = List.of("-Xmx512m", "-XX:-UseDynamicNumberOfCompilerThreads");
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final int CALM_SECONDS = 60;
    private static final int POLL_MS = 100;
    private static final double MIB = 1024.0 * 1024;
    private static final double NEVER_MS = 60_000;
    private static final JsonObject NOTHING = new JsonObject();

    private final Options options;
    private final Figures figures;
    private final EngineProcess engine;
    private final SyntheticPeers crowd;
    private final WebSocketClient client;
    private final Rest rest;
    private volatile String lobby = "";
    private int newcomers = 1_000_000;

    private Siege(Options options, Figures figures, EngineProcess engine, SyntheticPeers crowd, Vertx vertx)
            throws IOException, InterruptedException {
        this.options = options;
        this.figures = figures;
        this.engine = engine;
        this.crowd = crowd;
        rest = new Rest(engine.url(), engine.key()).program();
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(2 * options.people() + 10)
                .setMaxFrameSize(FRAME_BYTES_MAX)
                .setMaxMessageSize(FRAME_BYTES_MAX));
    }

    /**
     * @param chosen by their names, which of the attacks
     * @param nice how far those who attack yield to everybody else, 0 to 19
     */
    static void run(Options options, Figures figures, Predicate<String> chosen, int nice)
            throws IOException, InterruptedException {
        int mediaPort = FreePorts.udp();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (EngineProcess engine =
                        EngineProcess.asShipped(HEAP, Map.of("ANTEROOM_MEDIA_PORT", Integer.toString(mediaPort)));
                SyntheticPeers crowd = new SyntheticPeers(1)) {
            new Siege(options, figures, engine, crowd, vertx).run(mediaPort, chosen, nice);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void run(int mediaPort, Predicate<String> chosen, int nice) throws IOException, InterruptedException {
        List<Room> rooms = Room.fill(options, rest, crowd, client);
        rooms.forEach(Room::admitAll);
        for (Room room : rooms) {
            var unused = room.admitToVideo();
        }
        figures.add("rooms", rooms.size(), "");
        figures.add(
                "people", rooms.stream().mapToInt(room -> room.people().size()).sum(), "");
        Watch watch = new Watch(rooms, this::comeIn);
        engine.liveBytes().ifPresent(bytes -> figures.add("heap before", bytes / MIB, "MiB"));
        look("nothing (warming up)", watch);
        look("nothing", watch);
        try (AttackersProcess attackers = new AttackersProcess(engine, mediaPort, nice)) {
            look("nothing, but attackers' seats", watch);
            for (String attack : attackers.names()) {
                if (chosen.test(attack)) {
                    besiege(attackers, attack, watch);
                }
            }
        }
        look("nothing, at the end", watch);
        engine.liveBytes().ifPresent(bytes -> figures.add("heap at the end", bytes / MIB, "MiB"));
        engine.residentBytes().ifPresent(bytes -> figures.add("resident at the end", bytes / MIB, "MiB"));
        figures.add("lines in the log", engine.log().size(), "");
    }

    private void besiege(AttackersProcess attackers, String attack, Watch watch)
            throws IOException, InterruptedException {
        double strangers = engine.metric("anteroom_http_strangers");
        double connections = engine.metric("anteroom_connections");
        // Once beforehand: what is told of is not what compiling costs, which is paid once in an engine's life.
        attackers.begin(attack);
        lobby = rest.session(2);
        Watch.Seen first = watch.look(options.seconds());
        if (!first.delays().isEmpty()) {
            figures.add(attack + ": the first time, p99", Figures.percentile(first.delays(), 0.99), "ms");
        }
        var unused = attackers.end();
        awaitLeft(strangers, connections);
        checkAlive(attack);
        int logged = engine.log().size();
        attackers.begin(attack);
        Duration theirs = attackers.processorTime();
        Duration own = engine.processorTime();
        ThreadTimes.ThreadTime before = engine.loopTime();
        Duration compilers = compilers();
        long began = System.nanoTime();
        look(attack, watch);
        double seconds = (System.nanoTime() - began) / 1e9;
        share(attack + ": processor, engine", engine.processorTime().minus(own), seconds);
        ThreadTimes.ThreadTime loop = engine.loopTime().minus(before);
        share(attack + ": processor, its event loop", loop.worked(), seconds);
        share(attack + ": event loop without a processor", loop.waited(), seconds);
        share(attack + ": processor, its compilers", compilers().minus(compilers), seconds);
        share(attack + ": processor, attackers", attackers.processorTime().minus(theirs), seconds);
        AttackersProcess.Result result = attackers.end();
        figures.add(attack + ": done", result.done() / result.seconds(), "/s");
        figures.add(attack + ": acknowledged", result.accepted() / result.seconds(), "/s");
        figures.add(attack + ": refused in words", result.refused() / result.seconds(), "/s");
        awaitLeft(strangers, connections);
        figures.add(attack + ": left open", left(strangers, connections), "lines", "0");
        engine.liveBytes().ifPresent(bytes -> figures.add(attack + ": heap after", bytes / MIB, "MiB"));
        figures.add(attack + ": logged", engine.log().size() - logged, "lines");
        checkAlive(attack);
    }

    private void checkAlive(String attack) throws IOException {
        if (!engine.isAlive()) {
            throw new IOException("The engine ended by " + attack);
        }
    }

    private Duration compilers() {
        return engine.threadTime("C1 CompilerThre")
                .worked()
                .plus(engine.threadTime("C2 CompilerThre").worked());
    }

    private void share(String name, Duration spent, double seconds) {
        figures.add(name, spent.toNanos() / 1e7 / seconds, "% core");
    }

    private void awaitLeft(double strangers, double connections) throws InterruptedException {
        long ended = System.nanoTime();
        while (left(strangers, connections) > 0 && System.nanoTime() - ended < TimeUnit.SECONDS.toNanos(CALM_SECONDS)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private double left(double strangers, double connections) {
        return Math.max(0, engine.metric("anteroom_http_strangers") - strangers)
                + Math.max(0, engine.metric("anteroom_connections") - connections);
    }

    private void look(String name, Watch watch) throws IOException, InterruptedException {
        lobby = rest.session(2);
        Watch.Seen seen = watch.look(options.seconds());
        if (!seen.delays().isEmpty()) {
            figures.add(name + ": read, p50", Figures.percentile(seen.delays(), 0.5), "ms");
            figures.add(name + ": read, p99", Figures.percentile(seen.delays(), 0.99), "ms");
        }
        figures.add(name + ": unread", (double) seen.unread(), "", "0");
        figures.add(name + ": could not say", (double) seen.unsaid(), "", "0");
        figures.add(name + ": longest gap", seen.longestGap(), "ms", "1000");
        figures.add(name + ": come in, slowest", Figures.percentile(seen.entries(), 1), "ms");
        figures.add(name + ": thrown out", (double) seen.gone(), "people", "0");
    }

    /** Somebody new with a link of their own. */
    private double comeIn() {
        long began = System.nanoTime();
        try {
            Person person = Person.connect(crowd, 1, rest.join(lobby, ++newcomers, "patient"), client);
            person.act("knock", NOTHING);
            person.leave();
            return (System.nanoTime() - began) / 1e6;
        } catch (IOException | RuntimeException e) {
            return NEVER_MS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NEVER_MS;
        }
    }
}
