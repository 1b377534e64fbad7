package org.anteroom.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program may have the engine call, and what not. */
class TargetsTest {
    private final Targets targets = new Targets(false, Set.of(8443));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.org",
                "https://hooks.example.org/a/b?c=d",
                "https://hooks.example.org:443/",
                "https://hooks.example.org:8443/",
                "https://8.8.8.8/",
                "https://[2606:4700::1111]/",
                "HTTPS://Hooks.Example.ORG./"
            })
    void publicHttps_isCalled(String url) {
        assertThat(targets.fault(url)).as(url).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1./",
                "https://0/",
                "https://0.0.0.0/",
                "https://10.1.2.3/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/",
                "https://192.0.0.8/",
                "https://192.88.99.1/",
                "https://198.18.0.1/",
                "https://203.0.113.5/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::]/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:8.8.8.8]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b::808:808]/",
                "https://[64:ff9b:1::1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fec0::1]/",
                "https://[fc00::1]/",
                "https://[fd12::1]/",
                "https://[ff02::1]/",
                "https://[100::1]/",
                "https://localhost/",
                "https://LOCALHOST./",
                "https://a.localhost/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "http://hooks.example.org/",
                "ftp://hooks.example.org/",
                "file:///etc/passwd",
                "//hooks.example.org/",
                "hooks.example.org",
                "https:hooks.example.org",
                "https:///path",
                "https://user@hooks.example.org/",
                "https://user:secret@hooks.example.org/",
                "https://hooks.example.org/#fragment",
                "https://hooks.example.org:22/",
                "https://hooks.example.org:0/",
                "https://hooks.example.org:65536/",
                "https://hooks.example.org/a b",
                "https://hooks.example.org/\r\nHost: x",
                "https://hooks example.org/",
                "https://-hooks.example.org/",
                "https://hooks..example.org/",
                ""
            })
    void whatIsInside_orNoHttps_isNot(String url) {
        assertThat(targets.fault(url)).as(url).isPresent();
    }

    @Test
    void urlThatIsTooLong_isNotCalled() {
        assertThat(targets.fault("https://hooks.example.org/" + "x".repeat(2_048)))
                .isPresent();
    }

    @Test
    void operatorWhoAllowsPrivate_allowsHttpAndAnyPort() {
        Targets open = new Targets(true, Set.of());
        assertThat(open.fault("http://127.0.0.1:8099/hook")).isEmpty();
        assertThat(open.fault("http://localhost:8099/hook")).isEmpty();
        assertThat(open.fault("https://[::1]:8099/hook")).isEmpty();
        assertThat(open.fault("http://2130706433/")).isPresent();
        assertThat(open.fault("ftp://127.0.0.1/")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.0.0.1", "::1", "fd00::1", "64:ff9b::808:808", "2002:808:808::1", "0.0.0.0"})
    void addressThatANameHas_isJudgedAsWell(String address) throws UnknownHostException {
        assertThat(targets.mayConnect(InetAddress.getByName(address))).isFalse();
    }
}
