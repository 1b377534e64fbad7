package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.FreePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An engine behind a proxy: by which hosts it may be asked, and whom it tells to come by TLS alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostTest {
    private static final String HSTS = "Strict-Transport-Security: max-age=31536000";

    private TestEngine engine;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        // With a public URL an engine does not tell where it listens.
        port = FreePorts.tcp();
        engine = TestEngine.start(
                folder,
                Map.of(
                        "ANTEROOM_PORT", Integer.toString(port),
                        "ANTEROOM_PUBLIC_URL", "https://rooms.example.org",
                        "ANTEROOM_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    /** The lines of the answer's head. */
    private static List<String> head(int port, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000 * Patience.SECONDS);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && !head.toString().endsWith("\r\n\r");
                    c = socket.getInputStream().read()) {
                head.append((char) c);
            }
            return head.toString().lines().toList();
        }
    }

    private static int status(List<String> head) {
        return Integer.parseInt(head.get(0).substring(9, 12));
    }

    private int asked(String host) throws IOException {
        return status(head(port, "GET /v1/openapi.yaml HTTP/1.1", "Host: " + host));
    }

    @Test
    void ownHosts_areServed_andOthersRefused() throws IOException {
        for (String host : List.of("rooms.example.org", "localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port)) {
            assertThat(asked(host)).as(host).isEqualTo(200);
        }
        for (String host : List.of("evil.example", "evil.example:" + port, "rooms.example.org.evil.example")) {
            assertThat(asked(host)).as(host).isEqualTo(400);
        }
        assertThat(Rest.text(engine.management("/metrics"))).contains("anteroom_hosts_refused_total 3.0");
    }

    @Test
    void webSocketsOfOtherHosts_areRefused() throws IOException {
        String[] lines = {
            "GET /v1/connect HTTP/1.1",
            "Host: evil.example",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: anteroom.v1",
            "Sec-WebSocket-Version: 13"
        };
        assertThat(status(head(port, lines))).isEqualTo(400);
        lines[1] = "Host: rooms.example.org";
        assertThat(status(head(port, lines))).isEqualTo(101);
    }

    @Test
    void managementPort_isOnLoopback_andKnowsNoStrangersHost() throws IOException {
        URI management = engine.management("/healthz");
        assertThat(management.getHost()).isEqualTo("127.0.0.1");
        assertThat(status(head(management.getPort(), "GET /healthz HTTP/1.1", "Host: engine:8081")))
                .isEqualTo(200);
        assertThat(status(head(management.getPort(), "GET /metrics HTTP/1.1", "Host: evil.example")))
                .isEqualTo(400);
    }

    @Test
    void whoCameByTls_isToldToComeByItAlone() throws IOException {
        String[] lines = {"GET / HTTP/1.1", "Host: rooms.example.org", "X-Forwarded-Proto: https"};
        assertThat(head(port, lines)).anyMatch(HSTS::equalsIgnoreCase);
        lines[2] = "Forwarded: for=192.0.2.1;proto=https";
        assertThat(head(port, lines)).anyMatch(HSTS::equalsIgnoreCase);
        lines[2] = "X-Forwarded-Proto: http";
        assertThat(head(port, lines)).noneMatch(HSTS::equalsIgnoreCase);
        lines[2] = "Accept: */*";
        assertThat(head(port, lines)).noneMatch(HSTS::equalsIgnoreCase);
    }
}
