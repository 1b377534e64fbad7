package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests that two readers would understand in two ways: refused at the edge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {
    private TestEngine engine;
    private Rest rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    /** The status of the answer to these lines. */
    private int status(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
            socket.setSoTimeout(1_000 * Patience.SECONDS);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
                answer.append((char) c);
            }
            assertThat(answer.toString()).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private String key() {
        return "Authorization: Bearer " + TestEngine.BOOTSTRAP_KEY;
    }

    @Test
    void keysThatStandTwice_andComments_areNoJson() {
        rest.send(
                        "POST",
                        "/v1/origins",
                        "{\"origin\":\"https://a.example\",\"origin\":\"https://b.example\"}",
                        Map.of())
                .problem(400, "invalid");
        rest.send("POST", "/v1/origins", "{/* no */\"origin\":\"https://a.example\"}", Map.of())
                .problem(400, "invalid");
        rest.send("POST", "/v1/origins", "{\"origin\":\"https://a.example\"} // no", Map.of())
                .problem(400, "invalid");
        try (Device device = engine.device()) {
            device.sendText("{\"type\":\"hello\",\"token\":\"a\",\"token\":\"b\"}");
            device.bye("protocol");
        }
    }

    @Test
    void badChunk_isTheRequestsFault() throws IOException {
        assertThat(status(
                        "POST /v1/sessions HTTP/1.1",
                        "Host: 127.0.0.1",
                        key(),
                        "Transfer-Encoding: chunked",
                        "",
                        "zz",
                        "{}",
                        "0",
                        ""))
                .isEqualTo(400);
    }

    @Test
    void hosts_areOne() throws IOException {
        String line = "GET /v1/sessions HTTP/1.1";
        assertThat(status(line, "Host: 127.0.0.1", key(), "")).isEqualTo(200);
        assertThat(status(line, "Host: 127.0.0.1", "Host: portal.example", key(), ""))
                .isEqualTo(400);
        assertThat(status(line, key(), "")).isEqualTo(400);
    }

    @Test
    void webSockets_areOfVersion13() throws IOException {
        String[] lines = {
            "GET /v1/connect HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: anteroom.v1",
            "Sec-WebSocket-Version: 8",
            ""
        };
        assertThat(status(lines)).isEqualTo(426);
        lines[6] = "Sec-WebSocket-Version: 13";
        assertThat(status(lines)).isEqualTo(101);
    }

    @Test
    void clearText_isNotUpgradedToHttp2() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(
                        HttpRequest.newBuilder(engine.uri("/v1/openapi.yaml")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
}
