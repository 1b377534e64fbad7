package org.anteroom.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What may come in before anybody looks at it leaves room for what the configuration allows. */
class FloodLimitsTest {
    @Test
    void commandsThatTheConfigurationAllows_endNoConnection() {
        FloodLimits limits = FloodLimits.defaults(50, 10_000, 1_000);

        assertThat(limits.framesBurst()).isGreaterThan(10_000);
        assertThat(limits.framesPerSecond()).isGreaterThan(1_000);
        assertThat(limits.bytesBurst()).isGreaterThanOrEqualTo(10_000 * 1_024);
        assertThat(limits.bytesPerSecond()).isGreaterThanOrEqualTo(1_000 * 1_024);
        assertThat(limits.refusalsBurst()).isEqualTo(10_000);
    }

    @Test
    void smallBuckets_leaveTheLimitsOfABrowser() {
        assertThat(FloodLimits.defaults(50, 1, 1)).isEqualTo(FloodLimits.defaults(50, 100, 20));
    }
}
