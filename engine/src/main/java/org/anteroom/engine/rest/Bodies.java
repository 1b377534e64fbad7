package org.anteroom.engine.rest;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.anteroom.engine.rest.Problem.Code;
import org.anteroom.engine.wire.AnnouncedBody;

/**
 * Reads bodies, and never more of them at a time than memory was set aside for: room for a body is taken before its first
 * byte, by what its head says it has, and given back with the answer. A body that finds none is not read. Small ones are
 * always read: the bound of connections is theirs, and nobody who brings a link waits for large ones that do not end.
 */
final class Bodies implements Handler<RoutingContext> {
    private static final int SMALL = 1024;

    private final int bodyBytesMax;
    private final long inFlightMax;
    private final BodyHandler reader;
    private long inFlight;

    /**
     * @param bodyBytesMax bytes of one body
     * @param inFlightMax bytes of all bodies that are being read or answered
     */
    Bodies(int bodyBytesMax, long inFlightMax) {
        this.bodyBytesMax = bodyBytesMax;
        this.inFlightMax = inFlightMax;
        reader = BodyHandler.create(false).setBodyLimit(bodyBytesMax);
    }

    @Override
    public void handle(RoutingContext context) {
        // One in chunks may have as many as any.
        long bytes = AnnouncedBody.bytes(context.request()).orElse(bodyBytesMax);
        if (bytes > bodyBytesMax) {
            new Problem(Code.INVALID, "The body is too large.").send(context);
        } else if (bytes <= SMALL) {
            reader.handle(context);
        } else if (inFlight + bytes > inFlightMax) {
            context.response().putHeader("Retry-After", "1");
            new Problem(Code.UNAVAILABLE, "Too much is being sent at once. Try again.").send(context);
        } else {
            inFlight += bytes;
            context.addEndHandler(ignored -> inFlight -= bytes);
            reader.handle(context);
        }
    }
}
