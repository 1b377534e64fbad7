package org.anteroom.signaling.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the sockets take at once: a whole burst, and no more than their bound. */
class MediaSocketsTest {
    private static final byte[] DATAGRAM = new byte[1_100];
    /** What 64 arrivals cause, which is one batch of reads, in a conference of thirty. */
    private static final int BURST = 64 * 29;

    private static long accepted(MediaSockets.Path path, int datagrams) {
        return IntStream.range(0, datagrams)
                .filter(i -> path.write(DATAGRAM, 0, DATAGRAM.length))
                .count();
    }

    @Test
    void batchesOfDatagrams_areReadWhole_andWhatIsWrittenGoesAtOnce() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        MediaSockets.Receiver echo = new MediaSockets.Receiver() {
            @Override
            public void received(MediaSockets.Path path, byte[] datagram) {
                assertThat(path.write(datagram, 0, datagram.length)).isTrue();
            }

            @Override
            public void drained() {
                // Nothing is flushed.
            }
        };
        MediaSockets sockets = MediaSockets.bind(group, List.of(InetAddress.getLoopbackAddress()), 0, echo);
        try (java.net.DatagramSocket peer = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(10_000);
            InetSocketAddress bound = sockets.addresses().get(0);
            for (int round = 0; round < 3; round++) {
                // More than are read in one go.
                for (int i = 0; i < 100; i++) {
                    byte[] bytes = new byte[100 + i];
                    bytes[0] = (byte) i;
                    bytes[99 + i] = (byte) (round + 1);
                    peer.send(new java.net.DatagramPacket(bytes, bytes.length, bound));
                }
                for (int i = 0; i < 100; i++) {
                    java.net.DatagramPacket back = new java.net.DatagramPacket(new byte[2_000], 2_000);
                    peer.receive(back);
                    assertThat(back.getLength()).isEqualTo(100 + i);
                    assertThat(back.getData()[0]).isEqualTo((byte) i);
                    assertThat(back.getData()[99 + i]).isEqualTo((byte) (round + 1));
                }
            }
        } finally {
            sockets.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void whatIsTooLongForOneCall_goesByTheQueue_andWhatCannotBeSentEndsNothing() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 9);
        MediaSockets.Receiver sender = new MediaSockets.Receiver() {
            @Override
            public void received(MediaSockets.Path path, byte[] datagram) {
                assertThat(DirectSender.send(path.channel(), datagram, 0, datagram.length, nowhere))
                        .isTrue();
                byte[] longest = new byte[4_000];
                longest[3_999] = 7;
                assertThat(DirectSender.send(path.channel(), longest, 0, longest.length, path.remote()))
                        .isFalse();
                assertThat(path.write(longest, 0, longest.length)).isTrue();
                path.channel().flush();
                assertThat(path.write(datagram, 0, datagram.length)).isTrue();
            }

            @Override
            public void drained() {
                // Nothing waits.
            }
        };
        MediaSockets sockets = MediaSockets.bind(group, List.of(InetAddress.getLoopbackAddress()), 0, sender);
        try (java.net.DatagramSocket peer = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(10_000);
            peer.send(new java.net.DatagramPacket(
                    new byte[] {1, 2, 3}, 3, sockets.addresses().get(0)));
            java.net.DatagramPacket back = new java.net.DatagramPacket(new byte[5_000], 5_000);
            peer.receive(back);
            assertThat(back.getLength()).isEqualTo(4_000);
            assertThat(back.getData()[3_999]).isEqualTo((byte) 7);
            peer.receive(back);
            assertThat(back.getLength()).isEqualTo(3);
        } finally {
            sockets.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void aBurstToManyReceivers_isTakenWhole() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        CompletableFuture<Channel> channel = new CompletableFuture<>();
        MediaSockets.Receiver receiver = new MediaSockets.Receiver() {
            @Override
            public void received(MediaSockets.Path path, byte[] datagram) {
                channel.complete(path.channel());
            }

            @Override
            public void drained() {
                // Nothing waits.
            }
        };
        MediaSockets sockets = MediaSockets.bind(group, List.of(InetAddress.getLoopbackAddress()), 0, receiver);
        try (java.net.DatagramSocket knock = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress bound = sockets.addresses().get(0);
            knock.send(new java.net.DatagramPacket(new byte[1], 1, bound));
            MediaSockets.Path path = new MediaSockets.Path(
                    channel.get(10, TimeUnit.SECONDS), (InetSocketAddress) knock.getLocalSocketAddress());
            long taken = group.submit(() -> accepted(path, BURST)).get(10, TimeUnit.SECONDS);
            assertThat(taken).isEqualTo(BURST);
        } finally {
            sockets.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void aSocketThatSendsNothing_holdsNoMoreThanItsBound() {
        EmbeddedChannel stuck = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                // As a kernel that takes nothing.
            }
        });
        stuck.config().setWriteBufferWaterMark(MediaSockets.QUEUED_BYTES);
        MediaSockets.Path path = new MediaSockets.Path(stuck, new InetSocketAddress(9));
        long taken = accepted(path, 10_000);
        assertThat(taken * DATAGRAM.length).isBetween(3L << 20, 5L << 20);
        assertThat(path.write(DATAGRAM, 0, DATAGRAM.length)).isFalse();
        var unusedHandler = stuck.pipeline().removeFirst();
        stuck.flushOutbound();
        var unusedReleased = stuck.releaseOutbound();
    }
}
