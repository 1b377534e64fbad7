package org.anteroom.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.anteroom.engine.config.ConfigLoader;
import org.junit.jupiter.api.Test;

/** How long a dead line may go unnoticed. */
class GatewayLimitsTest {
    @Test
    void deadLine_isFoundWithinTwentySeconds_byDefault() {
        int heartbeatMs = ConfigLoader.load(Map.of("ANTEROOM_BOOTSTRAP_KEY", "a-key-of-a-test-that-is-long-enough"))
                .heartbeatMs();
        GatewayLimits limits = new GatewayLimits(1, 1, 1, 1, heartbeatMs, 1, 1);
        assertThat(limits.silentMsMax()).isGreaterThan(heartbeatMs).isLessThanOrEqualTo(20_000);
    }
}
