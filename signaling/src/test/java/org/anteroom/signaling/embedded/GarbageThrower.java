package org.anteroom.signaling.embedded;

import static org.anteroom.signaling.embedded.BridgeHarness.HERE;
import static org.anteroom.signaling.embedded.BridgeHarness.VOICE_AND_FACE;
import static org.anteroom.signaling.embedded.BridgeHarness.done;
import static org.anteroom.signaling.embedded.BridgeHarness.id;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.embedded.ice.StunWriter;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.SyntheticPeer;

/** Throws bytes at the bridge's port, from nowhere or from a peer's own address. */
final class GarbageThrower {
    private static final int[] FIRST_BYTES = {0, 1, 20, 22, 23, 63, 64, 128, 129, 144, 191, 255};
    private static final int PORTION = 16;
    private static final Pattern CANDIDATE = Pattern.compile("a=candidate:\\S+ 1 udp \\d+ (\\S+) (\\d+) typ host");
    private static final Pattern USER = Pattern.compile("a=ice-ufrag:(\\S+)");
    private static final Pattern PASSWORD = Pattern.compile("a=ice-pwd:(\\S+)");

    private final Consumer<byte[]> target;
    private final MediaOffer offer;

    private GarbageThrower(Consumer<byte[]> target, MediaOffer offer) {
        this.target = target;
        this.offer = offer;
    }

    static GarbageThrower at(MediaOffer offer) throws IOException {
        InetSocketAddress bridge = address(offer);
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        return new GarbageThrower(
                bytes -> {
                    try {
                        socket.send(new DatagramPacket(bytes, bytes.length, bridge));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                offer);
    }

    static GarbageThrower from(SyntheticPeer peer) {
        return new GarbageThrower(peer::sendRaw, new MediaOffer(1, "", java.util.Map.of(), java.util.Map.of()));
    }

    private static InetSocketAddress address(MediaOffer offer) throws IOException {
        return new InetSocketAddress(
                InetAddress.getByName(find(CANDIDATE, offer, 1)), Integer.parseInt(find(CANDIDATE, offer, 2)));
    }

    private static String find(Pattern pattern, MediaOffer offer, int group) {
        Matcher matcher = pattern.matcher(offer.sdp());
        if (!matcher.find()) {
            throw new AssertionError("The offer lacks " + pattern);
        }
        return matcher.group(group);
    }

    /** Waits until the bridge has judged what was sent. */
    interface Judged {
        void await() throws Exception;
    }

    /** Throws as many at a time as a socket holds. */
    void throwSome(int datagrams, long seed, Judged portion) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < datagrams; i++) {
            byte[] bytes = new byte[1 + random.nextInt(1400)];
            random.nextBytes(bytes);
            bytes[0] = (byte) FIRST_BYTES[random.nextInt(FIRST_BYTES.length)];
            target.accept(bytes);
            if (i % PORTION == PORTION - 1) {
                portion.await();
            }
        }
    }

    /** Sends checks signed with a wrong password and counts what has come back once they are known to be judged. */
    int answersToForgedChecks(int checks, Judged judged) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < checks; i++) {
                byte[] check = StunWriter.check(
                        new byte[12], find(USER, offer, 1) + ":abcd", "wrongwrongwrongwrongwrong", true);
                socket.send(new DatagramPacket(check, check.length, address(offer)));
            }
            judged.await();
            // What was answered has arrived, because loopback delivers while it sends.
            socket.setSoTimeout(1);
            int answers = 0;
            try {
                while (true) {
                    socket.receive(new DatagramPacket(new byte[2048], 2048));
                    answers++;
                }
            } catch (SocketTimeoutException e) {
                return answers;
            }
        }
    }

    /** An endpoint that passes its checks, sends the first bytes of a handshake, and then says no more. */
    static void holdHandshake(BridgeHarness house, String name) throws Exception {
        SyntheticPeer paper = house.peers.create();
        done(house.bridge.add(HERE, id(name), VOICE_AND_FACE));
        MediaOffer offer = house.listener.lastOffer(id(name));
        String answer = paper.answer(offer);
        done(house.bridge.answer(id(name), 1, answer));
        paper.close();
        String user = answer.lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow()
                .substring("a=ice-ufrag:".length());
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] check =
                    StunWriter.check(new byte[12], find(USER, offer, 1) + ":" + user, find(PASSWORD, offer, 1), true);
            socket.send(new DatagramPacket(check, check.length, address(offer)));
            socket.setSoTimeout(Patience.SECONDS * 1_000);
            socket.receive(new DatagramPacket(new byte[2048], 2048));
            byte[] hello = new byte[100];
            hello[0] = 22;
            socket.send(new DatagramPacket(hello, hello.length, address(offer)));
        }
    }
}
