package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.PictureRewriter;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Codecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of upper temporal layers that are left out, as a receiver and its decoder see it; by a told clock. */
class TemporalLayersTest {
    private static final Set<SourceKind> VOICE_AND_FACE = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);
    /** The temporal layers of eight pictures in three, and which of them need the lowest alone. */
    private static final int[] LAYERS = {0, 2, 1, 2, 0, 2, 1, 2};

    private boolean[] sync = {false, true, true, false, false, false, false, false};
    /** The picture's own number, where the test reads it again: behind the descriptor and the head of a key frame. */
    private static final int NUMBER_AT = 20;

    private final Conference conference = new Conference(new ConferenceId("c"), new Random(1));
    private final PaperPeer ada = new PaperPeer(conference, "ada", false, true);
    private final PaperPeer bo = new PaperPeer(conference, "bo", false, true);
    private final List<RtpPacket> got = new ArrayList<>();
    private final Vp8Descriptor shape = new Vp8Descriptor();
    private long nowMs = 1_000_000;
    private final Set<Integer> keys = new HashSet<>();
    private int picture;
    private int id = 0x7FF0;
    private int tl0 = 250;
    private int sequence = 65_500;

    @BeforeEach
    void join() {
        conference.join(ada.endpoint, VOICE_AND_FACE, nowMs);
        conference.join(bo.endpoint, VOICE_AND_FACE, nowMs);
        ada.settle(nowMs);
        bo.settle(nowMs);
        bo.take((packet, bytes) -> got.add(packet));
    }

    private OutgoingStream stream() {
        return bo.endpoint.slots().stream()
                .filter(Slot::isVideo)
                .flatMap(slot -> slot.stream().stream())
                .findFirst()
                .orElseThrow();
    }

    private void upTo(int temporal) {
        stream().select(stream().source().layers().get(0), temporal);
    }

    /** The next picture, as its packets. */
    private List<RtpPacket> next(int packets, boolean key) {
        if (key) {
            // The pattern begins anew.
            picture += (LAYERS.length - picture % LAYERS.length) % LAYERS.length;
            keys.add(picture);
        }
        int place = picture % LAYERS.length;
        int layer = LAYERS[place];
        tl0 += layer == 0 ? 1 : 0;
        List<RtpPacket> made = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            byte[] load = PaperPeer.vp8(i == 0, key, id, tl0, 180, 60);
            load[5] = (byte) (layer << 6 | (sync[place] ? 0x20 : 0));
            Bytes.put32(load, NUMBER_AT, picture);
            made.add(PaperPeer.rtp(
                    PaperPeer.CAMERA_SSRC, Codecs.VP8, sequence++ & 0xFFFF, picture * 3_000, Map.of(), load));
        }
        picture++;
        id++;
        return made;
    }

    private void come(RtpPacket packet) {
        ada.endpoint.rtp(packet, nowMs * 1000);
    }

    private void come(int pictures) {
        for (int i = 0; i < pictures; i++) {
            next(2, picture == 0).forEach(this::come);
            nowMs += 33;
            bo.endpoint.pace(nowMs * 1000);
        }
    }

    private List<Integer> layersGot() {
        return got.stream()
                .filter(packet -> shape.read(packet) && shape.beginsFrame())
                .map(packet -> shape.read(packet) ? shape.temporalLayer() : -1)
                .toList();
    }

    @Test
    void whatIsLeftOut_leavesNoHoles() {
        come(4);
        got.clear();
        upTo(0);
        come(8);
        upTo(1);
        come(8);
        assertThat(layersGot()).containsExactly(0, 0, 0, 0, 1);
        for (int i = 1; i < got.size(); i++) {
            RtpPacket before = got.get(i - 1);
            RtpPacket now = got.get(i);
            assertThat(now.sequence()).isEqualTo((before.sequence() + 1) & 0xFFFF);
            assertThat(shape.read(before)).isTrue();
            int id = shape.picture(before.buffer(), before.payloadOffset());
            int base = shape.tl0(before.buffer(), before.payloadOffset());
            assertThat(shape.read(now)).isTrue();
            int more = shape.beginsFrame() ? 1 : 0;
            assertThat(shape.picture(now.buffer(), now.payloadOffset())).isEqualTo((id + more) & 0x7FFF);
            int baseMore = more == 1 && shape.temporalLayer() == 0 ? 1 : 0;
            assertThat(shape.tl0(now.buffer(), now.payloadOffset())).isEqualTo((base + baseMore) & 0xFF);
        }
    }

    @Test
    void more_goesOutFromASyncPictureOn_orFromAKeyFrame() {
        come(2);
        upTo(0);
        come(1);
        got.clear();
        upTo(2);
        come(5);
        assertThat(layersGot()).as("none that needs what was left out").containsExactly(0);
        come(3);
        assertThat(layersGot()).as("one more at a time").containsExactly(0, 0, 1);
        come(7);
        assertThat(layersGot()).containsExactly(0, 0, 1, 0, 1, 0, 2);
    }

    @Test
    void aKeyFrame_bringsAllBackAtOnce() {
        come(1);
        upTo(0);
        come(3);
        got.clear();
        upTo(PictureRewriter.ALL);
        next(2, true).forEach(this::come);
        come(1);
        assertThat(layersGot()).containsExactly(0, 2);
    }

    @Test
    void whereNoPictureEverSaysThatItIsSync_aKeyFrameIsAskedFor_afterAWhile() {
        sync = new boolean[LAYERS.length];
        come(1);
        upTo(0);
        come(30);
        nowMs += 1_000;
        ada.endpoint.sendRequests(nowMs);
        ada.control.clear();
        upTo(PictureRewriter.ALL);
        come(30);
        ada.endpoint.sendRequests(nowMs);
        assertThat(ada.control).as("within a second").isEmpty();
        come(60);
        ada.endpoint.sendRequests(nowMs);
        assertThat(ada.control).hasSize(1);
        assertThat(ada.control.get(0).getBuffer()[1] & 0xFF).as("picture loss").isEqualTo(206);
    }

    @Test
    void aResend_isWrittenAsTheFirstTime_alsoOfWhatLiesBeforeAndBetweenWhatWasLeftOut() {
        come(4);
        upTo(0);
        come(8);
        upTo(2);
        come(8);
        for (RtpPacket sent : List.copyOf(got)) {
            nowMs += 50;
            stream().resend(sent.sequence(), 0, nowMs * 1000);
            bo.endpoint.pace(nowMs * 1000);
            RtpPacket again =
                    got.get(got.size() - 1).original(sent.ssrc(), Codecs.VP8).orElseThrow();
            assertThat(again.sequence()).isEqualTo(sent.sequence());
            assertThat(again.timestamp()).isEqualTo(sent.timestamp());
            assertThat(payload(again)).isEqualTo(payload(sent));
        }
    }

    @Test
    void whatCameTooLateToBeLeftOut_goesOutEmpty_andAgainSo() {
        come(1);
        upTo(0);
        List<RtpPacket> upper = next(2, false);
        come(upper.get(1));
        come(1);
        List<Integer> before = got.stream().map(RtpPacket::sequence).toList();
        come(upper.get(0));
        assertThat(got).hasSize(before.size() + 1);
        RtpPacket empty = got.get(before.size());
        assertThat(empty.payloadLength()).isZero();
        assertThat(before).doesNotContain(empty.sequence());
        nowMs += 50;
        stream().resend(empty.sequence(), 0, nowMs * 1000);
        RtpPacket again =
                got.get(got.size() - 1).original(empty.ssrc(), Codecs.VP8).orElseThrow();
        assertThat(again.sequence()).isEqualTo(empty.sequence());
        assertThat(again.payloadLength()).isZero();
        come(upper.get(1));
        assertThat(got).as("what has no number stays left out").hasSize(before.size() + 2);
    }

    @Test
    void aSenderWithoutTemporalLayers_isSentWhole() {
        upTo(0);
        for (int i = 0; i < 10; i++) {
            byte[] load = {0x10, (byte) (i == 0 ? 0x10 : 0x11), 0, 0, 0, 0};
            come(PaperPeer.rtp(PaperPeer.CAMERA_SSRC, Codecs.VP8, i, i * 3_000, Map.of(), load));
        }
        assertThat(got).hasSize(10);
    }

    /** Packets late and out of order, and another number of temporal layers wanted every few pictures. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsLateOrLeftOut_theReceiverMissesNothing_andCanDecode(long seed) {
        Random random = new Random(seed);
        List<RtpPacket> late = new ArrayList<>();
        Set<Integer> whollyLate = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(6) == 0) {
                upTo(random.nextInt(3));
            }
            List<RtpPacket> packets = next(1 + random.nextInt(3), i == 0 || random.nextInt(300) == 0);
            int number = picture - 1;
            List<RtpPacket> now = packets.stream()
                    .filter(packet -> picture == 1 || random.nextInt(10) > 0)
                    .toList();
            packets.stream().filter(packet -> !now.contains(packet)).forEach(late::add);
            if (now.isEmpty()) {
                whollyLate.add(number);
            }
            now.forEach(this::come);
            while (!late.isEmpty() && random.nextInt(4) == 0) {
                come(late.remove(random.nextInt(late.size())));
            }
            while (late.size() > 6) {
                come(late.remove(0));
            }
            nowMs += 33;
            bo.endpoint.pace(nowMs * 1000);
        }
        late.forEach(this::come);
        assertThat(numbersGot()).as("seed %d", seed).isEqualTo(got.size());
        decode(whollyLate, seed);
    }

    /** How many numbers lie between the first and the last, both of them too; each came once. */
    private int numbersGot() {
        Set<Integer> unwrapped = new HashSet<>();
        int highest = got.get(0).sequence();
        int lowest = highest;
        for (RtpPacket packet : got) {
            int at = highest + Bytes.ahead(packet.sequence(), highest & 0xFFFF);
            highest = Math.max(highest, at);
            assertThat(unwrapped.add(at)).isTrue();
        }
        return highest - lowest + 1;
    }

    private void decode(Set<Integer> whollyLate, long seed) {
        Map<Integer, Integer> idOf = new TreeMap<>();
        for (RtpPacket packet : got) {
            if (packet.payloadLength() > 0 && shape.read(packet)) {
                idOf.put(number(packet), shape.picture(packet.buffer(), packet.payloadOffset()));
            }
        }
        int before = -1;
        for (Map.Entry<Integer, Integer> one : idOf.entrySet()) {
            if (before >= 0) {
                assertThat(one.getValue())
                        .as("id of %d, seed %d", one.getKey(), seed)
                        .isEqualTo((before + 1) & 0x7FFF);
            }
            before = one.getValue();
            if (!whollyLate.contains(one.getKey())) {
                assertThat(idOf.keySet())
                        .as("what %s needs, seed %d", one, seed)
                        .containsAll(needs(one.getKey()));
            }
        }
        assertThat(idOf.size()).isBetween(600, 1_900);
    }

    /** The pictures that one needs to be decoded, as the pattern has it. */
    private List<Integer> needs(int number) {
        int place = number % LAYERS.length;
        if (number == 0 || keys.contains(number)) {
            return List.of();
        }
        return switch (place) {
            case 0, 1 -> List.of(number - (place == 0 ? 4 : 1));
            case 2 -> List.of(number - 2);
            case 3 -> List.of(number - 3, number - 1, number - 2);
            case 4 -> List.of(number - 4);
            case 5 -> List.of(number - 1, number - 2);
            case 6 -> List.of(number - 2, number - 4);
            default -> List.of(number - 1, number - 2);
        };
    }

    private static int number(RtpPacket packet) {
        return Bytes.int32(packet.buffer(), packet.payloadOffset() + NUMBER_AT);
    }

    private static byte[] payload(RtpPacket packet) {
        return Arrays.copyOfRange(
                packet.buffer(), packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength());
    }
}
