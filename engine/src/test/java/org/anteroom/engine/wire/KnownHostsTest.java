package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which hosts a server may be asked. */
class KnownHostsTest {
    private final KnownHosts hosts = new KnownHosts(List.of("rooms.example.org:8443", "[2001:db8::1]"), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:8080",
                "rooms.example.org",
                "Rooms.Example.org:443",
                "10.0.0.5",
                "10.0.0.5:8080",
                "[2001:DB8:0:0:0:0:0:1]:8080"
            })
    void ownHosts_areKnown(String host) {
        assertThat(hosts.knows(host, "10.0.0.5")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "rooms.example.org.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.6",
                "0.0.0.0",
                "[2001:db8::2]",
                "engine",
                "localhost:80:80",
                "localhost:80@evil.example",
                "[::1",
                "[]",
                "::1]",
                "user@localhost"
            })
    void otherHosts_areNot(String host) {
        assertThat(hosts.knows(host, "10.0.0.5")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'[fe80::1]:8080', fe80:0:0:0:0:0:0:1%2", "'[2001:db8::5]', 2001:db8:0:0:0:0:0:5"})
    void addressThatTheRequestCameTo_isKnown(String host, String local) {
        assertThat(hosts.knows(host, local)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"engine, true", "engine:8081, true", "engine.example, false", "evil.example:8081, false", "'', false"})
    void namesWithoutADot_areKnownWhereAsked(String host, boolean known) {
        assertThat(new KnownHosts(List.of(), true).knows(host, "10.0.0.5")).isEqualTo(known);
    }
}
