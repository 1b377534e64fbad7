package org.anteroom.signaling.colibri;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the channels of all endpoints share: how they are opened, and what is logged and counted of them. */
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.colibri");
    /** The largest message of use names everybody in a place, in some bytes each. */
    private static final int MESSAGE_BYTES_MAX = 32 << 10;

    /** A bridge that does not answer a goodbye is not waited for. */
    private static final int CLOSING_SECONDS = 1;

    private final Vertx vertx;
    private final ColibriOptions options;
    private final PoolMeters meters;
    private final LongSupplier clockMs;
    private final WebSocketClient client;
    private final AtomicIntegerArray open;
    private final boolean[] troubled;

    /** What ends a channel, or keeps it from being opened. */
    enum Trouble {
        /** No connection. */
        UNREACHABLE,
        /** It was not opened within the deadline. */
        SLOW,
        /** An answer that opens none: the endpoint is not there, or what answers is no videobridge. */
        REFUSED,
        /** The bridge closed it. */
        CLOSED,
        /** It broke, or what came on it was more than a message may have. */
        BROKEN,
        /** No sign of life. */
        SILENT,
        /** More messages than a bridge has to say. */
        FLOOD;

        static Trouble of(Throwable failure) {
            if (failure instanceof TimeoutException) {
                return SLOW;
            }
            return failure instanceof UpgradeRejectedException ? REFUSED : UNREACHABLE;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Channels(Vertx vertx, ColibriOptions options, PoolMeters meters, LongSupplier clockMs) {
        this.vertx = vertx;
        this.options = options;
        this.meters = meters;
        this.clockMs = clockMs;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(options.requestDeadlineMs())
                .setClosingTimeout(CLOSING_SECONDS)
                // Twice as many, because one that was let go takes a moment to close.
                .setMaxConnections(2 * options.endpointsMax())
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
        int bridges = options.bridges().size();
        open = new AtomicIntegerArray(bridges);
        troubled = new boolean[bridges];
        for (int i = 0; i < bridges; i++) {
            int number = i;
            meters.watchChannels(number, () -> open.get(number));
        }
    }

    ColibriOptions options() {
        return options;
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    /** A channel to the bridge of that number, which is being opened. */
    Channel to(int bridge, URI address, Channel.Listener listener) {
        Channel channel = new Channel(vertx, this, bridge, address, listener);
        channel.open();
        return channel;
    }

    ClientWebSocket socket() {
        return client.webSocket();
    }

    Future<WebSocket> connect(ClientWebSocket socket, URI address) {
        boolean tls = "wss".equals(address.getScheme());
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort() > 0 ? address.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(address.getRawPath() + query)
                .setFollowRedirects(false);
        Future<WebSocket> opened = socket.connect(to);
        return opened.timeout(options.requestDeadlineMs(), TimeUnit.MILLISECONDS)
                // Whoever is let in too late is held by nobody and would stay for ever.
                .onFailure(ignored -> opened.onSuccess(late -> {
                    var unused = late.close();
                }));
    }

    void opens(int bridge) {
        open.incrementAndGet(bridge);
    }

    void closes(int bridge) {
        open.decrementAndGet(bridge);
    }

    /** One of the bridge's channels is open and shows signs of life. */
    void holds(int bridge) {
        if (troubled[bridge]) {
            troubled[bridge] = false;
            LOG.info("The channels of {}[{}] are open again.", ColibriOptions.SETTING, bridge);
        }
    }

    void fails(int bridge, Trouble why) {
        meters.channelFailed(bridge, why.word());
        if (!troubled[bridge]) {
            troubled[bridge] = true;
            LOG.warn(
                    "{}[{}]: channels fail ({}) and are opened anew. While one is not open, the bridge does not learn what"
                            + " is shown, and nobody what it sends; sound goes on. See {}.",
                    ColibriOptions.SETTING,
                    bridge,
                    why.word(),
                    ColibriOptions.CHANNELS_SETTING);
        }
    }

    /** What came was not the word of a videobridge. */
    void drops(int bridge) {
        meters.channelDropped(bridge);
    }

    Future<Void> close() {
        return client.close();
    }
}
