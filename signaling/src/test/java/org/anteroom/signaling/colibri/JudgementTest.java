package org.anteroom.signaling.colibri;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a bridge counts as dead, when as back, and when it is left alone. */
class JudgementTest {
    @Test
    void oneFailedCheck_isNotADeadBridge() throws Exception {
        HealthJudge judge = new HealthJudge();
        assertThat(judge.saw(true, 0)).contains(true);
        assertThat(judge.saw(false, 1)).isEmpty();
        assertThat(judge.saw(true, 2)).isEmpty();
        assertThat(judge.saw(false, 3)).isEmpty();
        assertThat(judge.saw(false, 4)).contains(false);
        assertThat(judge.isUp()).isFalse();
    }

    @Test
    void whoeverFlaps_hasToBeWellForLonger_butNoLongerThanTwelveChecks() {
        HealthJudge judge = new HealthJudge();
        assertThat(judge.saw(true, 0)).contains(true);
        int longest = 0;
        for (int round = 0; round < 10; round++) {
            judgeFails(judge);
            int checks = 1;
            while (judge.saw(true, 0).isEmpty()) {
                checks++;
            }
            assertThat(checks).isGreaterThanOrEqualTo(3);
            longest = Math.max(longest, checks);
        }
        assertThat(longest).isEqualTo(12);
    }

    private static void judgeFails(HealthJudge judge) {
        assertThat(judge.saw(false, 0)).isEmpty();
        assertThat(judge.saw(false, 0)).contains(false);
    }

    @Test
    void aBreaker_restsAfterThreeFailures_andLetsOneTry() {
        Breaker breaker = new Breaker(3, 2_000);
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.lets(0)).isTrue();
            breaker.failed(0);
        }
        assertThat(breaker.lets(1_999)).isFalse();
        assertThat(breaker.lets(2_000)).isTrue();
        assertThat(breaker.lets(2_000)).isFalse();
        breaker.failed(2_000);
        assertThat(breaker.lets(3_999)).isFalse();
        assertThat(breaker.lets(4_000)).isTrue();
        breaker.succeeded();
        assertThat(breaker.lets(4_000)).isTrue();
    }
}
