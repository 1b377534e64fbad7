package org.anteroom.engine.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Bounds how many requests one connection may send without waiting for answers (RFC 9112, section 9.3.2), and how many are
 * served in one turn of the event loop: one read can hold thousands, and all of them would be served before anybody else
 * is heard. What is too much is thrown away and reported once; from then on nothing of the connection is read. On the
 * connection's event loop.
 */
final class Pipelined extends ChannelDuplexHandler {
    /** Browsers and proxies send one at a time. */
    static final int REQUESTS_MAX = 8;

    private final Runnable flooded;
    private int unanswered;
    private int thisTurn;
    private boolean shut;

    private Pipelined(Runnable flooded) {
        this.flooded = flooded;
    }

    /**
     * For a connection that was just accepted.
     *
     * @param flooded told once, on the connection's event loop
     */
    static void bound(HttpConnection connection, Runnable flooded) {
        if (connection instanceof VertxConnection known) {
            ChannelHandlerContext served = known.channelHandlerContext();
            served.pipeline().addBefore(served.name(), "anteroom-pipelined", new Pipelined(flooded));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame && !shut) {
            // From here on it is no HTTP any more.
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        if (message instanceof HttpRequest && !shut) {
            unanswered++;
            thisTurn++;
            if (Math.max(unanswered, thisTurn) > REQUESTS_MAX) {
                shut = true;
                context.channel().config().setAutoRead(false);
                flooded.run();
            }
        }
        if (shut) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        thisTurn = 0;
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            unanswered = Math.max(0, unanswered - 1);
        }
        var unused = context.write(message, promise);
    }
}
