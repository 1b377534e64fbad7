package org.anteroom.engine.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * Counts what comes in on a WebSocket before anybody looks at it: bytes before they are gathered into a frame, frames
 * before they are gathered into a message. What is too much is thrown away and reported once; from then on nothing of the
 * connection is read. On the connection's event loop.
 */
final class Sluice {
    private final Judge judge;
    private boolean shut;

    /** Who knows how much is too much. Called on the connection's event loop, outside of any Vert.x context. */
    interface Judge {
        boolean takesBytes(int some);

        boolean takesFrame();

        /** The first thing that was too much; nothing comes after it. */
        void flooded(String reason);
    }

    private Sluice(Judge judge) {
        this.judge = judge;
    }

    /** Puts it before and behind the reader of frames. A WebSocket of another kind than the server's is left alone. */
    static void on(ServerWebSocket socket, Judge judge) {
        if (!(socket instanceof WebSocketInternal known)) {
            return;
        }
        ChannelPipeline pipeline = known.channelHandlerContext().pipeline();
        ChannelHandlerContext reader = pipeline.context(WebSocketFrameDecoder.class);
        if (reader != null) {
            Sluice sluice = new Sluice(judge);
            pipeline.addBefore(reader.name(), "anteroom-bytes", sluice.bytes());
            pipeline.addAfter(reader.name(), "anteroom-frames", sluice.frames());
        }
    }

    /** Closes the socket under it, now. */
    static void cut(ServerWebSocket socket) {
        if (socket instanceof WebSocketInternal known) {
            var unused = known.channelHandlerContext().close();
        }
    }

    private ChannelInboundHandlerAdapter bytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                boolean taken = !(message instanceof ByteBuf some) || judge.takesBytes(some.readableBytes());
                pass(context, message, taken, "bytes");
            }
        };
    }

    private ChannelInboundHandlerAdapter frames() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                boolean taken = !(message instanceof WebSocketFrame) || judge.takesFrame();
                pass(context, message, taken, "frames");
            }
        };
    }

    private void pass(ChannelHandlerContext context, Object message, boolean taken, String what) {
        if (taken && !shut) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (!shut) {
            shut = true;
            context.channel().config().setAutoRead(false);
            judge.flooded(what);
        }
    }
}
