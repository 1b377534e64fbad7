package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
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
    private static final List<String> HEAP = List.of("-Xmx512m");
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final int ATTACKERS = 4;
    private static final int CALM_SECONDS = 30;
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

    /** @param chosen by their names, which of the attacks */
    static void run(Options options, Figures figures, Predicate<String> chosen)
            throws IOException, InterruptedException {
        int mediaPort = FreePorts.udp();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Vertx attackers = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (EngineProcess engine =
                        EngineProcess.asShipped(HEAP, Map.of("ANTEROOM_MEDIA_PORT", Integer.toString(mediaPort)));
                SyntheticPeers crowd = new SyntheticPeers(1)) {
            new Siege(options, figures, engine, crowd, vertx)
                    .run(new Attacks(engine.port(), mediaPort, attackers), chosen);
        } finally {
            attackers.close().toCompletionStage().toCompletableFuture().join();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void run(Attacks attacks, Predicate<String> chosen) throws IOException, InterruptedException {
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
        Rest others = new Rest(engine.url(), engine.key()).program();
        List<Attack> all = new ArrayList<>(attacks.ofStrangers());
        all.addAll(attacks.ofWaiters(seats(others, others.session(ATTACKERS))));
        all.addAll(inside(attacks, others));
        for (Attack attack : all) {
            if (chosen.test(attack.name())) {
                besiege(attack, watch);
            }
        }
        look("nothing, at the end", watch);
        engine.liveBytes().ifPresent(bytes -> figures.add("heap at the end", bytes / MIB, "MiB"));
        engine.residentBytes().ifPresent(bytes -> figures.add("resident at the end", bytes / MIB, "MiB"));
        figures.add("lines in the log", engine.log().size(), "");
    }

    private List<JsonObject> seats(Rest others, String session) throws IOException, InterruptedException {
        List<JsonObject> seats = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            seats.add(others.join(session, i, "patient"));
        }
        return seats;
    }

    private List<Attack> inside(Attacks attacks, Rest others) throws IOException, InterruptedException {
        String session = others.openSession(2 * ATTACKERS);
        List<JsonObject> seats = seats(others, session);
        for (JsonObject seat : seats) {
            Person person = Person.connect(crowd, options.slowness(), seat, client);
            person.act("knock", NOTHING);
            person.leave();
        }
        Person sender = Person.connect(crowd, options.slowness(), others.join(session, ATTACKERS, "patient"), client);
        sender.act("knock", NOTHING);
        return attacks.ofPeopleInside(seats, sender);
    }

    private void besiege(Attack attack, Watch watch) throws IOException, InterruptedException {
        double strangers = engine.metric("anteroom_http_strangers");
        double connections = engine.metric("anteroom_connections");
        int logged = engine.log().size();
        try (attack) {
            attack.begin();
            look(attack.name(), watch);
            figures.add(attack.name() + ": done", (double) attack.done() / options.seconds(), "/s");
        }
        long began = System.nanoTime();
        while (left(strangers, connections) > 0 && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(CALM_SECONDS)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        figures.add(attack.name() + ": left open", left(strangers, connections), "lines", "0");
        engine.liveBytes().ifPresent(bytes -> figures.add(attack.name() + ": heap after", bytes / MIB, "MiB"));
        figures.add(attack.name() + ": logged", engine.log().size() - logged, "lines");
        if (!engine.isAlive()) {
            throw new IOException("The engine ended by " + attack.name());
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
