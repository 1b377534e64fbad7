package org.anteroom.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When keys were last used: what is written of it, and what is shown. */
class KeyUseTest {
    private static final Instant MORNING = Instant.parse("2026-12-01T08:00:30Z");

    private final ApiKey key = ApiKey.of("text", Optional.empty(), Scope.ALL);
    private final KeyUse uses = new KeyUse();

    @Test
    void firstUseOfADay_isWritten_andNoOther() {
        assertThat(uses.used("key_1", key, MORNING)).isTrue();
        for (int i = 1; i < 1_000; i++) {
            assertThat(uses.used("key_1", key, MORNING.plusSeconds(i))).isFalse();
        }
        assertThat(uses.used("key_2", key, MORNING)).isTrue();
        assertThat(uses.used("key_1", key, MORNING.plus(Duration.ofHours(16)))).isTrue();
    }

    @Test
    void useThatIsOnDisk_isNotWrittenAgainThatDay() {
        ApiKey used = key.used(MORNING);
        assertThat(uses.last("key_1", used)).contains(MORNING);
        assertThat(uses.used("key_1", used, MORNING.plusSeconds(60))).isFalse();
        assertThat(uses.last("key_1", used)).contains(Instant.parse("2026-12-01T08:01:00Z"));
    }
}
