package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Opens XMPP connections to the deployment by WebSocket (RFC 7395), each for one room and with the token for it. */
final class XmppDialer {
    private static final String SUBPROTOCOL = "xmpp";

    private final Vertx vertx;
    private final JitsiMeetOptions options;
    private final WebSocketClient client;

    XmppDialer(Vertx vertx, JitsiMeetOptions options) {
        this.vertx = vertx;
        this.options = options;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(options.times().connectMs())
                .setMaxConnections(options.endpointsMax())
                .setMaxFrameSize(options.stanzaBytesMax())
                .setMaxMessageSize(options.stanzaBytesMax()));
    }

    Vertx vertx() {
        return vertx;
    }

    JitsiMeetOptions options() {
        return options;
    }

    /**
     * A connection that was let in.
     *
     * @param token empty only to see whether one comes in without
     */
    Future<XmppStream> dial(String room, Optional<String> token) {
        URI service = options.deployment().service();
        boolean tls = "wss".equals(service.getScheme());
        // In the address, because it is the one place where every version of the deployment looks.
        String query = "?room=" + room + token.map(word -> "&token=" + word).orElse("");
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost(service.getHost())
                .setPort(service.getPort() > 0 ? service.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(service.getRawPath() + query)
                .setFollowRedirects(false)
                .addSubProtocol(SUBPROTOCOL);
        Future<XmppStream> stream = client.connect(to).map(socket -> XmppStream.over(vertx, socket, options));
        return stream.compose(XmppStream::login)
                .timeout(options.times().connectMs(), TimeUnit.MILLISECONDS)
                // Whoever is let in too late, or never answered, is held by nobody and would stay for ever.
                .onFailure(ignored -> stream.onSuccess(XmppStream::close))
                .recover(XmppDialer::named);
    }

    Future<Void> close() {
        return client.close();
    }

    private static <T> Future<T> named(Throwable failure) {
        return Future.failedFuture(failure instanceof MeetException ? failure : MeetException.of(fault(failure)));
    }

    private static MeetFault fault(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return MeetFault.SLOW;
        }
        if (failure instanceof UpgradeRejectedException rejected) {
            return rejected.getStatus() >= 500 && rejected.getStatus() != 501 ? MeetFault.FAILING : MeetFault.FOREIGN;
        }
        for (Optional<Throwable> cause = Optional.of(failure);
                cause.isPresent();
                cause = cause.map(Throwable::getCause)) {
            if (cause.get() instanceof SSLException) {
                return MeetFault.CERTIFICATE;
            }
        }
        return MeetFault.UNREACHABLE;
    }
}
