package org.anteroom.signaling.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.synthetic.FreePorts;
import org.anteroom.signaling.synthetic.LocalServers;

/** A real coturn on loopback, by the project's own example of a configuration with this machine's values in it. */
final class TurnServer implements AutoCloseable {
    private static final Path EXAMPLE = Path.of("..", "config", "coturn", "turnserver.conf");
    private static final String OF_A_TEST = """
            listening-ip=127.0.0.1
            relay-ip=127.0.0.1
            allow-loopback-peers
            verbose
            """;

    private final Path log;
    private final InetSocketAddress plain;
    private final InetSocketAddress tls;
    private final Process process;

    private TurnServer(Path log, int plainPort, int tlsPort, Process process) {
        this.log = log;
        this.plain = new InetSocketAddress(InetAddress.getLoopbackAddress(), plainPort);
        this.tls = new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPort);
        this.process = process;
    }

    static TurnServer start(Path folder, String secret) throws IOException, InterruptedException {
        int plainPort = FreePorts.tcp();
        int tlsPort = FreePorts.tcp();
        Path certificate = folder.resolve("relay.pem");
        Path key = folder.resolve("relay.key");
        LocalServers.certify(certificate, key, "relay", "IP:127.0.0.1");
        Path file = folder.resolve("turnserver.conf");
        Map<String, String> changed = Map.of(
                "listening-port", Integer.toString(plainPort),
                "tls-listening-port", Integer.toString(tlsPort),
                "static-auth-secret", secret,
                "allowed-peer-ip", "127.0.0.1",
                "cert", certificate.toString(),
                "pkey", key.toString());
        String own = OF_A_TEST + "userdb=" + folder.resolve("db") + "\npidfile=" + folder.resolve("pid") + "\n";
        Files.writeString(file, changed(Files.readString(EXAMPLE), changed) + own);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder("turnserver", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TurnServer server = new TurnServer(log, plainPort, tlsPort, process);
        server.awaitReady();
        return server;
    }

    private static String changed(String example, Map<String, String> values) {
        String text = example;
        for (Map.Entry<String, String> value : values.entrySet()) {
            Pattern line = Pattern.compile("(?m)^" + value.getKey() + "=.*$");
            assertThat(line.matcher(text).results().count()).as(value.getKey()).isEqualTo(1);
            text = line.matcher(text).replaceAll(value.getKey() + "=" + value.getValue());
        }
        return text;
    }

    private void awaitReady() {
        Patience.await().until(() -> {
            assertThat(process.isAlive()).as("turnserver ended: " + log()).isTrue();
            return LocalServers.accepts(plain) && LocalServers.accepts(tls);
        });
    }

    InetSocketAddress plain() {
        return plain;
    }

    InetSocketAddress tls() {
        return tls;
    }

    /** What it wrote so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS))
                    .as("turnserver ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
