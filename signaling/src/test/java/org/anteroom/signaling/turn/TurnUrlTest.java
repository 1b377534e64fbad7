package org.anteroom.signaling.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.anteroom.signaling.turn.TurnUrl.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnUrlTest {
    @ParameterizedTest
    @CsvSource({
        "turn:relay.example, UDP, relay.example, 3478",
        "turn:relay.example?transport=tcp, TCP, relay.example, 3478",
        "turn:192.0.2.1:443?transport=udp, UDP, 192.0.2.1, 443",
        "turns:relay.example, TLS, relay.example, 5349",
        "turns:[2001:db8::1]:443?transport=tcp, TLS, 2001:db8::1, 443"
    })
    void wayHostAndPort_areReadOrTheStandardsOwn(String url, Way way, String host, int port) {
        assertThat(TurnUrl.parse(url)).contains(new TurnUrl(way, host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stun:relay.example", "turn:", "http://relay.example", "turn:relay.example?transport=sctp"})
    void whatNamesNoTurnServer_isNone(String url) {
        assertThat(TurnUrl.parse(url)).isEmpty();
    }
}
