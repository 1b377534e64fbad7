package org.anteroom.signaling.embedded.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What receivers report of arrivals, as browsers write it and as strangers may. */
class ArrivalReportTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void everyKindOfChunk_isRead() {
        // Base 5; a run of two small deltas, a vector of one bit (received, lost, 12 times received), a vector of two
        // bits.
        byte[] b = bytes("8fcd0009 00000001 00000002 0005 0017 000002 07" + "2002" + "afff" + "e500" + "04 08"
                + "01".repeat(13) + "8000" + "01 01" + "000000");
        ArrivalReport report = ArrivalReport.read(b, 0, b.length).orElseThrow();
        assertThat(report.base()).isEqualTo(5);
        assertThat(report.arrivedMicros()).hasSize(23);
        assertThat(report.arrivedMicros()[0]).isEqualTo(128_000 + 4 * 250);
        assertThat(report.arrivedMicros()[1]).isEqualTo(128_000 + 12 * 250);
        assertThat(report.arrivedMicros()[3]).isEqualTo(-1);
        assertThat(report.arrivedMicros()[16]).as("long before its reference").isZero();
    }

    @Test
    void whatTheBridgeItselfWrites_isReadBack() {
        Random random = new Random(3);
        TransportFeedback feedback = new TransportFeedback();
        long micros = 5_000_000;
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            micros += random.nextInt(40_000);
            boolean arrives = i == 0 || i == 299 || random.nextInt(10) != 0;
            expected.add(arrives ? micros : -1);
            if (arrives) {
                feedback.arrived(65_400 + i & 0xFFFF, micros);
            }
        }
        List<Long> told = new ArrayList<>();
        for (Packet packet : feedback.reports(1, 2)) {
            ArrivalReport report = ArrivalReport.read(packet.getBuffer(), 0, packet.getLength())
                    .orElseThrow();
            assertThat(report.base()).isEqualTo(65_400 + told.size() & 0xFFFF);
            for (long at : report.arrivedMicros()) {
                told.add(at);
            }
        }
        assertThat(told).hasSize(300);
        for (int i = 0; i < 300; i++) {
            long apart = Math.abs(told.get(i) - expected.get(i));
            assertThat(apart).isLessThanOrEqualTo(expected.get(i) < 0 ? 0 : 250);
        }
    }

    @Test
    void lyingCountsRunsAndTimes_areRefused() {
        String head = "8fcd0005 00000001 00000002 0005 ";
        // More packets than any report tells of; none; a run of none; a run without its deltas; a reserved symbol.
        for (String lie : List.of(
                "ffff 000002 07 7fff 0000",
                "0000 000002 07 2001 0100",
                "0002 000002 07 2000 0100",
                "0007 000002 07 2007" + " 0101",
                "0001 000002 07 6001 0101")) {
            byte[] b = bytes(head + lie);
            assertThat(ArrivalReport.read(b, 0, b.length)).as(lie).isEmpty();
        }
        byte[] tiny = bytes("8fcd0002 00000001 00000002");
        assertThat(ArrivalReport.read(tiny, 0, tiny.length)).isEmpty();
    }

    @Test
    void noise_isReadWithinItsBounds() {
        Random random = new Random(99);
        for (int i = 0; i < 20_000; i++) {
            byte[] b = new byte[20 + 4 * random.nextInt(40)];
            random.nextBytes(b);
            ArrivalReport.read(b, 0, b.length).ifPresent(report -> {
                assertThat(report.arrivedMicros()).hasSizeBetween(1, ArrivalReport.PACKETS_MAX);
                assertThat(Arrays.stream(report.arrivedMicros())).allMatch(at -> at >= -1);
            });
        }
    }

    @Test
    void remb_isReadUpToWhatALongHolds() {
        assertThat(remb("00000000")).isZero();
        assertThat(remb("010b0d40") / 1000).isEqualTo(800);
        assertThat(remb("01ffffff")).isEqualTo(Long.MAX_VALUE);
        assertThat(remb("01b40001")).isEqualTo(1L << 45);
    }

    private static long remb(String field) {
        long[] told = {-1};
        byte[] b = bytes("8fce0005 00000001 00000000 52454d42" + field + "00000002");
        boolean read = RtcpReader.read(b, 0, b.length, new RtcpReader.Handler() {
            @Override
            public void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp) {}

            @Override
            public void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast) {}

            @Override
            public void nack(int mediaSsrc, int sequence) {}

            @Override
            public void keyFrameRequest(int mediaSsrc) {}

            @Override
            public void estimate(long bitsPerSecond) {
                told[0] = bitsPerSecond;
            }
        });
        assertThat(read).isTrue();
        return told[0];
    }
}
