package org.anteroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BenchTest {
    private static final Set<String> ATTACKS =
            Set.of("dead links", "STUN of nobody", "pings", "chat", "hands up and down", "health", "wishes");

    @Test
    @Tag("slow")
    void threePeopleInOneRoom_giveEveryFigure() throws Exception {
        Options options = Options.parse(
                List.of("--people", "3", "--room-size", "3", "--rooms", "2", "--seconds", "2", "--starts", "1"));

        JsonObject figures = measured(options);

        assertThat(figures.fieldNames())
                .contains(
                        "start to ready, median",
                        "admit to remote video, p95",
                        "gap in a breakout move, p95",
                        "packets forwarded",
                        "engine processor a forwarded packet",
                        "packets lost for good",
                        "durable commands, one each in flight",
                        "their ack, p99",
                        "durable joins, 2 rooms of 10",
                        "engine processor a join",
                        "memory an idle seat",
                        "fan-out, deliveries",
                        "engine processor a delivery",
                        "fan-out, said to read, p99");
        assertThat(value(figures, "people")).isEqualTo(3);
        assertThat(value(figures, "packets forwarded")).isPositive();
        assertThat(value(figures, "packets received")).isPositive();
        assertThat(value(figures, "admit to remote video, never seen")).isZero();
        assertThat(value(figures, "gap in a breakout move, never seen")).isZero();
        assertThat(value(figures, "durable commands, one each in flight")).isPositive();
    }

    @Test
    @Tag("slow")
    void startOnAFullJournal_findsAllItsSessions() throws Exception {
        Options options = Options.parse(List.of("--part", "journal", "--over", "20", "--live", "3", "--starts", "1"));

        JsonObject figures = measured(options);

        // The sample session, and those that were written again, are there too.
        assertThat(value(figures, "sessions at work after a start")).isEqualTo(5);
        assertThat(value(figures, "sessions let go after it")).isEqualTo(21);
        assertThat(value(figures, "entries")).isGreaterThan(23 * 60);
        assertThat(value(figures, "processor of a start, median")).isPositive();
    }

    @Test
    @Tag("slow")
    void attacksBesideARoom_giveWhatItsPeopleNotice() throws Exception {
        Options options = Options.parse(List.of("--people", "3", "--room-size", "3", "--seconds", "3"));
        Figures figures = new Figures();

        Siege.run(options, figures, ATTACKS::contains, 0);

        JsonObject json = figures.json();
        for (String attack :
                Stream.concat(Stream.of("nothing"), ATTACKS.stream()).toList()) {
            assertThat(value(json, attack + ": read, p99")).as(attack).isPositive();
            assertThat(value(json, attack + ": longest gap")).as(attack).isPositive();
            assertThat(value(json, attack + ": come in, slowest")).as(attack).isPositive();
            assertThat(value(json, attack + ": unread")).as(attack).isZero();
            assertThat(value(json, attack + ": could not say")).as(attack).isZero();
            assertThat(value(json, attack + ": thrown out")).as(attack).isZero();
        }
        for (String attack : ATTACKS) {
            assertThat(value(json, attack + ": done")).as(attack).isPositive();
            assertThat(value(json, attack + ": left open")).as(attack).isZero();
        }
        // What is refused whole costs little, and would say nothing of what is taken in.
        for (String attack : List.of("chat", "hands up and down", "health")) {
            assertThat(value(json, attack + ": acknowledged")).as(attack).isPositive();
        }
        assertThat(value(json, "wishes: refused in words")).isZero();
    }

    @Test
    void commandsOfAllAttacks_haveIdsOfTheirOwn() {
        Vertx vertx = Vertx.vertx();
        Attacks attacks = new Attacks(1, 1, vertx);

        Stream<String> ids = IntStream.range(0, 100)
                .mapToObj(i -> attacks.command(i % 2 == 0 ? "chat" : "raiseHand", new JsonObject())
                        .getString("id"));

        assertThat(ids.toList()).doesNotHaveDuplicates();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void figures_areShownAsTheyAreMeasured() {
        List<String> shown = new ArrayList<>();
        Figures figures = new Figures(shown::add);

        figures.add("start", 900, "ms", "1000");
        assertThat(shown).hasSize(1).first().asString().matches("start +900\\.0 ms +aim 1000");
        figures.addOf("one", "joins", 10, "/s");
        assertThat(shown).hasSize(2).last().asString().matches("one: joins +10\\.0 /s");
    }

    private static JsonObject measured(Options options) throws Exception {
        Figures figures = new Figures();
        Bench.run(options, figures);
        return figures.json();
    }

    private static double value(JsonObject figures, String name) {
        return figures.getJsonObject(name).getDouble("value");
    }

    @Test
    void options_outOfBounds_areRefusedByName() {
        assertThatThrownBy(() -> Options.parse(List.of("--people", "2"))).hasMessageContaining("--people");
        assertThatThrownBy(() -> Options.parse(List.of("--live", "0"))).hasMessageContaining("--live");
        assertThatThrownBy(() -> Options.parse(List.of("--media", "loud"))).hasMessageContaining("--media");
        assertThatThrownBy(() -> Options.parse(List.of("--speed", "1"))).hasMessageContaining("--speed");
        assertThatThrownBy(() -> Options.parse(List.of("--json"))).hasMessageContaining("--json");
        assertThatThrownBy(() -> Options.parse(List.of("--seconds", "two"))).hasMessageContaining("--seconds");
        assertThatThrownBy(() -> Options.parse(List.of("--only", "("))).hasMessageContaining("--only");
        assertThatThrownBy(() -> Options.parse(List.of("--part", "some"))).hasMessageContaining("--part");
    }

    @Test
    void options_areWhatWasGiven_andTheLastOfTwo() {
        Options options = Options.parse(List.of("--rooms", "7", "--media", "low", "--rooms", "9", "--part", "peers"));

        assertThat(options.part()).isEqualTo(Options.Part.PEERS);
        assertThat(options.rooms()).isEqualTo(9);
        assertThat(options.slowness()).isEqualTo(5);
        assertThat(options.people()).isEqualTo(8);
    }

    @Test
    void percentile_isTheValueThatThatShareDoesNotExceed() {
        List<Double> values = List.of(5.0, 1.0, 4.0, 2.0, 3.0);

        assertThat(Figures.percentile(values, 0)).isEqualTo(1);
        assertThat(Figures.percentile(values, 0.5)).isEqualTo(3);
        assertThat(Figures.percentile(values, 0.95)).isEqualTo(5);
    }
}
