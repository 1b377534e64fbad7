package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Seats of a program that send more than people do, and come back when their line is ended. All on one event loop. */
final class SeatFlood extends Attack {
    private static final int TICK_MS = 10;
    private static final int AT_A_TICK = 50;
    private static final int AGAIN_MS = 200;
    private static final String ACK = "{\"type\":\"ack\"";
    private static final String REJECT = "{\"type\":\"reject\"";

    private final List<JsonObject> joined;
    private final ObjLongConsumer<WebSocket> act;
    private final Vertx vertx;
    private final WebSocketClient client;
    private volatile boolean over;

    /**
     * @param joined what joining gave to each
     * @param act what they do again and again, told how often it was done
     */
    SeatFlood(List<JsonObject> joined, ObjLongConsumer<WebSocket> act, Vertx vertx) {
        this.joined = joined;
        this.act = act;
        this.vertx = vertx;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(joined.size())
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(1 << 20));
    }

    @Override
    void begin() {
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
        socket.textMessageHandler(this::heard);
        long timer = vertx.setPeriodic(TICK_MS, ignored -> tick(socket));
        socket.closeHandler(ignored -> {
            var unused = vertx.cancelTimer(timer);
            again(seat);
        });
        JsonObject hello = new JsonObject().put("type", "hello").put("token", seat.getString("token"));
        socket.writeTextMessage(hello.encode()).onFailure(ignored -> {});
    }

    /** Told by their beginnings: to parse what the engine says would be work of the attackers alone. */
    private void heard(String frame) {
        if (frame.startsWith(ACK)) {
            answered(true);
        } else if (frame.startsWith(REJECT)) {
            answered(false);
        }
    }

    private void again(JsonObject seat) {
        vertx.setTimer(AGAIN_MS, timer -> open(seat));
    }

    private void tick(WebSocket socket) {
        for (int i = 0; i < AT_A_TICK && !socket.isClosed() && !socket.writeQueueFull(); i++) {
            act.accept(socket, count());
        }
    }

    @Override
    public void close() {
        over = true;
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
