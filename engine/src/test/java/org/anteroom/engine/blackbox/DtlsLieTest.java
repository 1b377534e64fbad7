package org.anteroom.engine.blackbox;

import static org.anteroom.signaling.synthetic.DtlsWords.fragment;
import static org.anteroom.signaling.synthetic.DtlsWords.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.synthetic.DtlsWords;
import org.anteroom.signaling.synthetic.SyntheticPeer;
import org.anteroom.signaling.synthetic.SyntheticPeers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody who was admitted lies in the handshake of their media: no memory is taken, and a room beside them goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DtlsLieTest {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int CERTIFICATE = 11;
    private static final int MIB_16 = 0xFFFFFF;
    private static final int LIES = 200;
    /** Of what a lie claims, one handshake would be sixteen times as much. */
    private static final long BYTES_MAX = 8L << 20;

    private final List<Device> devices = new ArrayList<>();
    private TestEngine engine;
    private Rest rest;
    private SyntheticPeers crowd;
    private SyntheticPeer maya;
    private SyntheticPeer ben;

    /** What is said again and again. */
    private enum Lie {
        SIXTEEN_MESSAGES_OF_16_MIB,
        FRAGMENTS_THAT_CONTRADICT,
        /** Each for itself is what a fragment may be; together they are no ClientHello. */
        FRAGMENTS_THAT_OVERLAP,
        THE_LAST_FIRST,
        A_FLIGHT_OF_MORE_THAN_16_KIB;

        /** Whether it is dropped before the library sees it. */
        boolean isRefused() {
            return this != FRAGMENTS_THAT_OVERLAP;
        }

        byte[] words(int number) {
            return fragments(number)
                    .map(one -> record(HANDSHAKE, 0, number, one))
                    .reduce(new byte[0], DtlsWords::joined);
        }

        private Stream<byte[]> fragments(int number) {
            return switch (this) {
                case SIXTEEN_MESSAGES_OF_16_MIB ->
                    IntStream.range(0, 16).mapToObj(message -> fragment(CLIENT_HELLO, MIB_16, message, 0, 0));
                case FRAGMENTS_THAT_CONTRADICT ->
                    Stream.of(
                            fragment(CLIENT_HELLO, 300, 0, 0, 200),
                            fragment(CLIENT_HELLO, MIB_16 - number, 0, 100, 200),
                            fragment(CERTIFICATE, 300, 0, 250, 50));
                case FRAGMENTS_THAT_OVERLAP ->
                    Stream.of(
                            fragment(CLIENT_HELLO, 400, 0, number % 200, 200),
                            fragment(CLIENT_HELLO, 400, 0, 100, 300));
                case THE_LAST_FIRST ->
                    Stream.of(
                            fragment(CERTIFICATE, MIB_16, 15 - number % 16, MIB_16 - 10, 10),
                            fragment(CERTIFICATE, MIB_16, 0xFFFF - number, 0, 10));
                case A_FLIGHT_OF_MORE_THAN_16_KIB ->
                    Stream.of(fragment(CERTIFICATE, 8_000, number % 16, 100 * (number % 70), 1_000));
            };
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        crowd = new SyntheticPeers(2);
    }

    @AfterAll
    void stop() {
        crowd.close();
        engine.close();
    }

    @BeforeEach
    void fillARoom() {
        maya = crowd.create();
        ben = crowd.create();
        String session = rest.session(Map.of("admission", "open"));
        for (Map.Entry<String, SyntheticPeer> person :
                Map.of("Maya Chen", maya, "Ben Okafor", ben).entrySet()) {
            enter(session, person.getKey(), person.getValue());
            person.getValue()
                    .connected()
                    .orTimeout(Patience.SECONDS, TimeUnit.SECONDS)
                    .join();
            person.getValue().send(SourceKind.MICROPHONE, true);
        }
        hearsOn(maya);
        hearsOn(ben);
    }

    @AfterEach
    void hangUp() {
        devices.forEach(Device::close);
        devices.clear();
        Patience.await("no endpoint is left").until(() -> engine.metric("anteroom_bridge_endpoints") == 0);
    }

    private void enter(String session, String name, SyntheticPeer peer) {
        Device device = engine.device(rest.join(session, name, "patient").token());
        devices.add(device);
        device.mediaBy(peer);
        device.done("knock");
        device.welcomeIn("main");
    }

    /** More comes than came so far. */
    private static void hearsOn(SyntheticPeer peer) {
        long before = peer.receivedPackets();
        Patience.await("hears on").until(() -> peer.receivedPackets() > before + 50);
    }

    /** Bytes that the threads of handshakes allocated so far. */
    private static Map<Long, Long> allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<Long, Long> bytes = new HashMap<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("anteroom-dtls"))
                .forEach(thread -> bytes.put(thread.getId(), threads.getThreadAllocatedBytes(thread.getId())));
        return bytes;
    }

    private static long since(Map<Long, Long> before) {
        return allocated().entrySet().stream()
                .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
                .sum();
    }

    private double dropped() {
        return engine.metric("anteroom_bridge_packets_dropped_total{reason=\"dtls");
    }

    private void lie(SyntheticPeer liar, Lie lie) {
        Map<Long, Long> before = allocated();
        double dropped = dropped();
        for (int i = 0; i < LIES; i++) {
            liar.sendRaw(lie.words(i));
        }
        if (lie.isRefused()) {
            Patience.await("the lies arrived").until(() -> dropped() > dropped);
        }
        hearsOn(maya);
        hearsOn(ben);
        assertThat(since(before)).isLessThan(BYTES_MAX);
    }

    @ParameterizedTest
    @EnumSource
    void lieInTheHandshake_takesNoMemory_andARoomGoesOn(Lie lie) {
        SyntheticPeer liar = crowd.create();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        liar.lieInHandshake(honest -> {
            begun.complete(null);
            return lie.words(0);
        });
        enter(rest.session(Map.of("admission", "open")), "Mal Content", liar);
        begun.orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
        lie(liar, lie);
        assertThat(liar.connected().isDone() && !liar.connected().isCompletedExceptionally())
                .isFalse();
        assertThat(mediaConnectionsOfTheRoom()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void lieAfterTheHandshake_takesNoMemory_andARoomGoesOn(Lie lie) {
        SyntheticPeer liar = crowd.create();
        enter(rest.session(Map.of("admission", "open")), "Mal Content", liar);
        liar.connected().orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
        lie(liar, lie);
        assertThat(mediaConnectionsOfTheRoom()).isEqualTo(2);
    }

    @Test
    void claimThatWasRefused_leavesRoomForAnHonestHandshake() {
        SyntheticPeer liar = crowd.create();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        liar.lieInHandshake(honest -> {
            begun.complete(null);
            return Lie.SIXTEEN_MESSAGES_OF_16_MIB.words(0);
        });
        enter(rest.session(Map.of("admission", "open")), "Mal Content", liar);
        begun.orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
        liar.lieInHandshake(honest -> honest);
        liar.connected().orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }

    /** Connections that Maya and Ben were offered: another one would be an interruption. */
    private long mediaConnectionsOfTheRoom() {
        return devices.subList(0, 2).stream()
                .flatMap(device -> device.seen().stream())
                .filter(frame -> "offer".equals(frame.getString("name")))
                .map(frame -> frame.getString("connection"))
                .distinct()
                .count();
    }
}
