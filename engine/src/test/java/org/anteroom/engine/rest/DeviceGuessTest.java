package org.anteroom.engine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.anteroom.engine.session.DeviceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device is, by what browsers say of themselves. */
class DeviceGuessTest {
    private static MultiMap agent(String agent) {
        return MultiMap.caseInsensitiveMultiMap().add("user-agent", agent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PHONE|Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
                "PHONE|Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36",
                "PHONE|Mozilla/5.0 (Android 14; Mobile; rv:126.0) Gecko/126.0 Firefox/126.0",
                "TABLET|Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1",
                "TABLET|Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36",
                "TABLET|Mozilla/5.0 (Android 14; Tablet; rv:126.0) Gecko/126.0 Firefox/126.0",
                "COMPUTER|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36",
                "COMPUTER|Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
                "COMPUTER|Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0",
                "COMPUTER|Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36"
            })
    void browsersSayWhatTheyRunOn(DeviceKind kind, String agent) {
        assertThat(DeviceGuess.of(agent(agent))).contains(kind);
    }

    @Test
    void hintOfAPhone_isBelieved_whateverTheAgentSays() {
        MultiMap headers = agent("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36");
        assertThat(DeviceGuess.of(headers.add("sec-ch-ua-mobile", "?1"))).contains(DeviceKind.PHONE);
        assertThat(DeviceGuess.of(headers.set("sec-ch-ua-mobile", "?0"))).contains(DeviceKind.COMPUTER);
    }

    @Test
    void whoSaysNothingOrIsNoBrowser_isOfNoKind() {
        assertThat(DeviceGuess.of(MultiMap.caseInsensitiveMultiMap())).isEmpty();
        assertThat(DeviceGuess.of(agent(""))).isEmpty();
        assertThat(DeviceGuess.of(agent("curl/8.5.0"))).isEmpty();
    }
}
