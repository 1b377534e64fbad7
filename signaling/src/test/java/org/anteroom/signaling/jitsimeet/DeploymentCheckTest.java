package org.anteroom.signaling.jitsimeet;

import static org.anteroom.signaling.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.synthetic.LocalProsody;
import org.anteroom.signaling.synthetic.LocalProsody.Without;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start finds out about a deployment before anybody is sent there. */
@Tag("slow")
class DeploymentCheckTest {
    private static final int SILENCE_MS = 10_000;

    @TempDir
    static Path folder;

    private static LocalProsody whole;

    @BeforeAll
    static void startWhole() throws Exception {
        whole = new LocalProsody(folder.resolve("whole"), MeetStage.MODULES, Set.of());
        whole.start();
    }

    @AfterAll
    static void stopWhole() {
        whole.close();
    }

    /** Of a deployment that answers, however busy this machine is. */
    private static JitsiMeetOptions unhurried(URI service) {
        JitsiMeetOptions options = MeetStage.options(service);
        return options.withTimes(options.times().unhurried(Patience.SECONDS * 500, Patience.SECONDS * 500));
    }

    private static String refusal(JitsiMeetOptions options) throws Exception {
        return refusal(options, InstantSource.system());
    }

    private static String refusal(JitsiMeetOptions options, InstantSource clock) throws Exception {
        MeetStage stage = new MeetStage(options, clock);
        try {
            return String.valueOf(
                    stage.failure(() -> stage.bridge().start(stage.told)).getMessage());
        } finally {
            stage.close();
        }
    }

