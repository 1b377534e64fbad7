package org.anteroom.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as a reader's slowness. */
class UnsentTest {
    private final Unsent unsent = new Unsent(100);

    @Test
    void whatTheEngineSaysInOneGo_isNotTheReadersSlowness() {
        assertThat(unsent.add(5_000)).isTrue();
        assertThat(unsent.add(100)).isTrue();
    }

    @Test
    void whoLeavesMoreUnreadThanAllowed_isSlow() {
        assertThat(unsent.add(60)).isTrue();
        assertThat(unsent.add(60)).isTrue();
        assertThat(unsent.add(60)).isFalse();
    }

    @Test
    void largeFramesOneAfterTheOther_areBounded() {
        assertThat(unsent.add(5_000)).isTrue();
        assertThat(unsent.add(5_000)).isFalse();
    }

    @Test
    void whatWentOut_countsNoMore() {
        assertThat(unsent.add(5_000)).isTrue();
        unsent.sent(5_000);
        assertThat(unsent.add(90)).isTrue();
        assertThat(unsent.add(90)).isTrue();
        assertThat(unsent.add(90)).isFalse();
    }
}
