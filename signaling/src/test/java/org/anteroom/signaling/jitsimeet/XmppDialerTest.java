package org.anteroom.signaling.jitsimeet;

import static org.anteroom.signaling.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections to a deployment that nobody waits for any more. */
class XmppDialerTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoOpensTheDoorAndSaysNothing_isLeft() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        HttpServer silent = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("xmpp"))
                .webSocketHandler(socket -> {
                    opened.countDown();
                    socket.closeHandler(ignored -> closed.countDown());
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.SECONDS, TimeUnit.SECONDS);
        XmppDialer dialer = new XmppDialer(
                vertx,
                MeetStage.options(URI.create("ws://127.0.0.1:" + silent.actualPort() + "/x"))
                        .withTimes(new MeetTimes(
                                500, 500, 1_000, 1_000, 100, 200, 100, 100, 100, 100, 100, 100, 100, 60_000)));
        await("a door that opens in time").until(() -> {
            assertThat(failure(dialer)).isEqualTo(MeetFault.SLOW);
            return opened.getCount() == 0;
        });
        await().until(() -> closed.getCount() == 0);
    }

    private static MeetFault failure(XmppDialer dialer) throws Exception {
        try {
            var unused = dialer.dial("room", Optional.of("token"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(Patience.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return MeetException.of(Optional.ofNullable(e.getCause()).orElseThrow());
        }
        throw new AssertionError("It should have failed");
    }
}
