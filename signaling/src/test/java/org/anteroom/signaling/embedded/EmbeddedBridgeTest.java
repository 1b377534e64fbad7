package org.anteroom.signaling.embedded;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.anteroom.signaling.embedded.BridgeHarness.ELSEWHERE;
import static org.anteroom.signaling.embedded.BridgeHarness.HERE;
import static org.anteroom.signaling.embedded.BridgeHarness.PATIENT_MS;
import static org.anteroom.signaling.embedded.BridgeHarness.VOICE_AND_FACE;
import static org.anteroom.signaling.embedded.BridgeHarness.done;
import static org.anteroom.signaling.embedded.BridgeHarness.failure;
import static org.anteroom.signaling.embedded.BridgeHarness.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.BindException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.CapacityException;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.embedded.forward.DropReason;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.SyntheticPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole bridge over loopback, driven by synthetic peers. */
class EmbeddedBridgeTest {
    private BridgeHarness house;

    @BeforeEach
    void start() throws Exception {
        house = new BridgeHarness();
    }

    @AfterEach
    void stop() throws Exception {
        house.stop();
    }

    @Test
    void mediaFlowsBothWays_inOneConference() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        String adasFace = house.awaitFlow(bo, "bo", "ada", CAMERA);
        house.awaitFlow(ada, "ada", "bo", MICROPHONE);
        house.awaitFlow(ada, "ada", "bo", CAMERA);
        assertThat(bo.received(adasFace).senders()).containsExactly(ada.number());
        assertThat(bo.unknownPackets()).isZero();
        await("feedback for the sender's estimator").until(() -> ada.feedbackPackets() > 5);
        assertThat(house.counted("packets.in")).isPositive();
        assertThat(house.counted("packets.out")).isPositive();
        assertThat(house.listener.lost).isEmpty();
        assertThat(house.refused).isEmpty();
    }

    /** Begun once the receiver has its keys: what comes before them is lost, and no fault of the bridge. */
    @Test
    void video_beginsWithAKeyFrame() throws Exception {
        SyntheticPeer ada = house.add(HERE, "ada", Set.of(MICROPHONE, CAMERA, SCREEN));
        SyntheticPeer bo = house.join(HERE, "bo");
        ada.connected().get(Patience.SECONDS, TimeUnit.SECONDS);
        withRoomInSockets(ada, bo);
        ada.send(CAMERA, true);
        house.awaitFlow(bo, "bo", "ada", CAMERA);
        ada.send(SCREEN, true);
        String screen = house.awaitFlow(bo, "bo", "ada", SCREEN);
        assertThat(bo.received(screen).beganWithKeyFrame()).isTrue();
    }

    @Test
    void nothingCrossesFromOneConferenceToAnother() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        SyntheticPeer stranger = house.join(ELSEWHERE, "stranger");
        SyntheticPeer friend = house.join(ELSEWHERE, "friend");
        String voice = house.awaitFlow(friend, "friend", "stranger", MICROPHONE);
        house.awaitFlow(bo, "bo", "ada", CAMERA);
        assertThat(house.listener.lastOffer(id("stranger")).sources()).hasSize(2);
        assertThat(house.listener.lastOffer(id("stranger")).sources().values())
                .allMatch(source -> source.endpoint().equals(id("friend")));
        assertThat(friend.received(voice).senders()).containsExactly(stranger.number());
        assertThat(friend.unknownPackets() + stranger.unknownPackets() + ada.unknownPackets())
                .isZero();
    }

    @Test
    void muteStopsAtOnce_andAfterItTheNumbersGoOnWithoutAHole() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        withRoomInSockets(ada, bo);
        String voice = house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        int offersBefore = house.offers("bo");
        done(house.bridge.allow(id("ada"), Set.of(CAMERA)));
        double dropped = house.dropped(DropReason.NOT_ALLOWED);
        await().until(() -> house.dropped(DropReason.NOT_ALLOWED) > dropped + 2);
        house.awaitFlow(bo, "bo", "ada", CAMERA);
        long after = bo.received(voice).packets();
        await().until(() -> house.dropped(DropReason.NOT_ALLOWED) > dropped + 20);
        assertThat(bo.received(voice).packets()).isEqualTo(after);
        done(house.bridge.allow(id("ada"), VOICE_AND_FACE));
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        assertThat(bo.received(voice).missing()).isZero();
        assertThat(house.offers("bo")).isEqualTo(offersBefore);
    }

    /** They send so little that no socket overflows while this machine does something else. */
    private static void withRoomInSockets(SyntheticPeer... peers) {
        for (SyntheticPeer peer : peers) {
            peer.slow(4);
        }
    }

    @Test
    void screenWithoutPermission_reachesNobody_andIsAViolation() throws Exception {
        SyntheticPeer ada = house.add(HERE, "ada", Set.of(MICROPHONE, CAMERA, SCREEN));
        SyntheticPeer bo = house.join(HERE, "bo");
        ada.connected().get(Patience.SECONDS, TimeUnit.SECONDS);
        ada.send(SCREEN, true);
        house.awaitFlow(bo, "bo", "ada", SCREEN);
        assertThat(house.listener.violators).isEmpty();
        done(house.bridge.allow(id("ada"), VOICE_AND_FACE));
        await().until(() -> house.mid("bo", "ada", SCREEN).isEmpty());
        await("the violation").until(() -> house.listener.violators.contains(id("ada")));
        long strays = bo.unknownPackets();
        double before = house.dropped(DropReason.NOT_ALLOWED);
        await().until(() -> house.dropped(DropReason.NOT_ALLOWED) > before + 20);
        assertThat(bo.unknownPackets()).isEqualTo(strays);
    }

    @Test
    void silence_stopsEverythingToAndFromIt_butKeepsItsTransport() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        house.awaitFlow(ada, "ada", "bo", CAMERA);
        done(house.bridge.silence(id("ada")));
        await().until(() -> house.mid("bo", "ada", MICROPHONE).isEmpty());
        double before = house.dropped(DropReason.SILENCED);
        await().until(() -> house.dropped(DropReason.SILENCED) > before + 5);
        long toAda = ada.receivedPackets() + ada.unknownPackets();
        long toBo = bo.unknownPackets();
        double later = house.dropped(DropReason.SILENCED);
        await().until(() -> house.dropped(DropReason.SILENCED) > later + 20);
        assertThat(ada.receivedPackets() + ada.unknownPackets()).isEqualTo(toAda);
        assertThat(bo.unknownPackets()).isEqualTo(toBo);
        assertThat(house.listener.lost).isEmpty();
    }

    @Test
    void anotherCertificateThanAnswered_isRefused() throws Exception {
        SyntheticPeer mallory = house.peers.create();
        mallory.lieAboutFingerprint(Fingerprint.of("sha-256", new byte[] {1}));
        house.answering("mallory", mallory);
        done(house.bridge.add(HERE, id("mallory"), VOICE_AND_FACE));
        await().until(() -> "fingerprint".equals(house.listener.lost.get(id("mallory"))));
        assertThat(house.listener.connected).isEmpty();
    }

    @Test
    void undeclaredSsrc_isDropped() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        Packet foreign = Packet.withRoom(100);
        foreign.getBuffer()[0] = (byte) 0x80;
        foreign.getBuffer()[1] = 111;
        foreign.getBuffer()[11] = 77;
        ada.sendRtp(foreign);
        await().until(() -> house.dropped(DropReason.UNDECLARED_SSRC) == 1);
        assertThat(bo.unknownPackets()).isZero();
    }

    @Test
    void videoUnderAnUndeclaredSsrc_isAViolation_onceItGoesOn() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        AtomicInteger sequence = new AtomicInteger();
        await("the violation").until(() -> {
            ada.sendRtp(foreign(Codecs.VP8, sequence.incrementAndGet()));
            return house.listener.violators.contains(id("ada"));
        });
        assertThat(done(house.bridge.forwarding()).get(id("ada"))).isEqualTo(VOICE_AND_FACE);
    }

    private static Packet foreign(int payloadType, int sequence) {
        Packet packet = Packet.withRoom(100);
        packet.getBuffer()[0] = (byte) 0x80;
        packet.getBuffer()[1] = (byte) payloadType;
        packet.getBuffer()[3] = (byte) sequence;
        packet.getBuffer()[11] = 77;
        return packet;
    }

    @Test
    void forwarding_saysWhatGoesOut_afterWhatWasAskedBefore() throws Exception {
        house.join(HERE, "ada");
        house.join(HERE, "bo");
        house.bridge.allow(id("ada"), Set.of(CAMERA)).onFailure(failure -> {});
        assertThat(done(house.bridge.forwarding()))
                .isEqualTo(Map.of(id("ada"), Set.of(CAMERA), id("bo"), VOICE_AND_FACE));
        house.bridge.silence(id("ada")).onFailure(failure -> {});
        assertThat(done(house.bridge.forwarding())).containsEntry(id("ada"), Set.of());
    }

    @Test
    void lossOnBothWays_isMendedByRetransmissions() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        String face = house.awaitFlow(bo, "bo", "ada", CAMERA);
        ada.lose(10, 0);
        bo.lose(0, 12);
        await().until(() -> bo.received(face).recovered() > 10 && ada.resentPackets() > 10);
        ada.lose(0, 0);
        bo.lose(0, 0);
        await("all holes mended").until(() -> bo.received(face).missing() == 0);
    }

    @Test
    void askingForManyResends_yieldsFew() throws Exception {
        house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        String face = house.awaitFlow(bo, "bo", "ada", CAMERA);
        await().until(() -> bo.received(face).packets() > 200);
        double before = house.dropped(DropReason.RESEND_LIMIT);
        await().until(() -> {
            int last = bo.received(face).lastSequence();
            List<Integer> all = IntStream.range(0, 150)
                    .mapToObj(i -> (last - 149 + i) & 0xFFFF)
                    .toList();
            for (int i = 0; i < 10; i++) {
                bo.nack(face, all);
            }
            return house.dropped(DropReason.RESEND_LIMIT) > before + 1_000;
        });
    }

    @Test
    void garbageOnThePort_harmsNobody() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        withRoomInSockets(ada, bo);
        String voice = house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        GarbageThrower.at(house.listener.lastOffer(id("ada"))).throwSome(3_000, 7L, house::roundTrip);
        GarbageThrower.from(ada).throwSome(1_000, 8L, house::roundTrip);
        // How many were lost meanwhile is the socket's and the machine's; that sound goes on is the bridge's.
        long after = bo.received(voice).packets();
        await().until(() -> bo.received(voice).packets() > after + 50);
        assertThat(house.listener.lost).isEmpty();
        assertThat(house.dropped(DropReason.UNKNOWN_ADDRESS)).isPositive();
        assertThat(house.dropped(DropReason.NOT_AUTHENTIC)).isPositive();
    }

    @Test
    void strangerWithoutIntegrity_getsNoAnswer() throws Exception {
        house.join(HERE, "ada");
        MediaOffer offer = house.listener.lastOffer(id("ada"));
        assertThat(GarbageThrower.at(offer).answersToForgedChecks(20, () -> {
                    await().until(() -> house.dropped(DropReason.STUN_WITHOUT_INTEGRITY) >= 20);
                    house.roundTrip();
                }))
                .isZero();
    }

    /** A page without leave to use a camera names its addresses by mDNS alone, which only its own network could look up. */
    @Test
    void whoHidesItsAddresses_isReachedWhereItsChecksComeFrom() throws Exception {
        SyntheticPeer ada = house.peers.create();
        String hidden = "a=candidate:1 1 udp 2113937151 0b3c2e0f-7d6a-4a7e-9b1f-2f5c6d7e8f90.local 54321 typ host\r\n";
        house.listener.takers.put(
                id("ada"),
                (endpoint, offer) -> house.bridge
                        .answer(endpoint, offer.generation(), ada.answer(offer) + hidden)
                        .onFailure(e -> house.refused.put("ada", String.valueOf(e.getMessage()))));
        done(house.bridge.add(HERE, id("ada"), VOICE_AND_FACE));
        ada.connected().get(Patience.SECONDS, TimeUnit.SECONDS);
        await().until(() -> house.listener.connected.contains(id("ada")));
        SyntheticPeer bo = house.join(HERE, "bo");
        house.awaitFlow(ada, "ada", "bo", CAMERA);
        ada.send(MICROPHONE, true);
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        assertThat(house.refused).isEmpty();
    }

    @Test
    void phoneThatChangesNetwork_staysConnected() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        ada.changeAddress();
        house.awaitFlow(bo, "bo", "ada", MICROPHONE);
        house.awaitFlow(ada, "ada", "bo", MICROPHONE);
        assertThat(house.listener.lost).isEmpty();
    }

    @Test
    void slotsAreReused_withFreshSsrcs() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        house.join(HERE, "bo");
        String before = house.awaitFlow(ada, "ada", "bo", CAMERA);
        String sdpBefore = house.listener.lastOffer(id("ada")).sdp();
        done(house.bridge.remove(id("bo")));
        await().until(() -> house.mid("ada", "bo", CAMERA).isEmpty());
        withRoomInSockets(ada, house.join(HERE, "cy"));
        String after = house.awaitFlow(ada, "ada", "cy", CAMERA);
        assertThat(after).isEqualTo(before);
        assertThat(ssrcs(house.listener.lastOffer(id("ada")).sdp())).doesNotContainAnyElementsOf(ssrcs(sdpBefore));
        assertThat(ada.received(after).beganWithKeyFrame()).isTrue();
    }

    private static List<String> ssrcs(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=ssrc:"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    @Test
    void theLoudest_isSpeaking() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        SyntheticPeer bo = house.join(HERE, "bo");
        ada.speak(90);
        bo.speak(20);
        await().until(() -> Optional.of(id("bo")).equals(house.listener.speaking.get(HERE)));
        bo.speak(110);
        ada.speak(15);
        await().until(() -> Optional.of(id("ada")).equals(house.listener.speaking.get(HERE)));
    }

    @Test
    void garbageAnswer_isRefused_andTheRightOneStillTaken() throws Exception {
        SyntheticPeer ada = house.peers.create();
        done(house.bridge.add(HERE, id("ada"), VOICE_AND_FACE));
        MediaOffer offer = house.listener.lastOffer(id("ada"));
        assertThat(failure(house.bridge.answer(id("ada"), 1, "garbage"))).isInstanceOf(BadAnswerException.class);
        assertThat(failure(house.bridge.answer(id("ada"), 7, ada.answer(offer))))
                .isInstanceOf(BadAnswerException.class);
        done(house.bridge.answer(id("ada"), 1, ada.answer(offer)));
        ada.connected().get(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(failure(house.bridge.answer(id("ada"), 1, ada.answer(offer))))
                .isInstanceOf(BadAnswerException.class);
    }

    @Test
    void goodbye_isNoticed() throws Exception {
        SyntheticPeer ada = house.join(HERE, "ada");
        ada.close();
        await().until(() -> "closed".equals(house.listener.lost.get(id("ada"))));
    }

    @Test
    void boundsAreKept() throws Exception {
        BridgeHarness small = new BridgeHarness(options -> options.withBounds(1, 3, 2));
        try {
            done(small.bridge.add(HERE, id("a"), VOICE_AND_FACE));
            done(small.bridge.add(HERE, id("b"), VOICE_AND_FACE));
            assertThat(failure(small.bridge.add(HERE, id("c"), VOICE_AND_FACE))).isInstanceOf(CapacityException.class);
            assertThat(failure(small.bridge.add(ELSEWHERE, id("d"), VOICE_AND_FACE)))
                    .isInstanceOf(CapacityException.class);
            done(small.bridge.remove(id("a")));
            done(small.bridge.add(HERE, id("c"), VOICE_AND_FACE));
        } finally {
            small.stop();
        }
    }

    @Test
    void aTakenPort_failsTheStart_andLeavesNoThread() throws Exception {
        String sdp = offerOf("ada").sdp();
        int port = Integer.parseInt(sdp.lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .findFirst()
                .orElseThrow()
                .split(" ", -1)[5]);
        EmbeddedBridge second = new EmbeddedBridge(
                house.vertx,
                EmbeddedBridgeOptions.defaults()
                        .withPort(port)
                        .withAddresses(List.of(InetAddress.getLoopbackAddress()), List.of()),
                new SimpleMeterRegistry());
        assertThat(failure(second.start(house.listener))).isInstanceOf(BindException.class);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("anteroom-media"))
                        .count()
                == 1);
    }

    @Test
    void behindANat_theOutsideAddressAlone_isTold() throws Exception {
        InetAddress outside = InetAddress.getByName("192.0.2.7");
        BridgeHarness behind = new BridgeHarness(
                options -> options.withAddresses(List.of(InetAddress.getLoopbackAddress()), List.of(outside)));
        try {
            done(behind.bridge.add(HERE, id("ada"), VOICE_AND_FACE));
            String sdp = behind.listener.lastOffer(id("ada")).sdp();
            assertThat(sdp.lines()
                            .filter(line -> line.startsWith("a=candidate:"))
                            .map(line -> line.split(" ", -1)[4])
                            .distinct())
                    .containsExactly("192.0.2.7");
        } finally {
            behind.stop();
        }
    }

    private MediaOffer offerOf(String name) throws Exception {
        done(house.bridge.add(HERE, id(name), VOICE_AND_FACE));
        return house.listener.lastOffer(id(name));
    }

    @Test
    void withoutConsent_itIsLost_andFoundAgain() throws Exception {
        BridgeHarness hasty = new BridgeHarness(options -> options.withTimes(PATIENT_MS, 2_000));
        try {
            SyntheticPeer ada = hasty.join(HERE, "ada");
            ada.fallSilent();
            await().until(() -> hasty.listener.losses.size() == hasty.listener.connected.size());
            assertThat(hasty.listener.losses).containsOnly("consent");
            int lost = hasty.listener.losses.size();
            ada.wake();
            await("found again").until(() -> hasty.listener.connected.size() > lost);
        } finally {
            hasty.stop();
        }
    }

    @Test
    void silentHandshakes_doNotKeepOthersOut() throws Exception {
        for (int i = 0; i < 8; i++) {
            GarbageThrower.holdHandshake(house, "mute" + i);
        }
        house.join(HERE, "ada");
        assertThat(house.listener.connected).containsExactly(id("ada"));
    }
}
