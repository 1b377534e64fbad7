package org.anteroom.signaling.turn;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

/** How messages go to one TURN server and whole answers come back: by UDP, TCP or TLS. On one context. */
interface ProbeLine {
    void send(byte[] message);

    /** Each message that comes; a stream that is none ends in one that cannot be read. */
    void onMessage(Handler<byte[]> handler);

    /** Whether what is sent may get lost and has to be sent again. */
    boolean isLossy();

    Future<Void> close();

    static Future<ProbeLine> open(Vertx vertx, TurnUrl url, int connectMs) {
        return url.way() == TurnUrl.Way.UDP ? datagrams(vertx, url) : stream(vertx, url, connectMs);
    }

    private static Future<ProbeLine> datagrams(Vertx vertx, TurnUrl url) {
        boolean six = url.host().contains(":");
        DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(six));
        return socket.listen(0, six ? "::" : "0.0.0.0").map(listening -> new ProbeLine() {
            @Override
            public void send(byte[] message) {
                // What does not arrive is not answered, and that is noticed.
                var unused = socket.send(Buffer.buffer(message), url.port(), url.host());
            }

            @Override
            public void onMessage(Handler<byte[]> handler) {
                socket.handler(packet -> handler.handle(packet.data().getBytes()));
            }

            @Override
            public boolean isLossy() {
                return true;
            }

            @Override
            public Future<Void> close() {
                return socket.close();
            }
        });
    }

    private static Future<ProbeLine> stream(Vertx vertx, TurnUrl url, int connectMs) {
        boolean tls = url.way() == TurnUrl.Way.TLS;
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout(connectMs)
                .setSsl(tls)
                .setHostnameVerificationAlgorithm(tls ? "HTTPS" : "");
        NetClient client = vertx.createNetClient(options);
        return client.connect(url.port(), url.host())
                .<ProbeLine>map(socket -> new Stream(client, socket))
                .onFailure(failure -> client.close().onComplete(closed -> {}));
    }

    /** Messages on a stream, told apart by the length in each head. */
    final class Stream implements ProbeLine {
        private final NetClient client;
        private final NetSocket socket;
        private Buffer unread = Buffer.buffer();

        private Stream(NetClient client, NetSocket socket) {
            this.client = client;
            this.socket = socket;
        }

        @Override
        public void send(byte[] message) {
            var unused = socket.write(Buffer.buffer(message));
        }

        @Override
        public void onMessage(Handler<byte[]> handler) {
            socket.handler(bytes -> {
                unread.appendBuffer(bytes);
                if (unread.length() >= TurnMessage.HEADER_BYTES) {
                    int length = TurnMessage.HEADER_BYTES + unread.getUnsignedShort(2);
                    int taken = length > TurnMessage.BYTES_MAX ? unread.length() : length;
                    if (unread.length() >= taken) {
                        byte[] message = unread.getBytes(0, taken);
                        unread = unread.getBuffer(taken, unread.length());
                        handler.handle(message);
                    }
                }
            });
        }

        @Override
        public boolean isLossy() {
            return false;
        }

        @Override
        public Future<Void> close() {
            return client.close();
        }
    }
}
