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

    @Test
    void peerWithoutForwarding_isTheClient() {
        assertThat(clients.of("10.1.2.3", Optional.empty())).isEqualTo("10.1.2.3");
    }
}
