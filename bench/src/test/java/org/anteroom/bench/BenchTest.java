package org.anteroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BenchTest {
    @Test
    @Tag("slow")
    void threePeopleInOneRoom_giveEveryFigure() throws Exception {
        Options options = Options.parse(
                List.of("--people", "3", "--room-size", "3", "--rooms", "2", "--seconds", "2", "--starts", "1"));

        JsonObject figures = Bench.run(options).json();

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
                        "fan-out, said to read, p99");
        assertThat(value(figures, "people")).isEqualTo(3);
        assertThat(value(figures, "packets forwarded")).isPositive();
        assertThat(value(figures, "packets received")).isPositive();
        assertThat(value(figures, "admit to remote video, never seen")).isZero();
        assertThat(value(figures, "gap in a breakout move, never seen")).isZero();
        assertThat(value(figures, "durable commands, one each in flight")).isPositive();
    }

    private static double value(JsonObject figures, String name) {
        return figures.getJsonObject(name).getDouble("value");
    }

    @Test
    void options_outOfBounds_areRefusedByName() {
        assertThatThrownBy(() -> Options.parse(List.of("--people", "2"))).hasMessageContaining("--people");
        assertThatThrownBy(() -> Options.parse(List.of("--media", "loud"))).hasMessageContaining("--media");
        assertThatThrownBy(() -> Options.parse(List.of("--speed", "1"))).hasMessageContaining("--speed");
        assertThatThrownBy(() -> Options.parse(List.of("--json"))).hasMessageContaining("--json");
    }

    @Test
    void percentile_isTheValueThatThatShareDoesNotExceed() {
        List<Double> values = List.of(5.0, 1.0, 4.0, 2.0, 3.0);

        assertThat(Figures.percentile(values, 0)).isEqualTo(1);
        assertThat(Figures.percentile(values, 0.5)).isEqualTo(3);
        assertThat(Figures.percentile(values, 0.95)).isEqualTo(5);
    }
}
