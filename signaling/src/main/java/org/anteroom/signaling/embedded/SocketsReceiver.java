package org.anteroom.signaling.embedded;

import org.jspecify.annotations.Nullable;

/** Takes datagrams from the sockets to the router, and sends out what they caused once per batch. */
final class SocketsReceiver implements MediaSockets.Receiver {
    private final PacketRouter router;
    private volatile @Nullable MediaSockets sockets;

    SocketsReceiver(PacketRouter router) {
        this.router = router;
    }

    void flushes(MediaSockets bound) {
        sockets = bound;
    }

    @Override
    public void received(MediaSockets.Path path, byte[] datagram) {
        try {
            router.received(path, datagram);
        } catch (RuntimeException e) {
            // One packet's failure must not harm the next.
            Log.failure("A packet was dropped by a failure", e);
        }
    }

    @Override
    public void drained() {
        MediaSockets bound = sockets;
        if (bound != null) {
            bound.flush();
        }
    }
}
