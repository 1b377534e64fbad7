package org.anteroom.engine.blackbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.HttpWords;

/** A TCP connection on which a test says what no client would. */
final class RawLine implements AutoCloseable {
    static final String UPGRADE = HttpWords.upgrade("/v1/connect", "127.0.0.1", "anteroom.v1");

    private final NetClient client;
    private final NetSocket socket;
    private final AtomicReference<String> heard = new AtomicReference<>("");
    private final AtomicBoolean closed = new AtomicBoolean();

    private RawLine(NetClient client, NetSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.handler(some -> heard.accumulateAndGet(some.toString(), String::concat));
        socket.closeHandler(ignored -> closed.set(true));
        socket.exceptionHandler(ignored -> closed.set(true));
    }

    /** @param from an address of loopback */
    static RawLine open(TestEngine engine, String from) {
        return open(engine.vertx(), new NetClientOptions().setLocalAddress(from), engine.port());
    }

    static RawLine open(Vertx vertx, NetClientOptions options, int port) {
        NetClient client = vertx.createNetClient(options);
        return new RawLine(client, TestEngine.await(client.connect(port, "127.0.0.1")));
    }

    @CanIgnoreReturnValue
    RawLine say(String text) {
        return say(Buffer.buffer(HttpWords.onTheWire(text)));
    }

    @CanIgnoreReturnValue
    RawLine say(Buffer bytes) {
        socket.write(bytes).onFailure(ignored -> closed.set(true));
        return this;
    }

    /** Asks for a WebSocket and waits until it is one. */
    @CanIgnoreReturnValue
    RawLine upgraded() {
        say(UPGRADE);
        return hears("101 ");
    }

    @CanIgnoreReturnValue
    RawLine hears(String part) {
        Patience.await("hears " + part).until(() -> heard.get().contains(part));
        return this;
    }

    boolean heard(String part) {
        return heard.get().contains(part);
    }

    /** How often it heard that. */
    int times(String part) {
        return heard.get().split(part, -1).length - 1;
    }

    boolean isClosed() {
        return closed.get();
    }

    void closes() {
        Patience.await("closes").until(this::isClosed);
    }

    @Override
    public void close() {
        TestEngine.await(client.close());
    }
}
