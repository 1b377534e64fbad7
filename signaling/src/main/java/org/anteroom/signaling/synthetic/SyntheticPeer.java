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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.dtls.DtlsAssociation;
import org.anteroom.signaling.embedded.dtls.DtlsIdentity;
import org.anteroom.signaling.embedded.forward.Tokens;
import org.anteroom.signaling.embedded.ice.StunMessage;
import org.anteroom.signaling.embedded.ice.StunWriter;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtcpReader;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.embedded.srtp.SrtpSession;
import org.anteroom.signaling.sdp.Description;
import org.anteroom.signaling.sdp.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without a browser: answers the bridge's offers, connects by ICE, DTLS and SRTP, sends sound and video of
 * the right shape, and counts what it receives.
 *
 * <p>All calls may come from any thread but the peers' own; they wait for the peer's event loop.
 */
public final class SyntheticPeer implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HANDSHAKE_MS = 10_000;
    private static final int SSRCS_MAX = 256;

    private final EventLoop loop;
    private final ExecutorService handshakes;
    private final DtlsIdentity identity;
    private final long number;
    private final String iceUser = Tokens.random(RANDOM, 8);
    private final String icePassword = Tokens.random(RANDOM, 24);
    private final int reportSsrc = RANDOM.nextInt();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Map<SourceKind, SyntheticSender> senders = new EnumMap<>(SourceKind.class);
    private final Map<String, SyntheticReceiver> receivers = new HashMap<>();
    private LongConsumer delaysNanos = nanos -> {};
    private Fingerprint claimed;
    private @Nullable SyntheticAnswer remote;
    private @Nullable InetSocketAddress bridge;
    private @Nullable Channel channel;
    private @Nullable DtlsAssociation association;
    private @Nullable SrtpSession srtp;
    private boolean checkSucceeded;
    private boolean closed;
    private boolean checking = true;
    private int transportSequence;
    private int loseEveryOut;
    private int loseEveryIn;
    private long videoOut;
    private long videoIn;
    private long unknown;
    private long feedback;
    private long resent;
    private int ticks;

    /**
     * What came on one m-line.
     *
     * @param packets received, with those that were recovered
     * @param keyFrames that began
     * @param recovered by retransmission
     * @param missing numbers that never came
     * @param beganWithKeyFrame whether the very first packet began one
     * @param lastSequence the number that came last, -1 before any
     * @param senders numbers of the peers that wrote the packets
     */
    public record Received(
            long packets,
            long keyFrames,
            long recovered,
            long missing,
            boolean beganWithKeyFrame,
            int lastSequence,
            Set<Long> senders) {
        public Received {
            senders = Set.copyOf(senders);
        }
    }

    SyntheticPeer(EventLoop loop, ExecutorService handshakes, DtlsIdentity identity, long number) {
        this.loop = loop;
        this.handshakes = handshakes;
        this.identity = identity;
        this.number = number;
        this.claimed = identity.fingerprint();
        int ssrc = RANDOM.nextInt() & ~7;
        for (SourceKind kind : SourceKind.values()) {
            senders.put(kind, new SyntheticSender(kind, number, ssrc, 0xFF00 + RANDOM.nextInt(0x80)));
            ssrc += 2;
        }
    }

    private <T> T onLoop(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loop).join();
    }

    private void doOnLoop(Runnable task) {
        CompletableFuture.runAsync(task, loop).join();
    }

    /** The number that it writes into every packet. */
    public long number() {
        return number;
    }

    /** Completes when media may flow. */
    public CompletableFuture<Void> connected() {
        return connected;
    }

    /** Names another certificate in its answers than it holds. */
    public void lieAboutFingerprint(Fingerprint fingerprint) {
        doOnLoop(() -> claimed = fingerprint);
    }

    /** Where the delays from the sending peer's hand to this one's go. Called on the peer's event loop. */
    public void measureDelays(LongConsumer nanos) {
        doOnLoop(() -> delaysNanos = nanos);
    }

    /** Answers an offer; the first answer makes it connect. */
    public String answer(MediaOffer offer) {
        return onLoop(() -> {
            SyntheticAnswer answer = new SyntheticAnswer(offer.sdp());
            learn(answer);
            Map<String, SyntheticSender> sending = new HashMap<>();
            offer.own().forEach((kind, mid) -> sending.put(mid, sender(kind)));
            if (remote == null) {
                remote = answer;
                bridge = answer.candidate();
                channel = open(answer.candidate());
                tick();
            }
            return answer.write(iceUser, icePassword, claimed, sending);
        });
    }

    private SyntheticSender sender(SourceKind kind) {
        return Optional.ofNullable(senders.get(kind)).orElseThrow();
    }

    private void learn(SyntheticAnswer answer) {
        Map<String, SyntheticReceiver> before = new HashMap<>(receivers);
        receivers.clear();
        for (Description.Media media : answer.media()) {
            String mid = media.value("mid").orElseThrow();
            SyntheticAnswer.ssrcs(media).ifPresent(ssrcs -> {
                SyntheticReceiver known = before.get(mid);
                SyntheticReceiver fresh =
                        new SyntheticReceiver(media.kind().equals("video"), ssrcs[0], ssrcs[ssrcs.length - 1]);
                receivers.put(mid, known != null && known.ssrc() == ssrcs[0] ? known : fresh);
            });
        }
    }

    private Channel open(InetSocketAddress towards) {
        SocketProtocolFamily family =
                towards.getAddress() instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        NioDatagramChannel opened = new NioDatagramChannel(family);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> opened)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048).maxMessagesPerRead(64))
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

    /** Goes on from another port, as a phone does from another network. */
    public void changeAddress() {
        doOnLoop(() -> {
            Channel before = channel;
            channel = open(Optional.ofNullable(bridge).orElseThrow());
            if (before != null) {
                var unused = before.close();
            }
        });
    }

    /** Starts or stops sending, whether it may or not. */
    public void send(SourceKind kind, boolean on) {
        doOnLoop(() -> sender(kind).turn(on));
    }

    /** @param level of its voice, 0 (loudest) to 127 */
    public void speak(int level) {
        doOnLoop(() -> sender(SourceKind.MICROPHONE).loudness(level));
    }

    /** Loses each so-manieth video packet on its way out, and in; 0 loses none. */
    public void lose(int everyOut, int everyIn) {
        doOnLoop(() -> {
            loseEveryOut = everyOut;
            loseEveryIn = everyIn;
        });
    }

    /** Stops answering for its consent. */
    public void fallSilent() {
        doOnLoop(() -> {
            checking = false;
            senders.values().forEach(s -> s.turn(false));
        });
    }

    /** Answers for its consent again. */
    public void wake() {
        doOnLoop(() -> checking = true);
    }

    /** What came on an m-line; zeros where nothing did. */
    public Received received(String mid) {
        return onLoop(() -> {
            SyntheticReceiver receiver = receivers.get(mid);
            return receiver == null ? new Received(0, 0, 0, 0, false, -1, Set.of()) : receiver.snapshot();
        });
    }

    /** All RTP packets received, over all m-lines that are in use. */
    public long receivedPackets() {
        return onLoop(() -> receivers.values().stream()
                .mapToLong(r -> r.snapshot().packets())
                .sum());
    }

    /** Packets that belong to no m-line. */
    public long unknownPackets() {
        return onLoop(() -> unknown);
    }

    /** Transport-wide feedback packets that the bridge sent. */
    public long feedbackPackets() {
        return onLoop(() -> feedback);
    }

    /** Packets that the bridge asked for again and got. */
    public long resentPackets() {
        return onLoop(() -> resent);
    }

    /** Key frames that it made. */
    public long keyFramesSent(SourceKind kind) {
        return onLoop(() -> sender(kind).keyFrames());
    }

    /** Sends these bytes as they are. */
    public void sendRaw(byte[] bytes) {
        doOnLoop(() -> transmit(bytes, bytes.length));
    }

    /** Protects and sends an RTP packet as it is. */
    public void sendRtp(Packet packet) {
        doOnLoop(() -> protectAndSend(packet));
    }

    /** Protects and sends an RTCP compound as it is. */
    public void sendRtcp(Packet packet) {
        doOnLoop(() -> protectAndSendRtcp(packet));
    }

    /** Asks for these packets of an m-line again, lost or not. */
    public void nack(String mid, List<Integer> sequences) {
        doOnLoop(() -> {
            SyntheticReceiver receiver = receivers.get(mid);
            if (receiver != null) {
                protectAndSendRtcp(RtcpWriter.nack(reportSsrc, receiver.ssrc(), sequences));
            }
        });
    }

    private void tick() {
        if (closed) {
            return;
        }
        var unused = loop.schedule(this::tick, 20, TimeUnit.MILLISECONDS);
        ticks++;
        if (ticks % 25 == 1 || !checkSucceeded) {
            check();
        }
        if (srtp == null) {
            return;
        }
        media();
        for (SyntheticReceiver receiver : receivers.values()) {
            receiver.nack(reportSsrc, nowMs()).ifPresent(this::protectAndSendRtcp);
        }
        if (ticks % 50 == 0) {
            reports();
        }
        if (channel != null) {
            channel.flush();
        }
    }

    private void media() {
        for (SyntheticSender sender : senders.values()) {
            if (sender.isOn() && !sender.isVideo()) {
                sendMedia(sender.sound());
            } else if (sender.isOn() && ticks % 10 % 3 == 0) {
                sender.frame().forEach(this::sendVideo);
            }
        }
    }

    private void sendVideo(Packet packet) {
        videoOut++;
        if (loseEveryOut == 0 || videoOut % loseEveryOut != 0) {
            sendMedia(packet);
        }
    }

    private void sendMedia(Packet packet) {
        SyntheticSender.number(packet, transportSequence++ & 0xFFFF);
        protectAndSend(packet);
    }

    private void reports() {
        for (SyntheticSender sender : senders.values()) {
            if (sender.isOn()) {
                long now = System.currentTimeMillis();
                int ntpHigh = (int) (now / 1000 + 2_208_988_800L);
                int ntpLow = (int) ((now % 1000) * 4_294_967L);
                protectAndSendRtcp(
                        RtcpWriter.senderReport(sender.ssrc(), ntpHigh, ntpLow, sender.timestamp(), 1, 1, "synthetic"));
            }
        }
        List<RtcpWriter.ReportBlock> blocks = new ArrayList<>();
        receivers.values().forEach(r -> r.report(nowMs()).ifPresent(blocks::add));
        if (!blocks.isEmpty()) {
            protectAndSendRtcp(RtcpWriter.receiverReport(reportSsrc, blocks));
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void check() {
        if (checking && remote != null) {
            byte[] transaction = new byte[12];
            RANDOM.nextBytes(transaction);
            byte[] bytes = StunWriter.check(
                    transaction, remote.transport("ice-ufrag") + ":" + iceUser, remote.transport("ice-pwd"), true);
            transmit(bytes, bytes.length);
        }
    }

    private void transmit(byte[] bytes, int length) {
        if (channel != null && bridge != null && channel.isActive() && channel.isWritable()) {
            var unused = channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(bytes, 0, length), bridge));
        }
    }

    private void protectAndSend(Packet packet) {
        if (srtp != null && srtp.protectRtp(packet)) {
            transmit(packet.getBuffer(), packet.getLength());
        }
    }

    private void protectAndSendRtcp(Packet packet) {
        if (srtp != null && srtp.protectRtcp(packet)) {
            transmit(packet.getBuffer(), packet.getLength());
        }
    }

    private void arrived(byte[] datagram) {
        int first = datagram.length < 2 ? -1 : datagram[0] & 0xFF;
        if (first >= 0 && first <= 3) {
            StunMessage.parse(datagram)
                    .filter(m -> m.type() == StunMessage.BINDING_SUCCESS)
                    .filter(m -> remote != null && m.integrityHolds(remote.transport("ice-pwd")))
                    .ifPresent(m -> reached());
        } else if (first >= 20 && first <= 63 && association != null) {
            // A full queue is a lost datagram, which DTLS sends again.
            var unused = association.received(datagram);
        } else if (first >= 128 && srtp != null) {
            Packet packet = new Packet(datagram, datagram.length);
            if (RtcpReader.isRtcp(datagram[1] & 0xFF)) {
                rtcp(srtp, packet);
            } else {
                rtp(srtp, packet);
            }
        }
    }

    private void reached() {
        checkSucceeded = true;
        if (association != null || remote == null || closed) {
            return;
        }
        association = DtlsAssociation.connect(
                handshakes,
                identity,
                remote.fingerprint(),
                HANDSHAKE_MS,
                bytes -> loop.execute(() -> transmit(bytes, bytes.length)),
                new DtlsAssociation.Listener() {
                    @Override
                    public void established(SrtpKeys keys) {
                        loop.execute(() -> {
                            srtp = new SrtpSession(keys, true, SSRCS_MAX);
                            connected.complete(null);
                        });
                    }

                    @Override
                    public void failed(boolean forged) {
                        connected.completeExceptionally(new IllegalStateException("The handshake failed"));
                    }

                    @Override
                    public void closed() {
                        loop.execute(() -> closed = true);
                    }
                });
    }

    private void rtp(SrtpSession session, Packet packet) {
        if ((packet.getBuffer()[1] & 0x7F) == org.anteroom.signaling.sdp.Codecs.VP8 && loseEveryIn > 0) {
            videoIn++;
            if (videoIn % loseEveryIn == 0) {
                return;
            }
        }
        if (!session.unprotectRtp(packet)) {
            return;
        }
        Optional<RtpPacket> parsed = RtpPacket.parse(packet.getBuffer(), packet.getOffset(), packet.getLength());
        if (parsed.isEmpty()) {
            return;
        }
        for (SyntheticReceiver receiver : receivers.values()) {
            if (receiver.takes(parsed.get().ssrc())) {
                receiver.received(parsed.get(), delaysNanos, nowMs());
                return;
            }
        }
        unknown++;
    }

    private void rtcp(SrtpSession session, Packet packet) {
        if (!session.unprotectRtcp(packet)) {
            return;
        }
        byte[] b = packet.getBuffer();
        feedback += (b[1] & 0xFF) == 205 && (b[0] & 0x1F) == 15 ? 1 : 0;
        var unused = RtcpReader.read(b, packet.getOffset(), packet.getLength(), new RtcpReader.Handler() {
            @Override
            public void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp) {
                receivers.values().stream()
                        .filter(r -> r.ssrc() == ssrc)
                        .forEach(r -> r.senderReport(ntpHigh, ntpLow, nowMs()));
            }

            @Override
            public void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast) {
                // What the bridge lost of us is asked of the bridge, in its health.
            }

            @Override
            public void nack(int mediaSsrc, int sequence) {
                senders.values().stream()
                        .filter(s -> s.ssrc() == mediaSsrc)
                        .flatMap(s -> s.retransmission(sequence).stream())
                        .forEach(p -> {
                            resent++;
                            protectAndSend(p);
                        });
            }

            @Override
            public void keyFrameRequest(int mediaSsrc) {
                senders.values().stream().filter(s -> s.ssrc() == mediaSsrc).forEach(SyntheticSender::wantKeyFrame);
            }
        });
    }

    /** Says goodbye by DTLS and closes its socket. */
    @Override
    public void close() {
        doOnLoop(() -> {
            closed = true;
            if (association != null) {
                association.close();
            }
            if (channel != null) {
                Channel open = channel;
                var unused = loop.schedule(
                        () -> {
                            var unusedClose = open.close();
                        },
                        100,
                        TimeUnit.MILLISECONDS);
            }
        });
    }
}
