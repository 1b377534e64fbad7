package org.anteroom.signaling.synthetic;

import io.netty.channel.EventLoop;
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
import java.util.function.UnaryOperator;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.dtls.DtlsIdentity;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtcpReader;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Description;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.MediaOffer;

/**
 * An endpoint without a browser: answers the bridge's offers, connects by ICE, DTLS and SRTP, sends sound and video of
 * the right shape, and counts what it receives.
 *
 * <p>All calls may come from any thread but the peers' own; they wait for the peer's event loop.
 */
public final class SyntheticPeer implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TICK_MS = 20;
    private static final int CHECK_TICKS = 25;
    private static final int REPORT_TICKS = 50;

    private final EventLoop loop;
    private final SyntheticTransport transport;
    private final long number;
    private final int reportSsrc = RANDOM.nextInt();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Map<SourceKind, SyntheticSender> senders = new EnumMap<>(SourceKind.class);
    private final Map<String, SyntheticReceiver> receivers = new HashMap<>();
    private LongConsumer delaysNanos = nanos -> {};
    private Watcher watcher = (video, endsFrame) -> {};
    private int slowness = 1;
    private Fingerprint claimed;
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
        this.transport = new SyntheticTransport(loop, handshakes, identity, new Arrivals());
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

    /** From now on says something else in place of each datagram of its handshake. */
    public void lieInHandshake(UnaryOperator<byte[]> words) {
        doOnLoop(() -> transport.lie(words));
    }

    /** Where the delays from the sending peer's hand to this one's go. Called on the peer's event loop. */
    public void measureDelays(LongConsumer nanos) {
        doOnLoop(() -> delaysNanos = nanos);
    }

    /** Is told of every RTP packet that belongs to an m-line, on the peer's event loop. */
    public interface Watcher {
        void arrived(boolean video, boolean endsFrame);
    }

    /** Who is told of arrivals from now on. */
    public void watch(Watcher next) {
        doOnLoop(() -> watcher = next);
    }

    /** Sends only each so-manieth packet of sound and frame of video; 1 sends all. */
    public void slow(int factor) {
        doOnLoop(() -> slowness = factor);
    }

    /** Answers an offer; the first answer makes it connect. */
    public String answer(MediaOffer offer) {
        return onLoop(() -> {
            SyntheticAnswer answer = new SyntheticAnswer(offer.sdp());
            learn(answer);
            Map<String, SyntheticSender> sending = new HashMap<>();
            offer.own().forEach((kind, mid) -> sending.put(mid, sender(kind)));
            if (!transport.isStarted()) {
                transport.start(answer);
                tick();
            }
            return answer.write(transport.iceUser(), transport.icePassword(), claimed, sending);
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

    /** Goes on from another port, as a phone does from another network. */
    public void changeAddress() {
        doOnLoop(transport::changeAddress);
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
            transport.setChecking(false);
            senders.values().forEach(s -> s.turn(false));
        });
    }

    /** Answers for its consent again. */
    public void wake() {
        doOnLoop(() -> transport.setChecking(true));
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
        doOnLoop(() -> transport.sendRaw(bytes, bytes.length));
    }

    /** Protects and sends an RTP packet as it is. */
    public void sendRtp(Packet packet) {
        doOnLoop(() -> transport.sendRtp(packet));
    }

    /** Protects and sends an RTCP compound as it is. */
    public void sendRtcp(Packet packet) {
        doOnLoop(() -> transport.sendRtcp(packet));
    }

    /** Asks for these packets of an m-line again, lost or not. */
    public void nack(String mid, List<Integer> sequences) {
        doOnLoop(() -> {
            SyntheticReceiver receiver = receivers.get(mid);
            if (receiver != null) {
                transport.sendRtcp(RtcpWriter.nack(reportSsrc, receiver.ssrc(), sequences));
            }
        });
    }

    private void tick() {
        if (transport.isClosed()) {
            return;
        }
        var unused = loop.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        ticks++;
        if (ticks % CHECK_TICKS == 1 || !transport.isReached()) {
            transport.check();
        }
        if (!transport.isSecured()) {
            return;
        }
        media();
        for (SyntheticReceiver receiver : receivers.values()) {
            receiver.nack(reportSsrc, nowMs()).ifPresent(transport::sendRtcp);
        }
        if (ticks % REPORT_TICKS == 0) {
            reports();
        }
    }

    private void media() {
        for (SyntheticSender sender : senders.values()) {
            if (sender.isOn() && !sender.isVideo() && ticks % slowness == 0) {
                sendMedia(sender.sound());
            } else if (sender.isOn() && sender.isVideo() && ticks % (10 * slowness) % (3 * slowness) == 0) {
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
        transport.sendRtp(packet);
    }

    private void reports() {
        for (SyntheticSender sender : senders.values()) {
            if (sender.isOn()) {
                long now = System.currentTimeMillis();
                int ntpHigh = (int) (now / 1000 + 2_208_988_800L);
                int ntpLow = (int) ((now % 1000) * 4_294_967L);
                transport.sendRtcp(
                        RtcpWriter.senderReport(sender.ssrc(), ntpHigh, ntpLow, sender.timestamp(), 1, 1, "synthetic"));
            }
        }
        List<RtcpWriter.ReportBlock> blocks = new ArrayList<>();
        receivers.values().forEach(r -> r.report(nowMs()).ifPresent(blocks::add));
        if (!blocks.isEmpty()) {
            transport.sendRtcp(RtcpWriter.receiverReport(reportSsrc, blocks));
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** What the transport brings. */
    private final class Arrivals implements SyntheticTransport.Observer {
        @Override
        public void secured() {
            connected.complete(null);
        }

        @Override
        public void failed() {
            connected.completeExceptionally(new IllegalStateException("The handshake failed"));
        }

        @Override
        public boolean loses(byte[] datagram) {
            boolean video = (datagram[1] & 0x7F) == Codecs.VP8;
            videoIn += video ? 1 : 0;
            return video && loseEveryIn > 0 && videoIn % loseEveryIn == 0;
        }

        @Override
        public void rtp(Packet packet) {
            RtpPacket.parse(packet.getBuffer(), packet.getOffset(), packet.getLength())
                    .ifPresent(SyntheticPeer.this::received);
        }

        @Override
        public void rtcp(Packet packet) {
            byte[] b = packet.getBuffer();
            feedback += (b[1] & 0xFF) == 205 && (b[0] & 0x1F) == 15 ? 1 : 0;
            var unused = RtcpReader.read(b, packet.getOffset(), packet.getLength(), new Control());
        }
    }

    private void received(RtpPacket packet) {
        for (SyntheticReceiver receiver : receivers.values()) {
            if (receiver.takes(packet.ssrc())) {
                receiver.received(packet, delaysNanos, nowMs());
                watcher.arrived(receiver.isVideo(), packet.marker());
                return;
            }
        }
        unknown++;
    }

    /** What the bridge asks for. */
    private final class Control implements RtcpReader.Handler {
        @Override
        public void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp) {
            receivers.values().stream()
                    .filter(r -> r.ssrc() == ssrc)
                    .forEach(r -> r.senderReport(ntpHigh, ntpLow, nowMs()));
        }

        @Override
        public void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast) {
            // What is missing is asked for by NACK.
        }

        @Override
        public void nack(int mediaSsrc, int sequence) {
            senders.values().stream()
                    .filter(s -> s.ssrc() == mediaSsrc)
                    .flatMap(s -> s.retransmission(sequence).stream())
                    .forEach(p -> {
                        resent++;
                        transport.sendRtp(p);
                    });
        }

        @Override
        public void keyFrameRequest(int mediaSsrc) {
            senders.values().stream().filter(s -> s.ssrc() == mediaSsrc).forEach(SyntheticSender::wantKeyFrame);
        }
    }

    /** Says goodbye by DTLS and closes its socket. */
    @Override
    public void close() {
        doOnLoop(transport::close);
    }
}
