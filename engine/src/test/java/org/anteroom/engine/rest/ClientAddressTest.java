package org.anteroom.engine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word is believed about where a request comes from. */
class ClientAddressTest {
    private final ClientAddress clients = new ClientAddress(List.of("10.1.0.0/16", "::1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    192.0.2.7 | 198.51.100.1              | 192.0.2.7
                    10.1.2.3  | 198.51.100.1              | 198.51.100.1
                    10.1.2.3  | 203.0.113.9, 198.51.100.1 | 198.51.100.1
                    10.1.2.3  | 198.51.100.1, 10.1.9.9    | 198.51.100.1
                    10.2.2.3  | 198.51.100.1              | 10.2.2.3
                    ::1       | 2001:db8::5               | 2001:db8::5
                    10.1.2.3  | localhost                 | 10.1.2.3
                    10.1.2.3  | <script>                  | 10.1.2.3
                    """)
    void forwardedAddress_countsFromTrustedProxiesAlone(String peer, String forwarded, String client) {
        assertThat(clients.of(peer, Optional.of(forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    198.51.100.1:4711                | 198.51.100.1
                    [2001:db8::5]:4711               | 2001:db8::5
                    [2001:db8::5]                    | 2001:db8::5
                    203.0.113.9:1, 198.51.100.1:2    | 198.51.100.1
                    198.51.100.1:4711, 10.1.9.9:8443 | 198.51.100.1
                    [2001:db8::5]x                   | 10.1.2.3
                    """)
    void portsAndBrackets_areCut(String forwarded, String client) {
        assertThat(clients.of("10.1.2.3", List.of(forwarded), List.of())).isEqualTo(client);
    }

    @Test
    void severalLines_areOne_andTheProxysOwnAdditionCounts() {
        assertThat(clients.of("10.1.2.3", List.of("203.0.113.9", "198.51.100.1"), List.of()))
                .isEqualTo("198.51.100.1");
        assertThat(clients.of("10.1.2.3", List.of("203.0.113.9", "198.51.100.1, 10.1.9.9"), List.of()))
                .isEqualTo("198.51.100.1");
        assertThat(clients.of("192.0.2.7", List.of("203.0.113.9", "198.51.100.1"), List.of()))
                .isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    for=198.51.100.1                                   | 198.51.100.1
                    For="198.51.100.1:4711";proto=https;by=203.0.113.1 | 198.51.100.1
                    by=203.0.113.1;for="[2001:db8::5]:4711"            | 2001:db8::5
                    for="203.0.113.9, for=10.1.9.9", for=198.51.100.1  | 198.51.100.1
                    for=203.0.113.9, for=198.51.100.1, for=10.1.9.9    | 198.51.100.1
                    for=unknown                                        | 10.1.2.3
                    for="_hidden"                                      | 10.1.2.3
                    proto=https                                        | 10.1.2.3
                    for="198.51.100.1                                  | 10.1.2.3
                    """)
    void forwardedHeader_isReadWithItsQuotes(String forwarded, String client) {
        assertThat(clients.of("10.1.2.3", List.of(), List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void peerWithoutForwarding_isTheClient() {
        assertThat(clients.of("10.1.2.3", Optional.empty())).isEqualTo("10.1.2.3");
    }
}
