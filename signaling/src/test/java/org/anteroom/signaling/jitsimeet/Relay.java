package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line between engine and deployment that can be cut, and that can hold what goes over it. */
final class Relay {
    private final NetServer server;
    private final NetClient client;
    private final int target;
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private boolean held;

    Relay(Vertx vertx, int target) {
        this.target = target;
        server = vertx.createNetServer();
        client = vertx.createNetClient();
    }

    Future<Integer> start() {
        return server.connectHandler(this::connect).listen(0, "127.0.0.1").map(NetServer::actualPort);
    }

    private void connect(NetSocket from) {
        from.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(to -> {
                    join(from, to);
                    join(to, from);
                    if (!held) {
                        from.resume();
                    }
                })
                .onFailure(ignored -> close(from));
    }

    private void join(NetSocket from, NetSocket to) {
        sockets.add(from);
        from.handler(bytes -> to.write(bytes).onFailure(ignored -> close(from)));
        from.closeHandler(ignored -> close(to));
    }

    private static void close(NetSocket socket) {
        socket.close().onFailure(ignored -> {});
    }

    /** Lets nothing through any more, and closes nothing. */
    void hold() {
        held = true;
        sockets.forEach(NetSocket::pause);
    }

    void release() {
        held = false;
        sockets.forEach(NetSocket::resume);
    }

    /** Breaks every line that there is now. */
    void cut() {
        List<NetSocket> all = List.copyOf(sockets);
        sockets.clear();
        all.forEach(Relay::close);
    }
}
