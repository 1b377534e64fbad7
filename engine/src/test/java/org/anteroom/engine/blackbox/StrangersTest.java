package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Engine;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.HttpWords;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What connections of nobody in particular may take, and that a patient gets in meanwhile. */
class StrangersTest extends Besieged {
    private static final int LINES = 100;
    private static final int LARGE = 256 * 1024;
    private static final int LINK = 16 * 1024;
    private static final String ASKS = "GET /v1/openapi.yaml HTTP/1.1\nHost: 127.0.0.1\n\n";

    private TestEngine engine;

    private void start(Map<String, String> limits) {
        engine = startEngine(limits);
    }

    @Override
    RawLine opened(String from) {
        return RawLine.open(engine, from);
    }

    @Override
    Device device() {
        return engine.device();
    }

    private static String head(String path, int length) {
        return HttpWords.json(path, HOME, length);
    }

    @Test
    void bodiesWithoutAKey_areAnsweredByTheirHead_andTakeNoMemory() {
        start(Map.of("ANTEROOM_HTTP_BODY_BYTES_IN_FLIGHT_MAX", "1048576"));
        List<RawLine> lines = lines(LINES);
        String most = " ".repeat(LARGE - 1_000);
        lines.forEach(line -> line.say(head("/v1/sessions", LARGE)));
        lines.forEach(line -> line.hears("401 "));
        lines.forEach(line -> line.say(most));
        patientGetsIn();
        lines.forEach(RawLine::closes);
        // So many are read for a moment, that their answer may reach who sent them; the others are closed at once.
        assertThat(closedFor("unread") + closedFor("body")).isEqualTo(LINES);
        assertThat(closedFor("unread")).isPositive();
    }

    private double closedFor(String reason) {
        return engine.metric("anteroom_http_connections_closed_total{reason=\"" + reason + "\"");
    }

    /** Most clients read when they have sent all: then the answer has to be there, and the connection too. */
    private static void sendsTheRest(RawLine line, int bytes) {
        line.say(" ".repeat(bytes)).say(ASKS).hears("200 OK");
    }

    @Test
    void largeBodyWithAWrongKey_isSentWhole_andItsAnswerRead() {
        start(Map.of());
        String head = head("/v1/sessions", LARGE - 1_000)
                .replace("Content-Type", "Authorization: Bearer key_AAAAAAAAAAAAAAAAAAAAAA.x\nContent-Type");
        sendsTheRest(line(ATTACKER).say(head).hears("401 "), LARGE - 1_000);
        assertThat(engine.metric("anteroom_http_strangers")).isOne();
    }

    /** Answered on the head, before the end of no body at all was told: 14 MB a second were kept of a flood of them. */
    @Test
    void whatIsRefusedOnItsHead_isNotKeptForAsLongAsABodyMayTake() {
        start(Map.of("ANTEROOM_HTTP_BODY_MS", "120000"));
        String request =
                HttpWords.head("GET", "/v1/sessions", HOME, "Authorization: Bearer key_AAAAAAAAAAAAAAAAAAAAAA.x\n");
        RawLine line = line(ATTACKER);
        for (int i = 1; i <= 20; i++) {
            int answers = i;
            line.say(request);
            Patience.await().until(() -> line.times("HTTP/1.1 4") == answers);
        }
        Patience.await().untilAsserted(() -> {
            assertThat(engine.metric("anteroom_http_strangers")).isOne();
            assertThat(engine.metric("anteroom_http_bodies")).isZero();
        });
    }

    /** Whoever loaded a page was cut off once a body's time was over, in the middle of a file where the line was slow. */
    @Test
    void filesOfThePage_areSentForAsLongAsTheyTake() {
        start(Map.of("ANTEROOM_HTTP_BODY_MS", "120000"));
        RawLine line = line(ATTACKER);
        for (int i = 1; i <= 3; i++) {
            int answers = i;
            line.say("GET /assets/room.js HTTP/1.1\nHost: 127.0.0.1\n\n");
            Patience.await().until(() -> line.times("// the room") == answers);
        }
        assertThat(engine.metric("anteroom_http_bodies")).isZero();
    }

    @Test
    void refusedBodiesOfOneAddress_takeNobodyElsesAnswer() {
        start(Map.of());
        List<RawLine> lines = lines(LINES);
        lines.forEach(line -> line.say(head("/v1/sessions", LARGE)));
        lines.forEach(line -> line.hears("401 "));
        Patience.await().until(() -> closedFor("unread") > 0);
        sendsTheRest(line(HOME).say(head("/v1/sessions", LARGE - 1_000)).hears("401 "), LARGE - 1_000);
    }

