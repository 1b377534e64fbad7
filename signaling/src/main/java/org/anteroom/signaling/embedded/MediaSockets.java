package org.anteroom.signaling.embedded;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * The bridge's UDP sockets, one for each address, so that an answer leaves from the address that was asked. All of them
 * are read and written on the one thread of the given group.
 */
final class MediaSockets {
    private static final int DATAGRAM_BYTES_MAX = 2048;
    private static final int DATAGRAMS_PER_READ = 64;
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;
    private static final int FLUSH_BYTES = 64 * 1024;

    /** What may wait in this process for one socket: the burst of one batch of arrivals to a large conference, and more. */
    static final WriteBufferWaterMark QUEUED_BYTES = new WriteBufferWaterMark(2 << 20, 4 << 20);

    private final List<Channel> channels = new ArrayList<>();

    /** Where a datagram came from, and by which of the sockets. */
    record Path(Channel channel, InetSocketAddress remote) {
        /** Hands a datagram to the socket; false when its queue is full. What went to the queue may wait for a flush. */
        boolean write(byte[] bytes, int offset, int length) {
            if (DirectSender.send(channel, bytes, offset, length, remote)) {
                return true;
            }
            if (QUEUED_BYTES.high() - channel.bytesBeforeUnwritable() > FLUSH_BYTES) {
                channel.flush();
            }
            if (!channel.isWritable()) {
                return false;
            }
            ByteBuf content = Unpooled.wrappedBuffer(bytes, offset, length);
            var unused = channel.write(new DatagramPacket(content, remote), channel.voidPromise());
            return true;
        }
    }

    /** Takes datagrams, on the group's thread. */
    interface Receiver {
        void received(Path path, byte[] datagram);

        /** All that had come was handed over. */
        void drained();
    }

    /** Binds them all or fails. Blocks; not to be called on the group's thread. */
    static MediaSockets bind(EventLoopGroup group, List<InetAddress> addresses, int port, Receiver receiver) {
        MediaSockets sockets = new MediaSockets();
        boolean bound = false;
        try {
            for (InetAddress address : addresses) {
                sockets.channels.add(bindOne(group, address, port, receiver));
            }
            bound = true;
            return sockets;
        } finally {
            // Netty throws what it meets, checked or not: a port that is taken, too.
            if (!bound) {
                sockets.close();
            }
        }
    }

    private static Channel bindOne(EventLoopGroup group, InetAddress address, int port, Receiver receiver) {
        StandardProtocolFamily family =
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        return new Bootstrap()
                .group(group)
                .channelFactory(() -> DirectSender.open(family, DATAGRAM_BYTES_MAX))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ReadBuffers(DATAGRAM_BYTES_MAX, DATAGRAMS_PER_READ))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUED_BYTES)
                .handler(new Reader(receiver))
                .bind(address, port)
                .syncUninterruptibly()
                .channel();
    }

    List<InetSocketAddress> addresses() {
        return channels.stream().map(c -> (InetSocketAddress) c.localAddress()).toList();
    }

    void flush() {
        channels.forEach(Channel::flush);
    }

    /** Closes them all. Blocks; not to be called on the group's thread. */
    void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final Receiver receiver;

        Reader(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof DatagramPacket packet) {
                    byte[] bytes = new byte[packet.content().readableBytes()];
                    packet.content().readBytes(bytes);
                    receiver.received(new Path(context.channel(), packet.sender()), bytes);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            receiver.drained();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Log.failure("A datagram was dropped by a failure", cause);
        }
    }
}