    @Test
    void aWholeDeployment_isUsed() throws Exception {
        MeetStage stage = new MeetStage(unhurried(whole.service()));
        stage.start();
        stage.add("ada");
        assertThat(stage.meters.get("anteroom.jitsi.meet.up").gauge().value()).isEqualTo(1);
        stage.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            TOKENS            | authentication = "token"
            REFUSAL_OF_NOBODY | allow_empty_token = false
            ROOM_CHECK        | token_verification
            AFFILIATION       | token_affiliation
            IDENTITY          | presence_identity
            MODERATION        | av_moderation
            FOCUS             | Jicofo
            CARE_OF_OWNERS    | jicofo.conference.enable-auto-owner = false
            """)
    void whatADeploymentLacks_isNamed(Without part, String setting) throws Exception {
        try (LocalProsody prosody = new LocalProsody(folder.resolve(part.name()), MeetStage.MODULES, Set.of(part))) {
            prosody.start();
            assertThat(refusal(options(prosody, part)))
                    .startsWith("media.jitsiMeet")
                    .contains(setting);
        }
    }

    /**
     * A focus that gives rooms away may take its time; where none does, that time is not waited for. What some parts would
     * have said never comes: it is waited for to the end, and all else is done meanwhile.
     */
    private static JitsiMeetOptions options(LocalProsody prosody, Without part) {
        JitsiMeetOptions options = unhurried(prosody.service());
        return switch (part) {
            case CARE_OF_OWNERS -> options.withTimes(options.times().watchingOwners(Patience.SECONDS * 1_000));
            case AFFILIATION, IDENTITY, MODERATION ->
                options.withTimes(options.times().unhurried(Patience.SECONDS * 500, SILENCE_MS));
            default -> options;
        };
    }

    private static JitsiMeetOptions with(UnaryOperator<String> issuer, UnaryOperator<String> audience, TokenKey key) {
        JitsiMeetOptions good = unhurried(whole.service());
        return JitsiMeetOptions.of(
                        good.deployment(),
                        good.focus(),
                        issuer.apply(good.issuer()),
                        audience.apply(good.audience()),
                        key,
                        60)
                .withTimes(good.times());
    }

    @Test
    void wrongIssuer_isNamedByItsKey() throws Exception {
        assertThat(refusal(with(i -> "others", a -> a, TokenKey.hs256(LocalProsody.SECRET))))
                .startsWith("media.jitsiMeet.appId");
    }

    @Test
    void wrongAudience_isNamedByItsKey() throws Exception {
        assertThat(refusal(with(i -> i, a -> "others", TokenKey.hs256(LocalProsody.SECRET))))
                .startsWith("media.jitsiMeet.audience");
    }

    @Test
    void wrongSecret_isNamedByItsKey() throws Exception {
        assertThat(refusal(with(i -> i, a -> a, TokenKey.hs256(LocalProsody.SECRET + "y"))))
                .startsWith("media.jitsiMeet.keyFile or secret");
    }

    @Test
    void clocksThatDiffer_areNamed() throws Exception {
        InstantSource late = () -> Instant.now().minus(Duration.ofMinutes(5));
        InstantSource early = () -> Instant.now().plus(Duration.ofMinutes(5));
        JitsiMeetOptions options = unhurried(whole.service());
        assertThat(refusal(options, late)).contains("clocks");
        assertThat(refusal(options, early)).contains("media.jitsiMeet");
    }

    @Test
    void anotherDomain_isRefused() throws Exception {
        JitsiMeetOptions good = unhurried(whole.service());
        Deployment elsewhere = new Deployment(
                good.deployment().script(), good.deployment().service(), "other.test", "conference.other.test");
        assertThat(refusal(JitsiMeetOptions.of(elsewhere, "focus.other.test", "rooms", "jitsi", good.key(), 60)
                        .withTimes(good.times())))
                .startsWith("media.jitsiMeet.");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"200, <html>Meet</html>", "302, moved", "404, nothing", "401, who"})
    void whatIsNoXmppWebSocket_isNamedByItsKey(int status, String body) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer page = listening(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "text/html")
                        .putHeader("Location", "http://127.0.0.1:1/")
                        .end(body)
                        .onFailure(gone -> {})));
        assertThat(refusal(unhurried(URI.create("ws://127.0.0.1:" + page.actualPort() + "/x"))))
                .startsWith("media.jitsiMeet.service does not lead to an XMPP WebSocket");
        closed(vertx);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"garbage", "<open", "<x/>", "<!DOCTYPE x><open/>", "{}"})
    void whatSpeaksNoXmpp_isNamedByItsKey(String answer) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer other = listening(
                vertx.createHttpServer(new io.vertx.core.http.HttpServerOptions().addWebSocketSubProtocol("xmpp"))
                        .webSocketHandler(socket -> socket.textMessageHandler(
                                said -> socket.writeTextMessage(answer).onFailure(gone -> {}))));
        assertThat(refusal(unhurried(URI.create("ws://127.0.0.1:" + other.actualPort() + "/x"))))
                .startsWith("media.jitsiMeet.service does not lead to an XMPP WebSocket");
        closed(vertx);
    }

    @Test
    void anUntrustedCertificate_isNamedByItsKey() throws Exception {
        Vertx vertx = Vertx.vertx();
        Path certificate = folder.resolve("own.pem");
        Path key = folder.resolve("own.key");
        certify(certificate, key);
        HttpServer other = listening(vertx.createHttpServer(new io.vertx.core.http.HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new io.vertx.core.net.PemKeyCertOptions()
                                .setCertPath(certificate.toString())
                                .setKeyPath(key.toString())))
                .requestHandler(request -> request.response().end().onFailure(gone -> {})));
        assertThat(refusal(unhurried(URI.create("wss://127.0.0.1:" + other.actualPort() + "/x"))))
                .startsWith("media.jitsiMeet.service has a certificate");
        closed(vertx);
    }

    private static void certify(Path certificate, Path key) throws IOException, InterruptedException {
        String command =
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=own"
                        + " -addext subjectAltName=IP:127.0.0.1 -keyout " + key + " -out " + certificate;
        Process made = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).as("openssl").isZero();
    }

    private static HttpServer listening(HttpServer server) throws Exception {
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private static void closed(Vertx vertx) throws Exception {
        var unused = vertx.close().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anUnreachableDeployment_doesNotStopTheStart_andIsUsedWhenItIsThere() throws Exception {
        try (LocalProsody later = new LocalProsody(folder.resolve("later"), MeetStage.MODULES, Set.of())) {
            MeetStage stage = new MeetStage(unhurried(later.service()));
            stage.start();
            assertThat(stage.failure(() -> stage.bridge().add(MeetStage.HERE, MeetStage.id("ada"), Set.of())))
                    .isInstanceOf(NoBridgeException.class)
                    .hasMessageContaining("media.jitsiMeet");
            later.start();
            await().until(() ->
                    stage.meters.get("anteroom.jitsi.meet.up").gauge().value() == 1);
            stage.add("ada");
            stage.close();
        }
    }

    @Test
    void aSilentService_isSlow_andDoesNotStopTheStart() throws Exception {
        try (java.net.ServerSocket silent = new java.net.ServerSocket(0)) {
            MeetStage stage = new MeetStage(unhurried(URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/x"))
                    .withTimes(hurried()));
            stage.start();
            assertThat(stage.meters.get("anteroom.jitsi.meet.up").gauge().value())
                    .isZero();
            stage.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MeetTimes hurried() {
        return new MeetTimes(500, 500, 1_000, 1_000, 100, 200, 100, 100, 100, 100, 100, 100, 100, 60_000);
    }
}
