package org.anteroom.bench;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.synthetic.SyntheticPeer;
import org.anteroom.signaling.synthetic.SyntheticPeers;

/**
 * A synthetic participant: a WebSocket that speaks the contract, and a media connection for each place. It keeps its
 * old media connection until the new one is up, as a browser does. Any thread.
 */
final class Person {
    private static final int WAIT_SECONDS = 60;

    private final SyntheticPeers crowd;
    private final int slowness;
    private final String seat;
    private final AtomicLong commands = new AtomicLong();
    private final Map<String, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final CompletableFuture<JsonObject> welcome = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> socket;
    private volatile Optional<Line> before = Optional.empty();
    private volatile Optional<Line> line = Optional.empty();
    private volatile boolean sending = true;
    private volatile Consumer<String> messages = text -> {};

    private Person(SyntheticPeers crowd, int slowness, JsonObject joined, WebSocketClient client) {
        this.crowd = crowd;
        this.slowness = slowness;
        this.seat = joined.getString("seat");
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAbsoluteURI(joined.getString("connect"))
                .addSubProtocol("anteroom.v1");
        socket = client.connect(options)
                .map(open -> {
                    open.textMessageHandler(text -> received(new JsonObject(text)));
                    return open.closeHandler(closed -> gone(open));
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** Connects with the token that joining gave, and waits to be welcomed. */
    static Person connect(SyntheticPeers crowd, int slowness, JsonObject joined, WebSocketClient client) {
        Person person = new Person(crowd, slowness, joined, client);
        person.socket.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        person.send(new JsonObject().put("type", "hello").put("token", joined.getString("token")));
        var unused = person.welcome.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        return person;
    }

    String seat() {
        return seat;
    }

    private void send(JsonObject frame) {
        var unused = socket.join().writeTextMessage(frame.encode());
    }

    /** Nobody waits for an answer that cannot come. */
    private void gone(WebSocket closed) {
        IllegalStateException why =
                new IllegalStateException("The engine closed the connection: " + closed.closeStatusCode());
        asked.values().forEach(asking -> asking.completeExceptionally(why));
        welcome.completeExceptionally(why);
    }

    private void received(JsonObject frame) {
        switch (frame.getString("type")) {
            case "welcome" -> welcome.complete(frame);
            case "ack", "reject" ->
                Optional.ofNullable(asked.remove(frame.getString("id"))).ifPresent(asking -> asking.complete(frame));
            case "media" -> media(frame);
            case "event" -> event(frame);
            default -> {
                // Signals are read like a browser would, and leave nothing here.
            }
        }
    }

    private void event(JsonObject frame) {
        if ("message".equals(frame.getString("name"))) {
            messages.accept(frame.getJsonObject("data").getString("text"));
        }
    }

    /** From now on hears the text of each message that it is sent, on the socket's event loop. */
    void onMessage(Consumer<String> heard) {
        messages = heard;
    }

    boolean isConnected() {
        return !socket.join().isClosed();
    }

    /** Ends both connections. */
    void leave() {
        var unused = socket.join().close();
        line.ifPresent(now -> now.peer().close());
    }

    private void media(JsonObject frame) {
        if ("offer".equals(frame.getString("name"))) {
            String connection = frame.getString("connection");
            Line on = line.filter(known -> known.isOf(connection)).orElseGet(() -> open(connection));
            send(on.answer(frame));
        }
    }

    private Line open(String connection) {
        SyntheticPeer peer = crowd.create();
        peer.slow(slowness);
        peer.send(SourceKind.MICROPHONE, sending);
        peer.send(SourceKind.CAMERA, sending);
        Line fresh = new Line(connection, peer);
        Optional<Line> old = line;
        before = old;
        line = Optional.of(fresh);
        // Not on the peer's own thread, on which closing would wait for itself.
        old.ifPresent(leaving -> {
            var unused = peer.connected().thenRunAsync(() -> leaving.peer().close());
        });
        return fresh;
    }

    /** Sends a command; completes with its ack or reject. */
    CompletableFuture<JsonObject> ask(String name, JsonObject args) {
        String id = "c" + commands.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        asked.put(id, answer);
        if (socket.join().isClosed()) {
            answer.completeExceptionally(new IllegalStateException("The connection is closed"));
            return answer;
        }
        send(new JsonObject()
                .put("type", "command")
                .put("id", id)
                .put("name", name)
                .put("args", args));
        return answer;
    }

    /** Sends a command and waits for its ack. */
    void act(String name, JsonObject args) {
        JsonObject answer =
                ask(name, args).orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        if (!"ack".equals(answer.getString("type"))) {
            throw new IllegalStateException(name + " was refused: " + answer.getString("code"));
        }
    }

    /** Stops sending sound and video, or goes on. */
    void sendMedia(boolean on) {
        sending = on;
        line.ifPresent(now -> List.of(SourceKind.MICROPHONE, SourceKind.CAMERA)
                .forEach(kind -> now.peer().send(kind, on)));
    }

    /** The media connection that it has now. */
    Optional<Line> line() {
        return line;
    }

    /** The one before the last move. */
    Optional<Line> lineBefore() {
        return before;
    }
}
