package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the log says of floods. */
class RefusalsTest {
    private final Refusals refusals = new Refusals();

    private void count(int times, String what, String address) {
        for (int i = 0; i < times; i++) {
            refusals.count(what, address);
        }
    }

    @Test
    void eachKind_isOneLine_withCountsAndWhereTheMostCameFrom() {
        count(5, "connections", "192.0.2.1");
        count(7, "connections", "2001:db8::1");
        count(1, "connections", "2001:db8::2");
        count(2, "connections", "192.0.2.3");
        count(1, "connections", "192.0.2.4");
        count(1, "connections", "192.0.2.5");
        count(3, "connections", "");
        count(1, "frames", "192.0.2.1");
        assertThat(refusals.tell())
                .containsExactly(
                        "connections: 20; 8 of 20010db800000000/64, 5 of 192.0.2.1, 2 of 192.0.2.3;"
                                + " the others of 2 addresses",
                        "frames: 1; 1 of 192.0.2.1");
    }

    @Test
    void whatWasTold_isNotToldAgain() {
        count(1, "connections", "192.0.2.1");
        assertThat(refusals.tell()).hasSize(1);
        assertThat(refusals.tell()).isEmpty();
    }

    @Test
    void addressesWithoutEnd_areCountedTogether() {
        for (int i = 0; i < 12_000; i++) {
            refusals.count("connections", "10.0." + i / 250 + "." + i % 250);
        }
        assertThat(refusals.tell())
                .singleElement()
                .asString()
                .startsWith("connections: 12000;")
                .endsWith("9997 addresses");
    }
}
