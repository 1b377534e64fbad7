package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which addresses count as one. */
class AddressCountsTest {
    @Test
    void addressesOfOneIpv6Network_countTogether_andThoseOfIpv4Alone() {
        AddressCounts counts = new AddressCounts();
        counts.add("2001:db8:0:1::1");
        counts.add("2001:db8:0:1:ffff::2%eth0");
        counts.add("203.0.113.7");
        assertThat(counts.of("2001:db8:0:1::3")).isEqualTo(2);
        assertThat(counts.of("2001:db8:0:2::1")).isZero();
        assertThat(counts.of("203.0.113.7")).isEqualTo(1);
        assertThat(counts.of("203.0.113.8")).isZero();
    }

    @Test
    void mappedAddress_isItsIpv4Address() {
        assertThat(AddressCounts.group("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void whatIsGone_countsNoMore() {
        AddressCounts counts = new AddressCounts();
        counts.add("203.0.113.7");
        counts.remove("203.0.113.7");
        counts.remove("203.0.113.7");
        assertThat(counts.of("203.0.113.7")).isZero();
    }

    @Test
    void whatIsNoAddress_countsForItself() {
        assertThat(AddressCounts.group("null")).isEqualTo("null");
        assertThat(AddressCounts.group("a:name")).isEqualTo("a:name");
    }
}
