package org.anteroom.signaling.embedded.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RTP, RTCP and VP8 as strangers may send them. */
class RtpParsersTest {
    private static final byte[] WITH_EVERYTHING = HexFormat.of()
            .parseHex(
                    "b2e0123400001000aabbccdd" // V=2, P, X, two CSRCs, marker, VP8
                            + "0000000100000002"
                            + "bede0002" + "10" + "9e" + "31" + "0bad" + "000000"
                            + "9080" + "8005" + "10" + "aaaa"
                            + "000003");

    @Test
    void everyFieldIsRead() {
        RtpPacket packet =
                RtpPacket.parse(WITH_EVERYTHING, 0, WITH_EVERYTHING.length).orElseThrow();
        assertThat(packet.ssrc()).isEqualTo(0xAABBCCDD);
        assertThat(packet.sequence()).isEqualTo(0x1234);
        assertThat(packet.timestamp()).isEqualTo(0x1000);
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadLength()).isEqualTo(7);
        assertThat(packet.buffer()[packet.extension(1, 1)] & 0x7F).isEqualTo(0x1E);
        assertThat(Bytes.uint16(packet.buffer(), packet.extension(3, 2))).isEqualTo(0x0BAD);
        assertThat(packet.extension(2, 1)).isEqualTo(-1);
        assertThat(Vp8.beginsKeyFrame(packet)).isTrue();
    }

    @Test
    void lyingLengths_areRefused() {
        byte[] padding = WITH_EVERYTHING.clone();
        padding[padding.length - 1] = (byte) 200;
        byte[] noPadding = WITH_EVERYTHING.clone();
        noPadding[noPadding.length - 1] = 0;
        byte[] extension = WITH_EVERYTHING.clone();
        extension[23] = (byte) 0xFF;
        byte[] sources = WITH_EVERYTHING.clone();
        sources[0] = (byte) 0x8F;
        assertThat(RtpPacket.parse(padding, 0, padding.length)).isEmpty();
        assertThat(RtpPacket.parse(noPadding, 0, noPadding.length)).isEmpty();
        assertThat(RtpPacket.parse(extension, 0, extension.length)).isEmpty();
        assertThat(RtpPacket.parse(sources, 0, sources.length)).isEmpty();
        assertThat(RtpPacket.parse(WITH_EVERYTHING, 0, 11)).isEmpty();
    }

    @Test
    void retransmissionUnderTwoBytes_carriesNothing() {
        byte[] one = new byte[13];
        one[0] = (byte) 0x80;
        assertThat(RtpPacket.parse(one, 0, 13).orElseThrow().original(1, 96)).isEmpty();
        byte[] two = new byte[14];
        two[0] = (byte) 0x80;
        two[13] = 9;
        RtpPacket original =
                RtpPacket.parse(two, 0, 14).orElseThrow().original(7, 96).orElseThrow();
        assertThat(original.sequence()).isEqualTo(9);
        assertThat(original.ssrc()).isEqualTo(7);
        assertThat(original.payloadLength()).isZero();
        assertThat(Vp8.beginsKeyFrame(original)).isFalse();
    }

    @Test
    void mutatedPackets_neverThrow() {
        Random random = new Random(3550);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = mutate(WITH_EVERYTHING, random);
            int length = random.nextInt(bytes.length + 1);
            Optional<RtpPacket> packet = RtpPacket.parse(bytes, 0, length);
            packet.ifPresent(p -> {
                int end = p.payloadOffset() + p.payloadLength();
                assertThat(end).isLessThanOrEqualTo(length);
                for (int id = 1; id < 15; id++) {
                    assertThat(p.extension(id, 1)).isLessThan(length);
                }
                boolean key = Vp8.beginsKeyFrame(p);
                assertThat(key && p.payloadLength() < 2).isFalse();
                p.original(1, 96).ifPresent(o -> assertThat(o.payloadLength()).isNotNegative());
            });
        }
    }

    private static byte[] mutate(byte[] from, Random random) {
        byte[] bytes = from.clone();
        for (int k = random.nextInt(5); k >= 0; k--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Writes down what it is told. */
    private static final class Notes implements RtcpReader.Handler {
        private final List<String> notes = new ArrayList<>();
        private int nacked;

        @Override
        public void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp) {
            notes.add("sr " + ssrc + " " + timestamp);
        }

        @Override
        public void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast) {
            notes.add("block " + ssrc + " " + fractionLost);
        }

        @Override
        public void nack(int mediaSsrc, int sequence) {
            nacked++;
            notes.add("nack " + mediaSsrc + " " + sequence);
        }

        @Override
        public void keyFrameRequest(int mediaSsrc) {
            notes.add("key " + mediaSsrc);
        }
    }

    private static Notes read(byte[] bytes, int length) {
        Notes notes = new Notes();
        boolean whole = RtcpReader.read(bytes, 0, length, notes);
        notes.notes.add(whole ? "whole" : "broken");
        return notes;
    }

    private static Notes read(Packet packet) {
        return read(packet.getBuffer(), packet.getLength());
    }

    @Test
    void whatWeWrite_weRead() {
        assertThat(read(RtcpWriter.senderReport(5, 1, 2, 3, 4, 5, "name")).notes)
                .containsExactly("sr 5 3", "whole");
        assertThat(read(RtcpWriter.pictureLoss(1, 9)).notes).containsExactly("key 9", "whole");
        assertThat(read(RtcpWriter.nack(1, 9, List.of(65_534, 65_535, 0, 15, 16, 40))).notes)
                .containsExactly(
                        "nack 9 65534", "nack 9 65535", "nack 9 0", "nack 9 15", "nack 9 16", "nack 9 40", "whole");
        var block = new RtcpWriter.ReportBlock(7, 128, -3, 100, 0, 0, 0);
        assertThat(read(RtcpWriter.receiverReport(1, List.of(block))).notes).containsExactly("block 7 128", "whole");
    }

    @Test
    void oneCompound_asksForFewResendsOnly() {
        byte[] greedy = new byte[1412];
        greedy[0] = (byte) 0x81;
        greedy[1] = (byte) 205;
        Bytes.put16(greedy, 2, greedy.length / 4 - 1);
        for (int i = 12; i < greedy.length; i += 4) {
            Bytes.put16(greedy, i, i * 17);
            Bytes.put16(greedy, i + 2, 0xFFFF);
        }
        assertThat(read(greedy, greedy.length).nacked).isEqualTo(RtcpReader.NACKED_MAX);
    }

    @Test
    void countsThatLie_endTheWalk() {
        byte[] report = RtcpWriter.receiverReport(1, List.of()).getBuffer();
        report[0] = (byte) 0x9F;
        assertThat(read(report, 8).notes).containsExactly("broken");
        byte[] length = RtcpWriter.pictureLoss(1, 2).getBuffer();
        Bytes.put16(length, 2, 500);
        assertThat(read(length, 12).notes).containsExactly("broken");
        assertThat(read(new byte[0], 0).notes).containsExactly("broken");
    }

    @Test
    void mutatedCompounds_neverThrow() {
        Random random = new Random(4585);
        byte[] seed = RtcpWriter.senderReport(5, 1, 2, 3, 4, 5, "name").getBuffer();
        byte[] nack = RtcpWriter.nack(1, 9, List.of(1, 2, 3, 500)).getBuffer();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = mutate(i % 2 == 0 ? seed : nack, random);
            assertThat(read(bytes, random.nextInt(bytes.length + 1)).nacked).isLessThanOrEqualTo(RtcpReader.NACKED_MAX);
        }
    }
}
