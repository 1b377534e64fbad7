package org.anteroom.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.LocalServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to whatever a program named: what they reach, and what they cost. */
class CallingTest {
    private static final int SHORT_MS = 1_500;
    private static final int LONG_MS = 1_000 * Patience.SECONDS;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private static InetAddress loopback() throws java.net.UnknownHostException {
        return InetAddress.getByAddress("any", new byte[] {127, 0, 0, 1});
    }

    private Calling calling(boolean allowPrivate, Calling.Names names, Optional<Path> trusted) {
        return calling(allowPrivate, names, trusted, LONG_MS);
    }

    private Calling calling(boolean allowPrivate, Calling.Names names, Optional<Path> trusted, int deadlineMs) {
        return new Calling(
                vertx,
                new Targets(allowPrivate, Set.of(8443)),
                names,
                trusted.map(path -> new PemTrustOptions().addCertPath(path.toString())),
                deadlineMs);
    }

    private int http(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(handler);
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private static Calling.Answer post(Calling calling, String url) throws Exception {
        return await(calling.post(url, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void certificate_hasToBeOfTheName(@TempDir Path folder) throws Exception {
        Path certificate = folder.resolve("certificate");
        Path key = folder.resolve("key");
        LocalServers.certify(certificate, key, "right.example", "DNS:right.example");
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(certificate.toString())
                                .setKeyPath(key.toString())))
                .requestHandler(request -> request.response().end());
        int port = await(server.listen(0, "127.0.0.1")).actualPort();
        Calling trusting = calling(true, host -> List.of(loopback()), Optional.of(certificate));
        assertThat(post(trusting, "https://right.example:" + port + "/").isGood())
                .isTrue();
        assertThat(post(trusting, "https://wrong.example:" + port + "/").fault())
                .isEqualTo("tls");
        Calling strange = calling(true, host -> List.of(loopback()), Optional.empty());
        assertThat(post(strange, "https://right.example:" + port + "/").fault()).isEqualTo("tls");
    }

    @Test
    void nameThatLeadsInside_isNotConnectedTo_whateverItWasBefore() throws Exception {
        AtomicInteger resolved = new AtomicInteger();
        Calling calling = calling(
                false,
                host -> {
                    resolved.incrementAndGet();
                    return List.of(loopback(), InetAddress.getByName("10.0.0.1"), InetAddress.getByName("fd00::1"));
                },
                Optional.empty());
        assertThat(calling.targets().fault("https://rebinding.example/")).isEmpty();
        assertThat(post(calling, "https://rebinding.example/").fault()).isEqualTo("address");
        assertThat(resolved).as("resolved once a call").hasValue(1);
        assertThat(post(calling, "https://127.0.0.1/").fault()).isEqualTo("target");
    }

    @Test
    void nameThatDoesNotResolve_isAFault() throws Exception {
        Calling calling = calling(
                true,
                host -> {
                    throw new java.net.UnknownHostException(host);
                },
                Optional.empty());
        assertThat(post(calling, "https://nowhere.example/").fault()).isEqualTo("name");
    }

    @Test
    void redirect_isNotFollowed() throws Exception {
        List<String> asked = new ArrayList<>();
        int port = http(request -> {
            asked.add(request.path());
            request.response()
                    .setStatusCode(307)
                    .putHeader("Location", "/inside")
                    .end();
        });
        Calling calling = calling(true, host -> List.of(loopback()), Optional.empty());
        assertThat(post(calling, "http://any.example:" + port + "/out").fault()).isEqualTo("redirect");
        assertThat(asked).containsExactly("/out");
    }

    @Test
    void bodyWithoutAnEnd_isNotReadToItsEnd() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        int port = http(request -> {
            request.connection().closeHandler(ignored -> closed.incrementAndGet());
            request.response().setChunked(true);
            pour(request);
        });
        Calling calling = calling(true, host -> List.of(loopback()), Optional.empty());
        assertThat(post(calling, "http://any.example:" + port + "/").isGood()).isTrue();
        Patience.await().until(() -> closed.get() == 1);
        assertThat(await(calling.get("http://any.example:" + port + "/", Map.of(), 64 * 1024))
                        .fault())
                .isEqualTo("too-large");
        Patience.await().until(() -> closed.get() == 2);
    }

    private static void pour(HttpServerRequest request) {
        request.response().write(Buffer.buffer(new byte[8 * 1024])).onSuccess(ignored -> pour(request));
    }

    @Test
    void whoeverDoesNotAnswer_isGivenUpAtTheDeadline() throws Exception {
        int silent = http(request -> {});
        NetServer mute = vertx.createNetServer().connectHandler(socket -> {});
        int noHttp = await(mute.listen(0, "127.0.0.1")).actualPort();
        int dripping = http(request -> request.response().setChunked(true).write("x"));
        Calling calling = calling(true, host -> List.of(loopback()), Optional.empty(), SHORT_MS);
        assertThat(post(calling, "http://any.example:" + silent + "/").fault()).isEqualTo("timeout");
        assertThat(post(calling, "https://any.example:" + noHttp + "/").isGood())
                .isFalse();
        assertThat(await(calling.get("http://any.example:" + dripping + "/", Map.of(), 1_024))
                        .fault())
                .isEqualTo("timeout");
    }

    @Test
    void headWithoutAnEnd_isAFault() throws Exception {
        NetServer endless = vertx.createNetServer().connectHandler(socket -> {
            socket.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000; i++) {
                socket.write("X-" + i + ": " + "x".repeat(200) + "\r\n");
            }
        });
        int port = await(endless.listen(0, "127.0.0.1")).actualPort();
        Calling calling = calling(true, host -> List.of(loopback()), Optional.empty());
        assertThat(post(calling, "http://any.example:" + port + "/").isGood()).isFalse();
    }
}
