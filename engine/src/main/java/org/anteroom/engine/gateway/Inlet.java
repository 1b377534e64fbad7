package org.anteroom.engine.gateway;

import io.vertx.core.http.HttpServerOptions;

/**
 * How much of one connection the kernel keeps, and how much of it is read in one turn of the event loop: what comes of one
 * connection is everybody else's latency, so that who sends much is read by turns with all others.
 */
public final class Inlet {
    /**
     * Bytes that wait to be read, which the kernel would let grow to megabytes for who sends much; and bytes that are read
     * in one turn.
     */
    static final int BYTES_MAX = 64 * 1024;

    private Inlet() {}

    /** Options of a server whose connections keep no more than that. */
    public static HttpServerOptions bounded(HttpServerOptions options) {
        return options.setReceiveBufferSize(BYTES_MAX);
    }
}
