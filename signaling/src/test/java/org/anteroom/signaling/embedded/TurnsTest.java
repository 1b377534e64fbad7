package org.anteroom.signaling.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void theFailureOfOne_takesNoTurnFromTheOthers() {
        List<String> served = new ArrayList<>();
        Turns.each(List.of("ada", "bo", "cy"), name -> {
            if (name.equals("bo")) {
                throw new IllegalStateException("of bo");
            }
            served.add(name);
        });
        assertThat(served).containsExactly("ada", "cy");
    }
}
