package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/** Seats of a program that send more than people do, and come back when their line is ended. All on one event loop. */
final class SeatFlood implements Attack {
    private static final int TICK_MS = 10;
    private static final int AT_A_TICK = 50;
    private static final int AGAIN_MS = 200;

    private final String name;
    private final List<JsonObject> joined;
    private final ObjLongConsumer<WebSocket> act;
    private final Vertx vertx;
    private final WebSocketClient client;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean over;

    /**
     * @param joined what joining gave to each
     * @param act what they do again and again, told how often it was done
     */
    SeatFlood(String name, List<JsonObject> joined, ObjLongConsumer<WebSocket> act, Vertx vertx) {
        this.name = name;
        this.joined = joined;
        this.act = act;
        this.vertx = vertx;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(joined.size())
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(1 << 20));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long done() {
        return done.get();
    }

    @Override
    public void begin() {
        vertx.runOnContext(ignored -> joined.forEach(this::open));
    }

    private void open(JsonObject seat) {
        if (over) {
            return;
        }
        client.connect(new WebSocketConnectOptions()
                        .setAbsoluteURI(seat.getString("connect"))
                        .addSubProtocol("anteroom.v1"))
                .onSuccess(socket -> opened(seat, socket))
                .onFailure(ignored -> again(seat));
    }

    private void opened(JsonObject seat, WebSocket socket) {
        socket.exceptionHandler(ignored -> {});
        long timer = vertx.setPeriodic(TICK_MS, ignored -> tick(socket));
        socket.closeHandler(ignored -> {
            var unused = vertx.cancelTimer(timer);
            again(seat);
        });
        JsonObject hello = new JsonObject().put("type", "hello").put("token", seat.getString("token"));
        socket.writeTextMessage(hello.encode()).onFailure(ignored -> {});
    }

    private void again(JsonObject seat) {
        vertx.setTimer(AGAIN_MS, timer -> open(seat));
    }

    private void tick(WebSocket socket) {
        for (int i = 0; i < AT_A_TICK && !socket.isClosed() && !socket.writeQueueFull(); i++) {
            act.accept(socket, done.incrementAndGet());
        }
    }

    @Override
    public void close() {
        over = true;
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