    @Test
    void refusedBodiesOfOneNetworkBehindAProxy_takeNobodyElsesAnswer() {
        start(Map.of("ANTEROOM_TRUSTED_PROXIES", "127.0.0.1"));
        for (int i = 1; i <= LINES; i++) {
            line(HOME).say(headFrom("2001:db8:0:1::" + i, LARGE)).hears("401 ");
        }
        Patience.await().until(() -> closedFor("unread") > 0);
        sendsTheRest(line(HOME).say(headFrom("2001:db8:0:2::1", LARGE - 1_000)).hears("401 "), LARGE - 1_000);
    }

    private static String headFrom(String address, int length) {
        return head("/v1/sessions", length).replace("Content-Type", "X-Forwarded-For: " + address + "\nContent-Type");
    }

    @Test
    void refusedBodyWithoutAnEnd_isReadSoFar() {
        start(Map.of());
        RawLine line = line(ATTACKER)
                .say(head("/v1/sessions", 0).replace("Content-Length: 0", "Transfer-Encoding: chunked"))
                .hears("401 ");
        String chunk = Integer.toHexString(LARGE) + "\n" + " ".repeat(LARGE) + "\n";
        line.say(chunk).say(chunk).closes();
        assertThat(closedFor("drained")).isOne();
    }

    @Test
    void linksOfOneAddress_areReadSoManyAtATime_andAPatientOfAnotherGetsIn() {
        start(Map.of());
        List<RawLine> lines = lines(LINES);
        lines.forEach(line -> line.say(head("/v1/join", 1_000)));
        Patience.await()
                .until(() -> lines.stream().filter(line -> line.heard("429 ")).count() == LINES - 64);
        assertThat(lines.stream().filter(line -> line.heard("Retry-After")).count())
                .isEqualTo(LINES - 64);
        patientGetsIn();
    }

    @Test
    void linksThatDoNotEnd_takeTheirRoom_andAPatientGetsIn() {
        start(Map.of("ANTEROOM_HTTP_BODY_BYTES_IN_FLIGHT_MAX", "1048576"));
        List<RawLine> lines = lines(20);
        lines.forEach(line -> line.say(head("/v1/join", LINK) + " ".repeat(LINK / 2)));
        Patience.await()
                .until(() -> lines.stream().filter(line -> line.heard("503 ")).count() == 4);
        List<RawLine> refused =
                lines.stream().filter(line -> line.heard("Retry-After: 1")).toList();
        assertThat(refused).hasSize(4);
        refused.forEach(line -> sendsTheRest(line, LINK / 2));
        patientGetsIn();
    }

    @Test
    void linkLargerThanALink_isRefusedByItsHead() {
        start(Map.of());
        line(ATTACKER).say(head("/v1/join", LARGE)).hears("400 ");
    }

    @Test
    void bodiesOfKeyHolders_areBoundedOverAll() {
        start(Map.of("ANTEROOM_HTTP_BODY_BYTES_IN_FLIGHT_MAX", "1048576"));
        String head = head("/v1/sessions", LARGE)
                .replace("Content-Type", "Authorization: Bearer " + TestEngine.BOOTSTRAP_KEY + "\nContent-Type");
        List<RawLine> lines = lines(5);
        lines.forEach(line -> line.say(head));
        Patience.await()
                .until(() -> lines.stream().filter(line -> line.heard("503 ")).count() == 1);
    }

    @Test
    void headThatDoesNotCome_endsTheConnection() {
        start(Map.of("ANTEROOM_HTTP_HEAD_MS", "500"));
        RawLine line = line(ATTACKER).say("GET /v1/sessions HTTP/1.1\nHost");
        line.closes();
        assertThat(line.heard("HTTP/1.1")).isFalse();
    }

    @Test
    void bodyThatDoesNotCome_endsTheConnection() {
        start(Map.of("ANTEROOM_HTTP_BODY_MS", "500"));
        line(ATTACKER).say(head("/v1/join", 1_000)).closes();
        line(ATTACKER).say(head("/v1/sessions", 1_000)).hears("401 ").closes();
    }

    /** Each of them, in one read, was served before anybody else was heard: six seconds of a slow machine's event loop. */
    @Test
    void requestsThatWaitForNoAnswer_endTheConnection() {
        start(Map.of());
        List<RawLine> lines = lines(20);
        lines.forEach(line -> line.say(ASKS.repeat(500)));
        patientGetsIn();
        lines.forEach(RawLine::closes);
        lines.forEach(line -> assertThat(line.times("HTTP/1.1 ")).isLessThanOrEqualTo(8));
        assertThat(closedFor("pipelined")).isEqualTo(20);
    }

