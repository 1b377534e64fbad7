package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.FreePorts;
import org.anteroom.signaling.synthetic.HttpWords;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The proxy that is shipped, in front of an engine: what it passes on, and what it keeps off. */
@Tag("slow")
class NginxTest extends Besieged {
    private static final int LINES = 60;
    private static final int LARGE = 200_000;

    private TestEngine engine;
    private LocalNginx nginx;

    private void start(Map<String, String> limits, Map<String, String> changes) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "ANTEROOM_PORT",
                Integer.toString(FreePorts.tcp()),
                "ANTEROOM_TRUSTED_PROXIES",
                "127.0.0.1",
                "ANTEROOM_PUBLIC_URL",
                "https://" + LocalNginx.HOST));
        all.putAll(limits);
        engine = startEngine(all);
        nginx = kept(new LocalNginx(Files.createDirectory(folder.resolve("nginx")), engine.port(), changes));
    }

    @Override
    RawLine opened(String from) {
        return nginx.line(engine, from);
    }

    @Override
    Device device() {
        return nginx.device(engine);
    }

    private List<RawLine> lines(String said) {
        List<RawLine> lines = lines(LINES);
        lines.forEach(line -> line.say(said));
        return lines;
    }

    private static String upgrade() {
        return HttpWords.upgrade("/v1/connect", LocalNginx.HOST, "anteroom.v1");
    }

    private static String upgradeOf(String claimed) {
        return upgrade().replace("Upgrade: websocket", "X-Forwarded-For: " + claimed + "\nUpgrade: websocket");
    }

    private static String head(String method, String path, String more) {
        return HttpWords.head(method, path, LocalNginx.HOST, more);
    }

    @Test
    void lineAndPage_comeThrough_underTls() throws Exception {
        start(Map.of(), Map.of());
        patientGetsIn();
        RawLine page = line(HOME).say(head("GET", "/", "")).hears("200 ").hears("Anteroom");
        assertThat(page.times("Strict-Transport-Security")).isOne();
        assertThat(page.heard("nginx/")).isFalse();
    }

    @Test
    void engineThatIsGone_isSaid_andItsReturnToo() throws Exception {
        start(Map.of(), Map.of());
        engine.stop();
        RawLine gone = line(HOME).say(head("GET", "/", "")).hears("502 ");
        assertThat(gone.times("Strict-Transport-Security")).isOne();
        engine.startAgain();
        patientGetsIn();
    }

    @Test
    void whatABrowserSaysOfItsAddress_isNotBelieved() throws Exception {
        start(Map.of("ANTEROOM_FRAMES_HELLOS_PER_ADDRESS_MAX", "3"), Map.of());
        for (int i = 1; i <= 3; i++) {
            line(ATTACKER).say(upgradeOf("198.51.100." + i)).hears("101 ");
        }
        line(ATTACKER).say(upgradeOf("198.51.100.4")).hears("429 ");
        patientGetsIn();
    }

    @Test
    void headsAndBodiesThatDoNotCome_endBeforeTheEngine() throws Exception {
        start(
                Map.of(),
                Map.of(
                        "client_header_timeout 10s",
                        "client_header_timeout 1s",
                        "client_body_timeout 10s",
                        "client_body_timeout 1s"));
        List<RawLine> all = new ArrayList<>(lines("GET / HTTP/1.1\nHost"));
        all.addAll(lines(head("POST", "/v1/join", "Content-Type: application/json\nContent-Length: 10000\n")));
        all.addAll(lines(head("POST", "/v1/sessions", "Content-Type: application/json\nContent-Length: " + LARGE + "\n")
                + " ".repeat(LARGE / 2)));
        patientGetsIn();
        all.forEach(RawLine::closes);
        assertThat(engine.metric("anteroom_http_strangers")).isZero();
    }

    @Test
    void bodyLargerThanAny_isRefusedByItsHead() throws Exception {
        start(Map.of(), Map.of());
        line(ATTACKER)
                .say(head("POST", "/v1/sessions", "Content-Length: 300000\n"))
                .hears("413 ");
    }

    @Test
    void linksOfOneAddress_areAnsweredAtARate_andAPatientOfAnotherGetsIn() throws Exception {
        start(Map.of(), Map.of("burst=200", "burst=20", "rate=20r/s", "rate=1r/s"));
        String dead = "{\"code\":\"" + "A".repeat(22) + "\",\"device\":\"" + "b".repeat(22) + "\"}";
        List<RawLine> all = lines(
                head("POST", "/v1/join", "Content-Type: application/json\nContent-Length: " + dead.length() + "\n")
                        + dead);
        Patience.await().until(() -> all.stream().allMatch(line -> line.heard("HTTP/1.1 ")));
        List<RawLine> refused =
                all.stream().filter(line -> line.heard("HTTP/1.1 429 ")).toList();
        assertThat(refused).isNotEmpty().hasSizeLessThan(LINES);
        assertThat(refused).allMatch(line -> line.times("Retry-After") == 1);
        patientGetsIn();
    }

    @Test
    void linesOfOneAddress_areBounded_andAPatientOfAnotherGetsIn() throws Exception {
        start(Map.of(), Map.of("anteroom_lines 500", "anteroom_lines 3"));
        for (int i = 0; i < 3; i++) {
            line(ATTACKER).say(upgrade()).hears("101 ");
        }
        line(ATTACKER).say(head("GET", "/", "")).hears("HTTP/1.1 429 ");
        patientGetsIn();
    }

    @Test
    void addressesOfOneIpv6Network_countAsOne() throws Exception {
        // Where a request comes from is its header's word here: loopback has no network of addresses.
        String believed = "set_real_ip_from 127.0.0.0/8;\n  real_ip_header X-Test-Address;\n  server_tokens off;";
        start(Map.of(), Map.of("burst=200", "burst=2", "rate=20r/s", "rate=1r/m", "server_tokens off;", believed));
        for (int i = 1; i <= 3; i++) {
            join("2001:db8:0:1::" + i).hears("HTTP/1.1 400 ");
        }
        join("2001:db8:0:1::4").hears("HTTP/1.1 429 ");
        join("2001:db8:0:2::1").hears("HTTP/1.1 400 ");
    }

    /** A link that is none. */
    private RawLine join(String from) {
        return line(ATTACKER)
                .say(HttpWords.json("/v1/join", LocalNginx.HOST, 2)
                                .replace("Host:", "X-Test-Address: " + from + "\nHost:")
                        + "{}");
    }

    @Test
    void otherHosts_areThoseOfTheirOwnSite() throws Exception {
        String other = """
                server {
                  listen 443 ssl;
                  ssl_certificate /etc/anteroom/tls/rooms.pem;
                  ssl_certificate_key /etc/anteroom/tls/rooms.key;
                  return 404;
                }
                """;
        start(Map.of(), Map.of("upstream anteroom_engine {", other + "upstream anteroom_engine {"));
        line(HOME).say(head("GET", "/", "")).hears("HTTP/1.1 200 ");
        line(ATTACKER).say("GET / HTTP/1.1\nHost: other.example.org\n\n").hears("HTTP/1.1 404 ");
    }

    @Test
    void tls_isThatOfToday() throws Exception {
        start(Map.of(), Map.of("server_tokens off;", "server_tokens off;\n  ssl_ciphers DEFAULT@SECLEVEL=0;"));
        assertThat(List.of("tls1", "tls1_1", "tls1_2", "tls1_3"))
                .filteredOn(nginx::speaks)
                .containsExactly("tls1_2", "tls1_3");
    }

    @Test
    void answerThatNobodyTakes_isEnded_andNothingOfItWasOnDisk() throws Exception {
        start(Map.of(), Map.of("send_timeout 30s", "send_timeout 1s", "listen 443 ssl", "listen 443 ssl sndbuf=8k"));
        String path = "/v1/asyncapi.yaml";
        try (SSLSocket slow = nginx.slow()) {
            slow.getOutputStream()
                    .write(HttpWords.onTheWire(head("GET", path, "")).getBytes(StandardCharsets.UTF_8));
            Patience.await("is done with " + path).until(() -> nginx.log().contains(path));
            // Reset: else the kernel would go on offering it what is left.
            assertThatThrownBy(() -> slow.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
        assertThat(nginx.warnings()).doesNotContain("temporary file");
    }

    @Test
    void quietLine_isEndedByTheProxy_butNotBetweenTwoHeartbeats() throws Exception {
        JsonObject schema = new JsonObject(Files.readString(Path.of("..", "config", "anteroom.schema.json")));
        int most =
                schema.getJsonObject("properties").getJsonObject("heartbeatMs").getInteger("maximum");
        String longest = Integer.toString(most);
        start(Map.of("ANTEROOM_HEARTBEAT_MS", longest), Map.of("proxy_read_timeout 90s", "proxy_read_timeout 1s"));
        line(HOME).say(upgrade()).hears("101 ").closes();
        assertThat(1_000 * LocalNginx.shippedSeconds("proxy_read_timeout")).isGreaterThan(most);
    }

    @Test
    void requests_shareAConnectionToTheEngine() throws Exception {
        start(Map.of(), Map.of());
        for (int i = 0; i < 5; i++) {
            RawLine line = line(HOME).say(head("GET", "/v1/openapi.yaml", "Connection: close\n"));
            line.hears("200 ").closes();
        }
        assertThat(engine.metric("anteroom_http_strangers")).isOne();
    }

    @Test
    void unfinishedFramesBeforeHello_areEnded_andAPatientGetsIn() throws Exception {
        start(Map.of(), Map.of());
        Buffer frame = Buffer.buffer()
                .appendByte((byte) 0x81)
                .appendByte((byte) (0x80 | 126))
                .appendUnsignedShort(60_000)
                .appendInt(0)
                .appendBytes(new byte[50_000]);
        List<RawLine> all = lines(upgrade());
        all.forEach(line -> line.hears("101 ").say(frame));
        patientGetsIn();
        all.forEach(RawLine::closes);
    }

    @Test
    void pingsOfASeat_endItsLine_andNobodyElses() throws Exception {
        start(Map.of(), Map.of());
        Device ana = patientGetsIn();
        Device ben = patientGetsIn();
        engine.stopTheClock();
        for (int i = 0; i < 1_100; i++) {
            ana.socket().writePing(Buffer.buffer("x")).onFailure(ignored -> {});
        }
        ana.bye("protocol");
        engine.startTheClock();
        ben.done("raiseAlert", new JsonObject());
    }

    @Test
    void whatTwoReadersUnderstandInTwoWays_getsNowhere() throws Exception {
        start(Map.of(), Map.of());
        String json = "Content-Type: application/json\n";
        line(ATTACKER)
                .say(head("POST", "/v1/join", json + "Content-Length: 4\nTransfer-Encoding: chunked\n") + "0\n\nGET / ")
                .hears("HTTP/1.1 400 ");
        line(ATTACKER)
                .say(head("POST", "/v1/join", json + "Transfer-Encoding: chunked\n") + "zz\nx\n0\n\n")
                .hears("HTTP/1.1 400 ");
        line(ATTACKER).say(head("GET", "/", "Host: other.example.org\n")).hears("HTTP/1.1 400 ");
        line(ATTACKER).say("GET / HTTP/1.1\nHost: other.example.org\n\n").hears("HTTP/1.1 400 ");
        line(ATTACKER)
                .say(head("GET", "/", "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABk\n"))
                .hears("HTTP/1.1 ");
        line(ATTACKER).say(upgrade().replace("Version: 13", "Version: 8")).hears("HTTP/1.1 4");
        patientGetsIn();
    }
}
