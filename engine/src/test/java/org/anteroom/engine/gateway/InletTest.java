package org.anteroom.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.VertxConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one connection that sends as fast as it can takes of everybody else's turn, and of the kernel's memory. */
class InletTest {
    private static final Buffer MUCH = Buffer.buffer(new byte[32 << 20]);

    private final Vertx vertx = Vertx.vertx();
    /** A client that nobody holds is closed by the next collection. */
    private final HttpClient client = vertx.createHttpClient();

    private final AtomicInteger most = new AtomicInteger();
    private final CompletableFuture<Integer> kept = new CompletableFuture<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(Patience.SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Counts what comes in one turn. */
    private final class Meter extends ChannelInboundHandlerAdapter {
        private int turn;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            turn += message instanceof ByteBuf some ? some.readableBytes() : 0;
            context.fireChannelRead(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            most.accumulateAndGet(turn, Math::max);
            turn = 0;
            context.fireChannelReadComplete();
        }
    }

    private static Channel channel(HttpConnection connection) {
        return ((VertxConnection) connection).channel();
    }

    /** Sends much to a server whose connections are as the engine's. */
    private void send() {
        HttpServer server = vertx.createHttpServer(Inlet.bounded(new HttpServerOptions()))
                .connectionHandler(connection -> {
                    var unused = channel(connection).pipeline().addFirst(new Meter());
                })
                .requestHandler(request -> request.endHandler(ignored -> {
                    kept.complete(channel(request.connection()).config().getOption(ChannelOption.SO_RCVBUF));
                    request.response().end().onFailure(kept::completeExceptionally);
                }));
        int port = await(server.listen(0, "127.0.0.1")).actualPort();
        var answer =
                await(client.request(HttpMethod.POST, port, "127.0.0.1", "/").compose(request -> request.send(MUCH)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void oneConnection_isReadByTurnsWithOthers() {
        send();
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(Inlet.BYTES_MAX);
    }

    @Test
    void whatWaitsToBeRead_doesNotGrow() {
        send();
        assertThat(kept.join()).isEqualTo(Inlet.BYTES_MAX);
    }
}
