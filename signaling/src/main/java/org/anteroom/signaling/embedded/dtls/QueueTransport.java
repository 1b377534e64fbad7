package org.anteroom.signaling.embedded.dtls;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;

/** The datagrams of one DTLS association between the event loop, which offers, and a handshake thread, which waits. */
final class QueueTransport implements DatagramTransport {
    private static final int QUEUED_MAX = 64;
    private static final int RECEIVE_BYTES_MAX = 2048;
    private static final int SEND_BYTES_MAX = 1200;

    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(QUEUED_MAX);
    private final Consumer<byte[]> sender;
    private volatile boolean closed;

    /** @param sender takes whole datagrams, on the handshake thread */
    QueueTransport(Consumer<byte[]> sender) {
        this.sender = sender;
    }

    /** Hands a datagram in; false when the queue is full and it was dropped. */
    boolean offer(byte[] datagram) {
        return !closed && arrived.offer(datagram);
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_BYTES_MAX;
    }

    @Override
    public int getSendLimit() {
        return SEND_BYTES_MAX;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws TlsFatalAlert {
        try {
            byte[] datagram = closed ? null : arrived.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
            if (datagram == null) {
                if (closed) {
                    throw new TlsFatalAlert(org.bouncycastle.tls.AlertDescription.user_canceled);
                }
                return -1;
            }
            int taken = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, buffer, offset, taken);
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsFatalAlert(org.bouncycastle.tls.AlertDescription.user_canceled, e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        byte[] datagram = new byte[length];
        System.arraycopy(buffer, offset, datagram, 0, length);
        sender.accept(datagram);
    }

    @Override
    public void close() {
        closed = true;
    }
}
