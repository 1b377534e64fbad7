package org.anteroom.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand sessions under faults; whatever fails is replayed by its seed. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("anteroom.simulation.seeds", 10_000);
    private static final int TRAIL_SHOWN = 25;

    @BeforeAll
    static void quiet() {
        Simulate.quietLog();
    }

    @Test
    void whateverGoesWrong_everyPromiseHolds() {
        long steps = 0;
        long events = 0;
        Map<Faults.Kind, Long> faults = new EnumMap<>(Faults.Kind.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulate.Played played = Simulate.play(seed, false);
            if (!played.broken().isEmpty()) {
                fail(words(seed));
            }
            steps += played.report().steps();
            events += played.report().events();
            played.report().faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        }
        System.out.printf("Simulation: %d seeds, %d steps, %d events; faults %s%n", SEEDS, steps, events, faults);
        assertThat(faults.keySet()).as("kinds of faults that happened").containsExactly(Faults.Kind.values());
    }

    /** The seed played again with its trail. */
    private static String words(long seed) {
        Simulate.Played again = Simulate.play(seed, true);
        List<String> trail = again.trail();
        List<String> last = trail.subList(Math.max(0, trail.size() - TRAIL_SHOWN), trail.size());
        return again.words() + "\n" + String.join("\n", last);
    }

    @Test
    void sameSeed_isTheSameSession() {
        assertThat(Simulate.play(11, true).trail())
                .isEqualTo(Simulate.play(11, true).trail());
    }
}
