package org.anteroom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A person who is there by signalling alone: a WebSocket that joins, chats and answers offers, but sends no media. It
 * looks at frames no closer than it has to, since it shares the machine with what it measures. On one event loop.
 */
final class Caller implements Guest {
    private static final String KNOCK = command("k", "knock", new JsonObject());

    private final String seat;
    private final String token;
    private final WebSocket socket;
    private final LongConsumer delivered;
    private final Promise<Void> joined = Promise.promise();
    private Optional<JsonObject> offer = Optional.empty();
    private boolean answers;
    private boolean welcomed;
    private boolean acknowledged;
    private boolean moved;
    private long chats;

    private Caller(JsonObject invited, WebSocket socket, LongConsumer delivered) {
        seat = invited.getString("seat");
        token = invited.getString("token");
        this.socket = socket;
        this.delivered = delivered;
        var unused = socket.textMessageHandler(this::received);
    }

    /** Opens the socket and says nothing yet. {@code delivered} hears how long each chat took, in nanoseconds. */
    static Future<Caller> open(WebSocketClient client, JsonObject invited, LongConsumer delivered) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAbsoluteURI(invited.getString("connect"))
                .addSubProtocol("anteroom.v1");
        return client.connect(options).map(socket -> new Caller(invited, socket, delivered));
    }

    /** Says hello and knocks; completes once the knock is on disk and the own move to the main room was read. */
    @Override
    public Future<Void> join() {
        send(new JsonObject().put("type", "hello").put("token", token).encode());
        return joined.future();
    }

    @Override
    public void say() {
        JsonObject args = new JsonObject().put("to", "place").put("text", Spoken.now());
        send(command("t" + chats++, "chat", args));
    }

    /** From now on answers offers, the last one first. */
    void answerOffers() {
        answers = true;
        offer.ifPresent(this::answer);
        offer = Optional.empty();
    }

    @Override
    public Future<Void> close() {
        return socket.close();
    }

    private void send(String text) {
        var unused = socket.writeTextMessage(text);
    }

    private static String command(String id, String name, JsonObject args) {
        return new JsonObject()
                .put("type", "command")
                .put("id", id)
                .put("name", name)
                .put("args", args)
                .encode();
    }

    private void received(String text) {
        if (text.startsWith("{\"type\":\"event\"")) {
            event(text);
        } else if (text.startsWith("{\"type\":\"welcome\"") && !welcomed) {
            welcomed = true;
            send(KNOCK);
        } else if (text.startsWith("{\"type\":\"ack\"") && !acknowledged) {
            acknowledged = true;
            checkJoined();
        } else if (text.startsWith("{\"type\":\"media\"") && text.contains("\"name\":\"offer\"")) {
            offered(new JsonObject(text));
        } else if (text.startsWith("{\"type\":\"reject\"") && !moved) {
            joined.tryFail(new IllegalStateException("A join was refused: " + text));
        }
    }

    private void event(String text) {
        if (text.contains("\"name\":\"message\"")) {
            delivered.accept(Spoken.age(text));
        } else if (!moved && text.contains("\"to\":\"main\"") && text.contains("\"seat\":\"" + seat + "\"")) {
            moved = true;
            checkJoined();
        }
    }

    private void checkJoined() {
        if (acknowledged && moved) {
            joined.tryComplete();
        }
    }

    private void offered(JsonObject frame) {
        if (answers) {
            answer(frame);
        } else {
            offer = Optional.of(frame);
        }
    }

    private void answer(JsonObject frame) {
        send(new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("connection", frame.getString("connection"))
                .put("generation", frame.getInteger("generation"))
                .put("sdp", ListenerAnswer.to(frame.getString("sdp")))
                .encode());
    }
}
