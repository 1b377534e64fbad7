package org.anteroom.signaling.synthetic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.anteroom.signaling.embedded.dtls.DtlsAssociation;
import org.anteroom.signaling.embedded.dtls.DtlsIdentity;
import org.anteroom.signaling.embedded.forward.Tokens;
import org.anteroom.signaling.embedded.ice.StunMessage;
import org.anteroom.signaling.embedded.ice.StunWriter;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtcpReader;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.embedded.srtp.SrtpSession;
import org.jspecify.annotations.Nullable;

/** The controlling end of a transport: checks, a DTLS client, SRTP. On its event loop only. */
final class SyntheticTransport {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HANDSHAKE_MS = 10_000;
    private static final int SSRCS_MAX = 256;
    private static final int DATAGRAM_BYTES_MAX = 2048;
    private static final int LINGER_MS = 100;

    private final EventLoop loop;
    private final ExecutorService handshakes;
    private final DtlsIdentity identity;
    private final Observer observer;
    private final String iceUser = Tokens.random(RANDOM, 8);
    private final String icePassword = Tokens.random(RANDOM, 24);
    private @Nullable SyntheticAnswer bridge;
    private @Nullable Channel channel;
    private @Nullable DtlsAssociation association;
    private @Nullable SrtpSession srtp;
    private UnaryOperator<byte[]> handshakeWords = UnaryOperator.identity();
    private boolean reached;
    private boolean checking = true;
    private boolean closed;

    /** What arrives, decrypted. */
    interface Observer {
        void secured();

        void failed();

        void rtp(Packet packet);

        void rtcp(Packet packet);

        /** Whether to lose this datagram, as networks do. */
        boolean loses(byte[] datagram);
    }

    SyntheticTransport(EventLoop loop, ExecutorService handshakes, DtlsIdentity identity, Observer observer) {
        this.loop = loop;
        this.handshakes = handshakes;
        this.identity = identity;
        this.observer = observer;
    }

    String iceUser() {
        return iceUser;
    }

    String icePassword() {
        return icePassword;
    }

    boolean isStarted() {
        return bridge != null;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isSecured() {
        return srtp != null;
    }

    boolean isReached() {
        return reached;
    }

    void setChecking(boolean checking) {
        this.checking = checking;
    }

    void start(SyntheticAnswer towards) {
        bridge = towards;
        channel = open(towards.candidate());
    }

    /** Goes on from another port. */
    void changeAddress() {
        Channel before = channel;
        if (bridge == null || before == null) {
            throw new IllegalStateException("The peer has not started to connect");
        }
        channel = open(bridge.candidate());
        var unused = before.close();
    }

    private Channel open(InetSocketAddress towards) {
        SocketProtocolFamily family =
                towards.getAddress() instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        NioDatagramChannel opened = new NioDatagramChannel(family);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> opened)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(DATAGRAM_BYTES_MAX).maxMessagesPerRead(64))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        byte[] bytes = new byte[packet.content().readableBytes()];
                        packet.content().readBytes(bytes);
                        arrived(bytes);
                    }
                });
        var unused = bootstrap.bind(0).addListener(bound -> check());
        return opened;
    }

    /** Sends a check that nominates this path. */
    void check() {
        if (checking && bridge != null) {
            byte[] transaction = new byte[12];
            RANDOM.nextBytes(transaction);
            String username = bridge.transport("ice-ufrag") + ":" + iceUser;
            byte[] bytes = StunWriter.check(transaction, username, bridge.transport("ice-pwd"), true);
            sendRaw(bytes, bytes.length);
        }
    }

    void sendRaw(byte[] bytes, int length) {
        if (channel != null && bridge != null && channel.isActive() && channel.isWritable()) {
            var unused = channel.writeAndFlush(
                    new DatagramPacket(Unpooled.wrappedBuffer(bytes, 0, length), bridge.candidate()));
        }
    }

    void sendRtp(Packet packet) {
        if (srtp != null && srtp.protectRtp(packet)) {
            sendRaw(packet.getBuffer(), packet.getLength());
        }
    }

    void sendRtcp(Packet packet) {
        if (srtp != null && srtp.protectRtcp(packet)) {
            sendRaw(packet.getBuffer(), packet.getLength());
        }
    }

    private void arrived(byte[] datagram) {
        int first = datagram.length < 2 ? -1 : datagram[0] & 0xFF;
        if (first >= 0 && first <= 3) {
            StunMessage.parse(datagram)
                    .filter(m -> m.type() == StunMessage.BINDING_SUCCESS)
                    .filter(m -> bridge != null && m.integrityHolds(bridge.transport("ice-pwd")))
                    .ifPresent(m -> answered());
        } else if (first >= 20 && first <= 63 && association != null) {
            // A full queue is a lost datagram, which DTLS sends again.
            var unused = association.received(datagram);
        } else if (first >= 128 && srtp != null && !observer.loses(datagram)) {
            media(srtp, datagram);
        }
    }

    private void media(SrtpSession session, byte[] datagram) {
        Packet packet = new Packet(datagram, datagram.length);
        if (RtcpReader.isRtcp(datagram[1] & 0xFF)) {
            if (session.unprotectRtcp(packet)) {
                observer.rtcp(packet);
            }
        } else if (session.unprotectRtp(packet)) {
            observer.rtp(packet);
        }
    }

    private void answered() {
        reached = true;
        if (association != null || bridge == null || closed) {
            return;
        }
        association = DtlsAssociation.connect(
                handshakes,
                identity,
                bridge.fingerprint(),
                HANDSHAKE_MS,
                bytes -> loop.execute(() -> say(bytes)),
                new DtlsAssociation.Listener() {
                    @Override
                    public void established(SrtpKeys keys) {
                        loop.execute(() -> {
                            srtp = new SrtpSession(keys, true, SSRCS_MAX);
                            observer.secured();
                        });
                    }

                    @Override
                    public void failed(boolean forged) {
                        observer.failed();
                    }

                    @Override
                    public void closed() {
                        loop.execute(() -> closed = true);
                    }
                });
    }

    private void say(byte[] handshake) {
        byte[] instead = handshakeWords.apply(handshake);
        sendRaw(instead, instead.length);
    }

    /** What goes out in place of each datagram of its handshake. */
    void lie(UnaryOperator<byte[]> words) {
        handshakeWords = words;
    }

    /** Says goodbye and closes the socket soon after. */
    void close() {
        closed = true;
        if (association != null) {
            association.close();
        }
        Channel open = channel;
        if (open != null) {
            var unused = loop.schedule(
                    () -> {
                        var unusedClose = open.close();
                    },
                    LINGER_MS,
                    TimeUnit.MILLISECONDS);
        }
    }
}
