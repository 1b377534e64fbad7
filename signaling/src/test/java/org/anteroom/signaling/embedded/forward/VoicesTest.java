package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.anteroom.signaling.EndpointId;
import org.junit.jupiter.api.Test;

/** Whose sound goes out of many open microphones. */
class VoicesTest {
    private final Voices voices = new Voices();
    private final Map<EndpointId, Double> loud = new HashMap<>();
    private final List<EndpointId> nine =
            IntStream.range(0, 9).mapToObj(i -> new EndpointId("e" + i)).toList();

    private double loudness(EndpointId id) {
        return loud.getOrDefault(id, 0.0);
    }

    private long heard() {
        return nine.stream().filter(voices::isHeard).count();
    }

    @Test
    void threeLoudest_andTheFavoured_areHeard() {
        IntStream.range(0, 9).forEach(i -> loud.put(nine.get(i), 10.0 * i));
        voices.favour(nine.get(0), true);
        voices.choose(nine, this::loudness);
        assertThat(nine.stream().filter(voices::isHeard))
                .containsExactly(nine.get(0), nine.get(6), nine.get(7), nine.get(8));
        voices.favour(nine.get(0), false);
        assertThat(heard()).isEqualTo(3);
    }

    @Test
    void aLittleLouder_doesNotTakeAPlace_butClearlyLouderDoesAtOnce() {
        IntStream.range(0, 9).forEach(i -> loud.put(nine.get(i), i < 3 ? 40.0 : 1));
        voices.choose(nine, this::loudness);
        loud.put(nine.get(5), 45.0);
        assertThat(voices.speaks(nine.get(5), this::loudness)).isEmpty();
        assertThat(voices.isHeard(nine.get(5))).isFalse();
        loud.put(nine.get(5), 60.0);
        assertThat(voices.speaks(nine.get(5), this::loudness)).isPresent();
        assertThat(voices.isHeard(nine.get(5))).isTrue();
        assertThat(heard()).isEqualTo(3);
    }

    @Test
    void whoLeft_makesRoom() {
        voices.choose(nine, this::loudness);
        voices.left(nine.stream().filter(voices::isHeard).findFirst().orElseThrow());
        assertThat(heard()).isEqualTo(2);
        EndpointId quiet =
                nine.stream().filter(id -> !voices.isHeard(id)).findFirst().orElseThrow();
        assertThat(voices.speaks(quiet, this::loudness)).isEmpty();
        assertThat(heard()).isEqualTo(3);
    }
}
