package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Strangers' TCP connections, opened again when the engine closes them. All on one event loop. */
final class LineFlood extends Attack {
    private static final int AGAIN_MS = 1_000;
    private static final int SPREAD_MS = 1_000;

    private final Script script;
    private final int port;
    private final Vertx vertx;
    private final List<NetClient> clients = new ArrayList<>();
    private final Set<NetSocket> open = new HashSet<>();
    /** Those of them whose last word is not answered. */
    private final Set<NetSocket> waiting = new HashSet<>();

    private volatile boolean over;

    /**
     * What they say.
     *
     * @param lines how many are open at a time
     * @param addresses of loopback, from which they come by turns
     * @param first what each says at once
     * @param next what it says from then on, each {@code everyMs}
     * @param waits whether it says the next only when it heard something after the last: whoever does not is cut off soon
     */
    record Script(int lines, int addresses, Buffer first, Buffer next, int everyMs, boolean waits) {}

    LineFlood(Script script, int port, Vertx vertx) {
        this.script = script;
        this.port = port;
        this.vertx = vertx;
    }

    @Override
    void begin() {
        for (int i = 0; i < script.addresses(); i++) {
            clients.add(vertx.createNetClient(new NetClientOptions().setLocalAddress("127.0.1." + (i + 1))));
        }
        vertx.runOnContext(ignored -> {
            for (int i = 0; i < script.lines(); i++) {
                int number = i;
                vertx.setTimer(1 + (long) i * SPREAD_MS / script.lines(), timer -> open(number));
            }
            if (script.next().length() > 0) {
                vertx.setPeriodic(script.everyMs(), this::say);
            }
        });
    }

    private void open(int number) {
        if (over) {
            return;
        }
        clients.get(number % clients.size())
                .connect(port, "127.0.0.1")
                .onSuccess(socket -> opened(number, socket))
                .onFailure(ignored -> again(number));
    }

    private void opened(int number, NetSocket socket) {
        open.add(socket);
        socket.handler(ignored -> waiting.remove(socket));
        socket.exceptionHandler(ignored -> {});
        socket.closeHandler(ignored -> {
            open.remove(socket);
            waiting.remove(socket);
            again(number);
        });
        var unused = count();
        if (script.first().length() > 0) {
            socket.write(script.first()).onFailure(ignored -> {});
        }
    }

    private void again(int number) {
        vertx.setTimer(AGAIN_MS, timer -> open(number));
    }

    private void say(long timer) {
        if (over) {
            var unused = vertx.cancelTimer(timer);
            return;
        }
        for (NetSocket socket : open) {
            boolean mayWait = !script.waits() || waiting.add(socket);
            if (mayWait && !socket.writeQueueFull()) {
                var unused = count();
                socket.write(script.next()).onFailure(ignored -> {});
            }
        }
    }

    @Override
    public void close() {
        over = true;
        clients.forEach(client ->
                client.close().toCompletionStage().toCompletableFuture().join());
    }
}
