package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address, and that nothing else is asked of a name service. */
class AddressesTest {
    /** Nearly an address, so that Java looks it up; here it has an answer. */
    private static final String NAME = "999.1.1.1";

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "::ffff:10.0.0.5, 10.0.0.5",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1"
    })
    void literals_areRead(String text, String address) {
        assertThat(Addresses.parse(text).map(InetAddress::getHostAddress)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1:2",
                "fe80:::1",
                "::ffff:999.1.1.1",
                "cafe",
                "a.b.c.d",
                "[::1]"
            })
    void allElse_isNone(String text) {
        assertThat(Addresses.parse(text)).isEmpty();
    }

    /** A name service answers for one process, by a file that is read when it starts: so another one asks. */
    @Test
    void whatIsNearlyAnAddress_isNotLookedUp(@TempDir Path folder) throws IOException, InterruptedException {
        Path names = Files.writeString(folder.resolve("names"), "127.0.0.1 " + NAME + "\n");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + names,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Java finds it: true", "known: false", "counts as: " + NAME);
    }

    /** The other process. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] words) throws IOException {
            System.out.println("Java finds it: " + InetAddress.getByName(NAME).isLoopbackAddress());
            System.out.println("known: " + new KnownHosts(List.of(), false).knows(NAME + ":8080", "10.0.0.5"));
            System.out.println("counts as: " + AddressCounts.group(NAME));
        }
    }
}
