package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.anteroom.signaling.synthetic.SyntheticPeers;

/**
 * The process of {@link AttackersProcess}: whoever attacks has a processor of their own, and what collects their garbage
 * is no delay of anybody else. Says by a line what attacks there are, and then does as the lines say that it reads: begins
 * the one that is named, and ends it at the next line.
 */
final class Attackers {
    /** How its lines begin: libraries write to the same output. */
    static final String ANSWER = "> ";

    private static final int SEATS = 4;
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final JsonObject NOTHING = new JsonObject();

    private final Rest rest;
    private final SyntheticPeers crowd;
    private final WebSocketClient client;

    private Attackers(Rest rest, SyntheticPeers crowd, Vertx vertx) {
        this.rest = rest;
        this.crowd = crowd;
        client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(FRAME_BYTES_MAX).setMaxMessageSize(FRAME_BYTES_MAX));
    }

    /** Takes the engine's address, a key, its port and that of its media. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (SyntheticPeers crowd = new SyntheticPeers(1)) {
            Attacks attacks = new Attacks(Integer.parseInt(args[2]), Integer.parseInt(args[3]), vertx);
            Attackers attackers = new Attackers(new Rest(args[0], args[1]).program(), crowd, vertx);
            obey(attackers.all(attacks), System.out);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private List<Attack.Kind> all(Attacks attacks) throws IOException, InterruptedException {
        List<Attack.Kind> all = new ArrayList<>(attacks.ofStrangers());
        all.addAll(attacks.ofWaiters(seats(rest.session(SEATS))));
        String session = rest.openSession(2 * SEATS);
        List<JsonObject> inside = seats(session);
        for (JsonObject seat : inside) {
            Person person = Person.connect(crowd, 1, seat, client);
            person.act("knock", NOTHING);
            person.leave();
        }
        Person sender = Person.connect(crowd, 1, rest.join(session, SEATS, "patient"), client);
        sender.act("knock", NOTHING);
        all.addAll(attacks.ofPeopleInside(inside, sender));
        return all;
    }

    private List<JsonObject> seats(String session) throws IOException, InterruptedException {
        List<JsonObject> seats = new ArrayList<>();
        for (int i = 0; i < SEATS; i++) {
            seats.add(rest.join(session, i, "patient"));
        }
        return seats;
    }

    private static void obey(List<Attack.Kind> all, PrintStream out) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(ANSWER + new JsonArray(all.stream().map(Attack.Kind::name).toList()).encode());
        for (String name = in.readLine(); name != null; name = in.readLine()) {
            String named = name;
            Attack.Kind kind = all.stream()
                    .filter(one -> one.name().equals(named))
                    .findFirst()
                    .orElseThrow();
            Attack attack = kind.fresh().get();
            long began = System.nanoTime();
            attack.begin();
            out.println(ANSWER + "begun");
            var unused = in.readLine();
            attack.awaitEffect(kind.takenIn());
            JsonObject counts = new JsonObject()
                    .put("done", attack.done())
                    .put("accepted", attack.accepted())
                    .put("refused", attack.refused())
                    .put("seconds", (System.nanoTime() - began) / 1e9);
            attack.close();
            out.println(ANSWER + counts.encode());
        }
    }
}
