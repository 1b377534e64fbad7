package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.PictureRewriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Codecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one endpoint's packet to another's, by a told clock. */
class ForwardingTest {
    private static final Set<SourceKind> VOICE_AND_FACE = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);

    private final Conference conference = new Conference(new ConferenceId("c"), new Random(1));
    private final PaperPeer ada = new PaperPeer(conference, "ada", true, true);
    private final PaperPeer bo = new PaperPeer(conference, "bo", false, true);
    private final List<RtpPacket> got = new ArrayList<>();
    private long nowMs = 1_000_000;

    @BeforeEach
    void join() {
        conference.join(ada.endpoint, VOICE_AND_FACE, nowMs);
        conference.join(bo.endpoint, VOICE_AND_FACE, nowMs);
        ada.settle(nowMs);
        bo.settle(nowMs);
        bo.take((packet, bytes) -> got.add(packet));
    }

    private void layer(int layer, int sequence, int timestamp, boolean key, int picture) {
        int height = 180 << layer;
        byte[] load = PaperPeer.vp8(true, key, picture, picture, height, 300);
        Map<Integer, String> names = Map.of(Codecs.MID_ID, "1", Codecs.LAYER_ID, Codecs.LAYERS.get(layer));
        ada.endpoint.rtp(PaperPeer.rtp(10 + layer, Codecs.VP8, sequence, timestamp, names, load), nowMs * 1000);
        nowMs += 5;
        bo.endpoint.pace(nowMs * 1000);
    }

    private OutgoingStream stream() {
        return bo.endpoint.slots().stream()
                .filter(Slot::isVideo)
                .flatMap(slot -> slot.stream().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void feedback_namesAnSsrcThatItsReceiverSends() {
        RtpPacket packet = PaperPeer.rtp(
                PaperPeer.MICROPHONE_SSRC,
                Codecs.OPUS,
                1,
                960,
                Map.of(Codecs.TRANSPORT_SEQUENCE_ID, "\0\7"),
                new byte[9]);
        ada.endpoint.rtp(packet, nowMs * 1000);
        ada.endpoint.sendFeedback();
        Packet feedback = ada.control.get(ada.control.size() - 1);
        assertThat(feedback.getBuffer()[1] & 0xFF).isEqualTo(205);
        assertThat(Bytes.int32(feedback.getBuffer(), 8)).isEqualTo(PaperPeer.MICROPHONE_SSRC);
        assertThat(Bytes.int32(feedback.getBuffer(), 4)).isNotEqualTo(PaperPeer.MICROPHONE_SSRC);
    }

    @Test
    void whatIsSent_carriesRisingTransportWideNumbers() {
        for (int i = 0; i < 5; i++) {
            layer(0, 100 + i, 6_000 * i, i == 0, i);
        }
        List<Integer> numbers = got.stream()
                .map(packet -> Bytes.uint16(packet.buffer(), packet.extension(Codecs.TRANSPORT_SEQUENCE_ID, 2)))
                .toList();
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aPictureThatIsMoreThanGoesAtOnce_waits_andSaysSo() {
        layer(0, 100, 1_000, true, 5);
        assertThat(bo.hurried).isZero();
        assertThat(bo.endpoint.waits()).isFalse();
        Map<Integer, String> names = Map.of(Codecs.MID_ID, "1", Codecs.LAYER_ID, Codecs.LAYERS.get(0));
        for (int i = 0; i < 20; i++) {
            byte[] load = PaperPeer.vp8(i == 0, false, 6, 6, 180, 1_000);
            ada.endpoint.rtp(PaperPeer.rtp(10, Codecs.VP8, 101 + i, 7_000, names, load), nowMs * 1000);
        }
        assertThat(bo.hurried).isPositive();
        assertThat(bo.endpoint.waits()).isTrue();
        for (int steps = 0; bo.endpoint.waits(); steps++) {
            assertThat(steps).isLessThan(200);
            nowMs += 5;
            bo.endpoint.pace(nowMs * 1000);
        }
        assertThat(got).hasSize(21);
    }

    @Test
    void anotherLayer_takesOverWithItsKeyFrame_andTheReceiverSeesOneStream() {
        Vp8Descriptor shape = new Vp8Descriptor();
        layer(0, 65_534, 1_000, true, 0x7FFE);
        layer(1, 10, 900_000, true, 40);
        layer(0, 65_535, 7_000, false, 0x7FFF);
        assertThat(got).hasSize(2);
        stream().select(stream().source().layers().get(1), PictureRewriter.ALL);
        layer(1, 11, 906_000, false, 41);
        layer(0, 0, 13_000, false, 0);
        layer(1, 12, 912_000, true, 42);
        layer(0, 1, 19_000, false, 1);
        layer(1, 13, 918_000, false, 43);
        assertThat(got).hasSize(5);
        for (int i = 1; i < got.size(); i++) {
            RtpPacket before = got.get(i - 1);
            RtpPacket now = got.get(i);
            assertThat(now.ssrc()).isEqualTo(before.ssrc());
            assertThat(now.sequence()).isEqualTo((before.sequence() + 1) & 0xFFFF);
            assertThat(now.timestamp() - before.timestamp()).isBetween(1, 20_000);
            assertThat(shape.read(before)).isTrue();
            int picture = shape.picture(before.buffer(), before.payloadOffset());
            int tl0 = shape.tl0(before.buffer(), before.payloadOffset());
            assertThat(shape.read(now)).isTrue();
            assertThat(shape.picture(now.buffer(), now.payloadOffset())).isEqualTo((picture + 1) & 0x7FFF);
            assertThat(shape.tl0(now.buffer(), now.payloadOffset())).isEqualTo((tl0 + 1) & 0xFF);
        }
    }

    @Test
    void aResend_isWrittenAsTheFirstTime() {
        layer(0, 100, 1_000, true, 5);
        layer(1, 10, 900_000, true, 40);
        stream().select(stream().source().layers().get(1), PictureRewriter.ALL);
        layer(1, 11, 906_000, true, 41);
        RtpPacket first = got.get(1);
        stream().resend(first.sequence(), 0, nowMs * 1000);
        RtpPacket again = got.get(2);
        assertThat(again.ssrc()).isEqualTo(stream().names().rtxSsrc());
        RtpPacket original = again.original(first.ssrc(), Codecs.VP8).orElseThrow();
        assertThat(original.sequence()).isEqualTo(first.sequence());
        assertThat(original.timestamp()).isEqualTo(first.timestamp());
        assertThat(payload(original)).isEqualTo(payload(first));
    }

    private static byte[] payload(RtpPacket packet) {
        return java.util.Arrays.copyOfRange(
                packet.buffer(), packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength());
    }

    @Test
    void aKeyFrame_isAskedOfTheLayerThatIsToBeSent() {
        layer(0, 100, 1_000, true, 5);
        layer(1, 10, 900_000, true, 40);
        nowMs += 1_000;
        ada.endpoint.sendRequests(nowMs);
        ada.control.clear();
        stream().select(stream().source().layers().get(1), PictureRewriter.ALL);
        nowMs += 1_000;
        ada.endpoint.sendRequests(nowMs);
        assertThat(ada.control).hasSize(1);
        assertThat(Bytes.int32(ada.control.get(0).getBuffer(), 8)).isEqualTo(11);
    }

    @Test
    void layersOfUnknownNames_areNobodys() {
        for (Map<Integer, String> names : List.of(
                Map.of(Codecs.LAYER_ID, "1"),
                Map.of(Codecs.MID_ID, "0", Codecs.LAYER_ID, "1"),
                Map.of(Codecs.MID_ID, "1", Codecs.LAYER_ID, "9"),
                Map.of(Codecs.MID_ID, "1"))) {
            RtpPacket packet = PaperPeer.rtp(99, Codecs.VP8, 1, 1, names, PaperPeer.vp8(true, true, 1, 1, 180, 300));
            ada.endpoint.rtp(packet, nowMs * 1000);
        }
        assertThat(ada.dropped).containsOnly(DropReason.UNDECLARED_SSRC).hasSize(4);
        assertThat(got).isEmpty();
    }

    @Test
    void aLayerUnderAnotherSsrc_beginsAnewWithAKeyFrame() {
        layer(0, 100, 1_000, true, 5);
        byte[] load = PaperPeer.vp8(true, false, 6, 6, 180, 300);
        Map<Integer, String> names = Map.of(Codecs.MID_ID, "1", Codecs.LAYER_ID, "1");
        ada.endpoint.rtp(PaperPeer.rtp(77, Codecs.VP8, 9_000, 5, names, load), nowMs * 1000);
        assertThat(got).hasSize(1);
        byte[] key = PaperPeer.vp8(true, true, 7, 7, 180, 300);
        ada.endpoint.rtp(PaperPeer.rtp(77, Codecs.VP8, 9_001, 6_005, names, key), nowMs * 1000);
        assertThat(got).hasSize(2);
        assertThat(got.get(1).sequence()).isEqualTo((got.get(0).sequence() + 1) & 0xFFFF);
    }

    @Test
    void lossOfTheReceivers_isMirroredToTheSpeaker_withinBounds() {
        ada.endpoint.rtp(
                PaperPeer.rtp(PaperPeer.MICROPHONE_SSRC, Codecs.OPUS, 1, 960, Map.of(), new byte[9]), nowMs * 1000);
        RtpPacket sound = got.get(0);
        byte[] report = new byte[32];
        report[0] = (byte) 0x81;
        report[1] = (byte) 201;
        report[3] = 7;
        Bytes.put32(report, 8, sound.ssrc());
        report[12] = (byte) 200;
        assertThat(bo.endpoint.rtcp(report, 0, 32, nowMs * 1000)).isTrue();
        ada.control.clear();
        ada.endpoint.sendReports(nowMs + 100);
        byte[] told = ada.control.get(0).getBuffer();
        assertThat(Bytes.int32(told, 8)).isEqualTo(PaperPeer.MICROPHONE_SSRC);
        assertThat(told[12] & 0xFF).isEqualTo(25);
    }

    @Test
    void aFloodOfReports_isLeftUnread() {
        byte[] report = new byte[24];
        report[0] = (byte) 0x8F;
        report[1] = (byte) 205;
        report[3] = 5;
        report[15] = 1;
        report[20] = 0x20;
        report[21] = 1;
        for (int i = 0; i < 1_000; i++) {
            assertThat(bo.endpoint.rtcp(report, 0, 24, nowMs * 1000)).isTrue();
        }
        assertThat(bo.dropped.stream().filter(reason -> reason == DropReason.REPORT_LIMIT))
                .hasSize(900);
    }

    private void soundTwice(int sequence) {
        byte[] words = {(byte) (0x80 | Codecs.OPUS), 15, 0, 3, Codecs.OPUS, 'O', 'L', 'D', 'N', 'O', 'W'};
        byte[] load = java.util.Arrays.copyOf(words, 160);
        ada.endpoint.rtp(
                PaperPeer.rtp(PaperPeer.MICROPHONE_SSRC, Codecs.OPUS_TWICE, sequence, 960 * sequence, Map.of(), load),
                nowMs * 1000);
    }

    private static String words(List<RtpPacket> packets) {
        return packets.stream()
                .map(packet -> packet.payloadType() + " "
                        + new String(payload(packet), java.nio.charset.StandardCharsets.US_ASCII)
                                .replaceAll("[^A-Z]", ""))
                .collect(java.util.stream.Collectors.joining(", "));
    }

    @Test
    void soundThatCarriesTheOneBefore_goesWholeWhereTheLineHasRoom_andElseWithoutIt() {
        PaperPeer cy = new PaperPeer(conference, "cy", false, false);
        List<RtpPacket> came = new ArrayList<>();
        cy.take((packet, bytes) -> came.add(packet));
        conference.join(cy.endpoint, VOICE_AND_FACE, nowMs);
        cy.settle(nowMs);
        soundTwice(1);
        conference.allocate(nowMs, (endpoint, told) -> {});
        for (int i = 0; i < 100; i++, nowMs += 20) {
            soundTwice(2 + i);
        }
        // Its receiver says that the line carries 100 kbit/s.
        byte[] remb = {
            (byte) 0x8F,
            (byte) 206,
            0,
            5,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            'R',
            'E',
            'M',
            'B',
            1,
            0,
            (byte) 0xC3,
            0x50,
            0,
            0,
            0,
            1
        };
        assertThat(cy.endpoint.rtcp(remb, 0, remb.length, nowMs * 1000)).isTrue();
        conference.allocate(nowMs, (endpoint, told) -> {});
        soundTwice(102);
        assertThat(words(came)).matches("111 NOW(, 63 OLDNOW){100}, 111 NOW");
    }

    @Test
    void whoDoesNotTakeSoundTwice_isSentItOnce() {
        PaperPeer plain = new PaperPeer(conference, "plain", false, true);
        plain.takesTwice = false;
        List<RtpPacket> plainly = new ArrayList<>();
        plain.take((packet, bytes) -> plainly.add(packet));
        conference.join(plain.endpoint, VOICE_AND_FACE, nowMs);
        plain.settle(nowMs);
        conference.allocate(nowMs, (endpoint, told) -> {});
        soundTwice(1);
        assertThat(words(plainly)).isEqualTo("111 NOW");
        assertThat(words(got)).isEqualTo("63 OLDNOW");
    }

    /** Whoever sends sound alone probes the line with packets that hold none. */
    @Test
    void paddingAmongSound_isNoLossToItsReceivers() {
        soundTwice(1);
        ada.endpoint.rtp(
                PaperPeer.rtp(PaperPeer.MICROPHONE_SSRC, Codecs.OPUS_TWICE, 2, 960, Map.of(), new byte[0]),
                nowMs * 1000);
        ada.endpoint.rtp(
                PaperPeer.rtp(PaperPeer.MICROPHONE_SSRC, Codecs.OPUS, 3, 960, Map.of(), new byte[0]), nowMs * 1000);
        soundTwice(4);
        assertThat(words(got)).isEqualTo("111 NOW, 111 NOW");
        assertThat(got.get(1).sequence() - got.get(0).sequence() & 0xFFFF).isOne();
        assertThat(ada.dropped).isEmpty();
    }

    @Test
    void soundTwiceWhoseLengthsLie_goesToNobody() {
        byte[] load = {(byte) (0x80 | Codecs.OPUS), 15, 3, (byte) 0xFF, Codecs.OPUS, 'x'};
        ada.endpoint.rtp(
                PaperPeer.rtp(PaperPeer.MICROPHONE_SSRC, Codecs.OPUS_TWICE, 1, 960, Map.of(), load), nowMs * 1000);
        assertThat(got).isEmpty();
        assertThat(ada.dropped).containsExactly(DropReason.MALFORMED_RTP);
    }

    @Test
    void aSenderInOneSize_goesOnAsBefore() {
        PaperPeer old = new PaperPeer(conference, "old", false, false);
        conference.join(old.endpoint, VOICE_AND_FACE, nowMs);
        old.settle(nowMs);
        bo.settle(nowMs);
        got.clear();
        byte[] load = PaperPeer.vp8(true, true, 1, 1, 360, 300);
        old.endpoint.rtp(PaperPeer.rtp(PaperPeer.CAMERA_SSRC, Codecs.VP8, 1, 1, Map.of(), load), nowMs * 1000);
        assertThat(got).hasSize(1);
        assertThat(old.endpoint.downlink().estimator().isMeasured()).isFalse();
        assertThat(bo.endpoint.downlink().estimator().isMeasured()).isTrue();
        assertThat(Optional.of(got.get(0).payloadLength())).hasValue(300);
    }
}