    @Test
    void aFewRequestsAtOnce_areAnsweredInTheirOrder() {
        start(Map.of());
        RawLine line = line(ATTACKER);
        for (int i = 1; i <= 3; i++) {
            int answers = 8 * i;
            line.say("GET /nowhere HTTP/1.1\nHost: 127.0.0.1\n\n".repeat(7) + ASKS);
            Patience.await().until(() -> line.times("HTTP/1.1 ") == answers);
            assertThat(line.times("HTTP/1.1 200 ")).isEqualTo(i);
        }
    }

    @Test
    void connectionsOfOneAddress_areBounded_andAPatientOfAnotherGetsIn() {
        start(Map.of("ANTEROOM_HTTP_CONNECTIONS_PER_ADDRESS_MAX", "20"));
        assertThat(lines(LINES)).hasSize(LINES);
        Patience.await()
                .until(() -> engine.metric("anteroom_http_connections_closed_total{reason=\"capacity\"") == LINES - 20);
        assertThat(engine.metric("anteroom_http_strangers")).isEqualTo(20);
        patientGetsIn();
    }

    @Test
    void connectionsThatBroughtAKey_areNoStrangers() {
        start(Map.of("ANTEROOM_HTTP_CONNECTIONS_PER_ADDRESS_MAX", "3"));
        String ask = "GET /v1/sessions HTTP/1.1\nHost: 127.0.0.1\nAuthorization: Bearer " + TestEngine.BOOTSTRAP_KEY
                + "\n\n";
        for (int i = 0; i < 8; i++) {
            line(ATTACKER).say(ask).hears("200 ");
        }
        for (int i = 0; i < 8; i++) {
            line(ATTACKER).upgraded();
        }
        assertThat(engine.metric("anteroom_http_strangers")).isLessThanOrEqualTo(3);
    }

    @Test
    void unnamedWebSocketsOfOneAddress_areBounded_andAPatientOfAnotherGetsIn() {
        start(Map.of("ANTEROOM_FRAMES_HELLOS_PER_ADDRESS_MAX", "5", "ANTEROOM_TRUSTED_PROXIES", "127.0.0.1"));
        for (int i = 1; i <= 5; i++) {
            kept(from("2001:db8:0:1::" + i));
        }
        assertThatThrownBy(() -> from("2001:db8:0:1::6"))
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        refused -> assertThat(refused.getStatus()).isEqualTo(429));
        kept(from("2001:db8:0:2::1"));
        patientGetsIn();
    }

    @Test
    void whatWasRefused_isInTheLog_inCountsAndAddresses() {
        start(Map.of("ANTEROOM_HTTP_CONNECTIONS_PER_ADDRESS_MAX", "3"));
        String unknown =
                HttpWords.head("GET", "/v1/sessions", HOME, "Authorization: Bearer key_AAAAAAAAAAAAAAAAAAAAAA.x\n");
        line(ATTACKER).say(unknown).hears("401 ").say(unknown);
        line(ATTACKER).upgraded().say("no frame").closes();
        assertThat(lines(6)).hasSize(6);
        Patience.await().until(() -> closedFor("capacity") >= 4 && engine.metric("anteroom_keys_refused_total") == 2);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Engine.class);
        root.addAppender(log);
        engine.restart();
        root.detachAppender(log);
        List<String> said = log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("Refused: "))
                .toList();
        assertThat(said)
                .contains("Refused: API keys that nobody holds: 2; 2 of 127.0.0.2")
                .anyMatch(line -> line.matches("Refused: connections closed for capacity: \\d; \\d of 127.0.0.2"))
                .anyMatch(line -> line.matches("Refused: lines ended for .*: 1; 1 of 127.0.0.2"));
    }

    private Device from(String address) {
        return Device.open(engine, Map.of("X-Forwarded-For", address));
    }

    @Test
    void unknownKeys_ofOneNetwork_areThrottledTogether() throws Exception {
        start(Map.of("ANTEROOM_TRUSTED_PROXIES", "127.0.0.1"));
        HttpClient proxy = HttpClient.newHttpClient();
        int status = 401;
        // Counts begin anew each minute: twice as many as one may are enough, wherever in it we begin.
        for (int i = 1; status == 401 && i < 600; i++) {
            HttpRequest request = HttpRequest.newBuilder(engine.uri("/v1/keys"))
                    .header("Authorization", "Bearer key_AAAAAAAAAAAAAAAAAAAAAA.x")
                    .header("X-Forwarded-For", "2001:db8::" + Integer.toHexString(i))
                    .build();
            status = proxy.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
        assertThat(status).isEqualTo(429);
    }
}
