package org.anteroom.engine.gateway;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Hands what one turn writes to a connection to the system at once: a welcome, an ack and three events are one call
 * then, not five. Nothing waits for longer than the turn.
 */
public final class FlushOnce {
    private static final int WRITES_MAX = 64;

    private FlushOnce() {}

    /** For a connection that was just accepted. */
    public static void on(HttpConnection connection) {
        if (connection instanceof VertxConnection known) {
            known.channelHandlerContext().pipeline().addFirst(new FlushConsolidationHandler(WRITES_MAX, true));
        }
    }
}
