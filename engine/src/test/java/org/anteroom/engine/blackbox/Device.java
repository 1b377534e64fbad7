package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.OfferFrame;
import org.anteroom.signaling.synthetic.SyntheticPeer;

/** One device with one WebSocket: what it says, and everything that it is told. */
final class Device implements AutoCloseable {
    /** A command's id is used once, whichever device sends it: a repeated one does nothing. */
    private static final AtomicInteger COMMANDS = new AtomicInteger();

    private final WebSocketClient client;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonObject> unread = new LinkedBlockingQueue<>();
    private final List<JsonObject> seen = new CopyOnWriteArrayList<>();

    private volatile Consumer<JsonObject> listener = frame -> {};

    private Device(TestEngine engine, WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> {
            JsonObject frame = new JsonObject(text);
            engine.heard(frame);
            seen.add(frame);
            listener.accept(frame);
            unread.add(frame);
        });
    }

    private static WebSocketConnectOptions options(TestEngine engine) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(engine.port())
                .setURI("/v1/connect")
                .addSubProtocol("anteroom.v1");
    }

    static Device open(TestEngine engine, Map<String, String> headers) {
        WebSocketConnectOptions options = options(engine);
        headers.forEach(options::addHeader);
        return open(engine, options);
    }

    static Device open(TestEngine engine, WebSocketConnectOptions options) {
        return open(engine, options, new WebSocketClientOptions());
    }

    /** A device whose machine takes little in ahead of what it reads. */
    static Device withSmallBuffer(TestEngine engine) {
        return open(engine, options(engine), new WebSocketClientOptions().setReceiveBufferSize(16 * 1024));
    }

    static Device open(TestEngine engine, WebSocketConnectOptions options, WebSocketClientOptions client) {
        return connect(
                engine,
                engine.vertx()
                        .createWebSocketClient(
                                client.setMaxFrameSize(4 * 1024 * 1024).setMaxMessageSize(4 * 1024 * 1024)),
                options);
    }

    private static Device connect(TestEngine engine, WebSocketClient client, WebSocketConnectOptions options) {
        // Listens before it connects: an engine that refuses may have said so and closed by then.
        ClientWebSocket socket = client.webSocket();
        Device device = new Device(engine, client, socket);
        return TestEngine.await(socket.connect(options).map(connected -> device));
    }

    /** From here on this peer answers each offer that the device is sent, and sends and receives its media. */
    void mediaBy(SyntheticPeer peer) {
        listener = frame -> {
            if ("media".equals(frame.getString("type")) && "offer".equals(frame.getString("name"))) {
                send(OfferFrame.answer(frame, peer));
            }
        };
    }

    WebSocket socket() {
        return socket;
    }

    List<JsonObject> seen() {
        return seen;
    }

    void hello(String token) {
        send(new JsonObject().put("type", "hello").put("token", token));
    }

    void hello(String token, long resumeSeq) {
        send(new JsonObject()
                .put("type", "hello")
                .put("token", token)
                .put("resume", new JsonObject().put("seq", resumeSeq)));
    }

    void send(JsonObject frame) {
        sendText(frame.encode());
    }

    void sendText(String text) {
        socket.writeTextMessage(text).onFailure(failure -> {});
    }

    void sendBinary(byte[] bytes) {
        socket.writeBinaryMessage(Buffer.buffer(bytes)).onFailure(failure -> {});
    }

    /** Sends a command and answers its ack or reject. */
    @CanIgnoreReturnValue
    JsonObject ask(String name, JsonObject args) {
        return ask("c" + COMMANDS.incrementAndGet(), name, args);
    }

    @CanIgnoreReturnValue
    JsonObject ask(String name) {
        return ask(name, new JsonObject());
    }

    @CanIgnoreReturnValue
    JsonObject ask(String id, String name, JsonObject args) {
        send(frame(id, name, args));
        return answer(id);
    }

    /** The answer to the command of this id, which was sent before. */
    JsonObject answer(String id) {
        return next(frame -> id.equals(frame.getValue("id")), "the answer to " + id);
    }

    static JsonObject frame(String id, String name, JsonObject args) {
        return new JsonObject()
                .put("type", "command")
                .put("id", id)
                .put("name", name)
                .put("args", args);
    }

    /** Sends a command that has to be acknowledged; its sequence. */
    @CanIgnoreReturnValue
    long done(String name, JsonObject args) {
        JsonObject answer = ask(name, args);
        assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("ack");
        return answer.getLong("seq");
    }

    @CanIgnoreReturnValue
    long done(String name) {
        return done(name, new JsonObject());
    }

    /** Sends a command that has to be refused with this code. */
    @CanIgnoreReturnValue
    JsonObject refused(String code, String name, JsonObject args) {
        JsonObject answer = ask(name, args);
        assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("reject");
        assertThat(answer.getString("code")).as(answer.encode()).isEqualTo(code);
        return answer;
    }

    /** The next frame of this type; what comes before it is passed over. */
    @CanIgnoreReturnValue
    JsonObject expect(String type) {
        return next(frame -> type.equals(frame.getString("type")), type);
    }

    /** The next offer that is not of this connection. */
    @CanIgnoreReturnValue
    JsonObject offerOtherThan(String connection) {
        return next(
                frame -> "media".equals(frame.getString("type"))
                        && "offer".equals(frame.getString("name"))
                        && !connection.equals(frame.getString("connection")),
                "an offer of another connection than " + connection);
    }

    /** The next event of this name. */
    @CanIgnoreReturnValue
    JsonObject event(String name) {
        return next(
                frame -> "event".equals(frame.getString("type")) && name.equals(frame.getString("name")),
                "the event " + name);
    }

    /** The next word of its media of this name. */
    JsonObject media(String name) {
        return next(
                frame -> "media".equals(frame.getString("type")) && name.equals(frame.getString("name")),
                "the media frame " + name);
    }

    /** The next signal of this name. */
    @CanIgnoreReturnValue
    JsonObject signal(String name) {
        return signal(name, data -> true);
    }

    /** The next signal of this name with such data. */
    @CanIgnoreReturnValue
    JsonObject signal(String name, Predicate<JsonObject> data) {
        return next(
                frame -> "signal".equals(frame.getString("type"))
                        && name.equals(frame.getString("name"))
                        && data.test(frame.getJsonObject("data")),
                "the signal " + name);
    }

    /** The next welcome that puts this seat in a place whose word begins so. */
    @CanIgnoreReturnValue
    JsonObject welcomeIn(String place) {
        return next(
                frame -> "welcome".equals(frame.getString("type"))
                        && frame.getJsonObject("you").getString("place").startsWith(place),
                "a welcome to " + place);
    }

    /** The goodbye with this code, and the end of the line after it. */
    void bye(String code) {
        JsonObject bye = expect("bye");
        assertThat(bye.getString("code")).isEqualTo(code);
        assertThat(bye.getString("detail")).isNotBlank();
        closed();
    }

    void closed() {
        Patience.await().until(socket::isClosed);
    }

    JsonObject next(Predicate<JsonObject> wanted, String what) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.SECONDS);
        try {
            while (true) {
                JsonObject frame = unread.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new AssertionError("Never got " + what + "; saw " + seen);
                }
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The events that were seen so far. */
    List<JsonObject> events() {
        return seen.stream()
                .filter(frame -> "event".equals(frame.getString("type")))
                .toList();
    }

    static JsonObject seat(String seat) {
        return new JsonObject().put("seat", seat);
    }

    static JsonObject seats(String... seats) {
        return new JsonObject().put("seats", new JsonArray(List.of(seats)));
    }

    /** Goes without a word, as a device does that lost its line. */
    @Override
    public void close() {
        TestEngine.await(socket.close().otherwiseEmpty());
        TestEngine.await(client.close());
    }
}
