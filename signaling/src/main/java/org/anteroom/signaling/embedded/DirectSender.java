package org.anteroom.signaling.embedded;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Hands a socket's datagrams to the kernel as they come, past its channel's queue: each is a call of its own anyway. The
 * queue is for what the kernel does not take at once, and for what comes while something waits there. On the channel's
 * event loop only.
 */
final class DirectSender {
    private static final AttributeKey<DirectSender> KEY = AttributeKey.valueOf(DirectSender.class, "direct");

    private final DatagramChannel socket;
    private final ByteBuffer outgoing;

    private DirectSender(DatagramChannel socket, int bytesMax) {
        this.socket = socket;
        this.outgoing = ByteBuffer.allocateDirect(bytesMax);
    }

    /**
     * A channel whose datagrams may be sent so.
     *
     * @param bytesMax of a datagram; longer ones go by the queue
     */
    static NioDatagramChannel open(ProtocolFamily family, int bytesMax) {
        try {
            DatagramChannel socket = DatagramChannel.open(family);
            NioDatagramChannel channel = new NioDatagramChannel(socket);
            channel.attr(KEY).set(new DirectSender(socket, bytesMax));
            return channel;
        } catch (IOException e) {
            throw new ChannelException("A UDP socket could not be opened", e);
        }
    }

    /** Sends it past the queue; false when it has to go by the queue. */
    static boolean send(Channel channel, byte[] bytes, int offset, int length, InetSocketAddress remote) {
        DirectSender sender = channel.attr(KEY).get();
        boolean behindOthers = MediaSockets.QUEUED_BYTES.high() > channel.bytesBeforeUnwritable();
        return sender != null && !behindOthers && sender.send(channel, ByteBuffer.wrap(bytes, offset, length), remote);
    }

    private boolean send(Channel channel, ByteBuffer datagram, InetSocketAddress remote) {
        if (datagram.remaining() > outgoing.capacity()) {
            return false;
        }
        outgoing.clear();
        outgoing.put(datagram);
        outgoing.flip();
        try {
            return socket.send(outgoing, remote) > 0;
        } catch (IOException | RuntimeException e) {
            // As of one from the queue: it is lost, and its failure told.
            channel.pipeline().fireExceptionCaught(e);
            return true;
        }
    }
}
