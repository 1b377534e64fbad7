package org.anteroom.signaling.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.turn.TurnProbe.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe finds out about a real coturn, about what is none, and about nothing at all. */
@Tag("slow")
class TurnProbeTest {
    private static final String SECRET = "north-wind-over-the-harbour-17-x";
    /** For what never answers. */
    private static final int SILENT_MS = 500;

    @TempDir
    static Path folder;

    private static TurnServer server;
    private static Vertx vertx;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        vertx = Vertx.vertx();
        server = TurnServer.start(folder, SECRET);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        await(vertx.close());
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private static Outcome probe(String form, InetSocketAddress address, String secret) throws Exception {
        return probe(form, address, secret, Patience.SECONDS * 1_000);
    }

    private static Outcome probe(String form, InetSocketAddress address, String secret, int answerMs) throws Exception {
        TurnUrl url = TurnUrl.parse(form.replace("PORT", Integer.toString(address.getPort())))
                .orElseThrow();
        TurnCredentials credentials =
                new TurnSecret(secret).credentials(Instant.now().plusSeconds(600), "Jm2cQ8vT0aXb5LrYk7WnEg");
        Future<Outcome> outcome = Future.future(promise -> vertx.runOnContext(ignored ->
                new TurnProbe(vertx, answerMs).probe(url, credentials).onComplete(promise)));
        return await(outcome);
    }

    @Test
    void relayWithOurSecret_servesByUdpAndTcp() throws Exception {
        assertThat(probe("turn:127.0.0.1:PORT", server.plain(), SECRET)).isEqualTo(Outcome.SERVES);
        assertThat(probe("turn:127.0.0.1:PORT?transport=tcp", server.plain(), SECRET))
                .isEqualTo(Outcome.SERVES);
    }

    @Test
    void whatTheProbeWasGiven_itGivesBack() throws Exception {
        assertThat(probe("turn:127.0.0.1:PORT", server.plain(), SECRET)).isEqualTo(Outcome.SERVES);
        Patience.await()
                .untilAsserted(() -> assertThat(server.log())
                        .contains("refreshed, realm=<anteroom>")
                        .contains("lifetime=0"));
    }

    @Test
    void relayWithAnotherSecret_refuses() throws Exception {
        assertThat(probe("turn:127.0.0.1:PORT", server.plain(), SECRET + "y")).isEqualTo(Outcome.REFUSES);
    }

    @Test
    void certificateThatNobodyVouchesFor_isNotTrusted() throws Exception {
        assertThat(probe("turns:127.0.0.1:PORT", server.tls(), SECRET)).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void portWithoutAServer_isSilent() throws Exception {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        assertThat(probe("turn:127.0.0.1:PORT", nobody, SECRET, SILENT_MS)).isEqualTo(Outcome.SILENT);
        assertThat(probe("turn:127.0.0.1:PORT?transport=tcp", nobody, SECRET, SILENT_MS))
                .isEqualTo(Outcome.SILENT);
        assertThat(probe("turns:127.0.0.1:PORT", nobody, SECRET, SILENT_MS)).isEqualTo(Outcome.SILENT);
    }

    @Test
    void serverOfSomethingElse_isForeign() throws Exception {
        assertThat(answeredBy("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8), Patience.SECONDS * 1_000))
                .isEqualTo(Outcome.FOREIGN);
        byte[] endless = new byte[100_000];
        Arrays.fill(endless, (byte) 0xFF);
        assertThat(answeredBy(endless, Patience.SECONDS * 1_000)).isEqualTo(Outcome.FOREIGN);
    }

    @Test
    void serverThatTakesAndSaysNothing_isSilent() throws Exception {
        assertThat(answeredBy(new byte[0], SILENT_MS)).isEqualTo(Outcome.SILENT);
        assertThat(answeredBy(new byte[10], SILENT_MS)).isEqualTo(Outcome.SILENT);
    }

    private static Outcome answeredBy(byte[] answer, int answerMs) throws Exception {
        var other = vertx.createNetServer().connectHandler(socket -> {
            socket.exceptionHandler(broken -> {});
            socket.handler(asked -> socket.write(Buffer.buffer(answer)).onFailure(broken -> {}));
        });
        int port = await(other.listen(0, "127.0.0.1")).actualPort();
        try {
            return probe(
                    "turn:127.0.0.1:PORT?transport=tcp",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    SECRET,
                    answerMs);
        } finally {
            await(other.close());
        }
    }
}
