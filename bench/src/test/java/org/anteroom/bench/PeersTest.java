package org.anteroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final int ROOMS = 2;
    private static final int ROOM_SIZE = 3;
    /** Says that something never came, and nothing of how fast it should have come. */
    private static final Duration WAIT = Duration.ofSeconds(90);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(100));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Tag("slow")
    void aBareServer_letsInAndTellsAll() throws Exception {
        try (Peer peer = new RawPeer()) {
            assertCarriesRooms(peer);
        }
    }

    @Test
    @Tag("slow")
    void prosody_letsInAndTellsAll() throws Exception {
        try (Peer peer = XmppPeer.prosody()) {
            assertCarriesRooms(peer);
        }
    }

    @Test
    @Tag("slow")
    void theEngine_letsInAndTellsAll() throws Exception {
        try (Peer peer = new OurPeer()) {
            assertCarriesRooms(peer);
        }
    }

    /** Twice, because rooms of a second round are others. */
    private void assertCarriesRooms(Peer peer) throws Exception {
        for (int round = 0; round < 2; round++) {
            List<Long> ages = Collections.synchronizedList(new ArrayList<>());
            List<? extends Guest> guests = peer.open(client, ROOMS, ROOM_SIZE, ages::add);
            Crowd crowd = new Crowd(vertx, guests);

            Crowd.Joined joined = crowd.join();
            Crowd.Talked talked = crowd.talk(100, 1);

            assertThat(joined.millis()).hasSize(ROOMS * ROOM_SIZE).allMatch(millis -> millis > 0);
            // Each hears each of the same room, and nobody else.
            assertThat(talked.count()).isPositive();
            Awaitility.await()
                    .atMost(WAIT)
                    .untilAsserted(() -> assertThat(ages).hasSize((int) talked.count() * ROOM_SIZE));
            assertThat(List.copyOf(ages)).allMatch(age -> age > 0);
            crowd.close();
        }
        assertThat(peer.processorTime()).isPositive();
    }

    @Test
    void comparedFigures_areATableAColumnEach() {
        Figures figures = new Figures();
        figures.addOf("one", "joins", 10, "/s");
        figures.addOf("two", "joins", 20.04, "/s");
        figures.addOf("two", "memory", 1, "KiB");

        assertThat(figures.markdown()).isEqualTo("""
                | figure | unit | one | two |
                | --- | --- | ---: | ---: |
                | joins | /s | 10.0 | 20.0 |
                | memory | KiB | - | 1.0 |
                """);
        assertThat(figures.json().fieldNames()).containsExactly("one: joins", "two: joins", "two: memory");
    }

    @Test
    void figuresOfOneServer_areATableWithAims() {
        Figures figures = new Figures();
        figures.add("start", 900, "ms", "1000");

        assertThat(figures.markdown()).isEqualTo("""
                | figure | value | unit | aim |
                | --- | ---: | --- | --- |
                | start | 900.0 | ms | 1000 |
                """);
    }

    @Test
    void aChart_hasABarForEach_andSaysItsValue() {
        Figures figures = new Figures();
        figures.addOf("one", "joins", 10, "/s");
        figures.addOf("two", "joins", 2000, "/s");

        String svg = Chart.of(figures, List.of("joins", "never measured"), "two");

        assertThat(svg)
                .startsWith("<svg ")
                .contains(">joins, /s<", ">one<", ">2,000.0<")
                .doesNotContain(">never");
        assertThat(svg.split("<rect ", -1)).hasSize(3);
        assertThat(svg.split("class=\"ours\"", -1)).hasSize(2);
    }

    @Test
    void whatIsSaid_tellsItsAge() {
        Map<String, String> frames = Map.of("json", "{\"text\":\"" + Spoken.now() + "\"}", "plain", Spoken.now());

        assertThat(frames.values()).allMatch(Spoken::isIn).allMatch(frame -> Spoken.age(frame) > 0);
        assertThat(Spoken.isIn("{\"text\":\"at last\"}")).isFalse();
    }
}
