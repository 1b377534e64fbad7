package org.anteroom.signaling.colibri;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    /** The worst case: it dies just after a good check, and each check that fails takes all the time that it has. */
    @Test
    void aDeadBridge_isFoundWithinThreeSeconds() {
        ColibriOptions options = ColibriOptions.of(List.of(), List.of());
        HealthJudge judge = new HealthJudge();
        assertThat(judge.saw(true, 0)).contains(true);
        int ms = options.healthEveryMs() + options.healthDeadlineMs();
        while (judge.saw(false, ms).isEmpty()) {
            ms += options.recheckMs() + options.healthDeadlineMs();
        }
        assertThat(ms).isLessThanOrEqualTo(3_000);
    }

    /** The worst case: it fell again and again, comes back just after a failed check, and answers late each time. */
    @Test
    void aBridgeThatIsBack_countsAsWellWithinFifteenSeconds() {
        ColibriOptions options = ColibriOptions.of(List.of(), List.of());
        HealthJudge judge = new HealthJudge();
        assertThat(judge.saw(true, 0)).contains(true);
        for (int fall = 0; fall < 8; fall++) {
            judgeFails(judge);
            while (judge.saw(true, 0).isEmpty()) {
                // Well again, and falls again.
            }
        }
        judgeFails(judge);
        int ms = options.recheckMs() + options.healthDeadlineMs();
        while (judge.saw(true, 0).isEmpty()) {
            ms += options.recheckMs() + options.healthDeadlineMs();
        }
        assertThat(ms).isLessThanOrEqualTo(15_000);
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
