package org.anteroom.signaling.embedded.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Feedback is read back by a decoder written from the draft, not from the encoder. */
class TransportFeedbackTest {
    /** Arrival in microseconds by sequence number; absent if reported lost. */
    private static void decode(Packet packet, Map<Integer, Long> arrivals, List<Integer> lost) {
        byte[] b = packet.getBuffer();
        assertThat(b[0] & 0x1F).isEqualTo(15);
        assertThat(b[1] & 0xFF).isEqualTo(205);
        assertThat(4 * (Bytes.uint16(b, 2) + 1)).isEqualTo(packet.getLength());
        int base = Bytes.uint16(b, 12);
        int count = Bytes.uint16(b, 14);
        List<Integer> symbols = new ArrayList<>();
        int position = 20;
        while (symbols.size() < count) {
            int chunk = Bytes.uint16(b, position);
            position += 2;
            if (chunk >> 15 == 0) {
                for (int i = 0; i < (chunk & 0x1FFF); i++) {
                    symbols.add(chunk >> 13 & 3);
                }
            } else {
                assertThat(chunk >> 14).as("two-bit vector").isEqualTo(3);
                for (int i = 0; i < 7; i++) {
                    symbols.add(chunk >> (12 - 2 * i) & 3);
                }
            }
        }
        long at = Bytes.uint24(b, 16) * 64_000L;
        for (int i = 0; i < count; i++) {
            int sequence = (base + i) & 0xFFFF;
            if (symbols.get(i) == 0) {
                lost.add(sequence);
                continue;
            }
            long delta = symbols.get(i) == 1 ? b[position] & 0xFF : (short) Bytes.uint16(b, position);
            position += symbols.get(i);
            at += delta * 250;
            arrivals.put(sequence, at);
        }
        assertThat(position).isLessThanOrEqualTo(packet.getLength());
    }

    @Test
    void arrivalsAndLosses_areToldOverTheWrap() {
        Random random = new Random(15);
        TransportFeedback feedback = new TransportFeedback();
        Map<Integer, Long> expected = new TreeMap<>();
        Map<Integer, Long> told = new TreeMap<>();
        List<Integer> lost = new ArrayList<>();
        long micros = 5_000_000;
        for (int i = 0; i < 3_000; i++) {
            int sequence = (64_000 + i) & 0xFFFF;
            micros += random.nextInt(10) == 0 ? 200_000 : random.nextInt(4_000);
            if (random.nextInt(10) != 0 || i == 0) {
                feedback.arrived(sequence, micros);
                expected.put(sequence, micros);
            }
            if (i % 97 == 0 || i == 2_999) {
                feedback.reports(1, 2).forEach(p -> decode(p, told, lost));
            }
        }
        assertThat(told.keySet()).isEqualTo(expected.keySet());
        told.forEach((sequence, at) ->
                assertThat(Math.abs(at - expected.getOrDefault(sequence, 0L))).isLessThanOrEqualTo(250));
        assertThat(lost).doesNotContainAnyElementsOf(expected.keySet()).isNotEmpty();
    }

    @Test
    void reordered_isToldInNumberOrder() {
        TransportFeedback feedback = new TransportFeedback();
        feedback.arrived(10, 1_000_000);
        feedback.arrived(12, 1_002_000);
        feedback.arrived(11, 1_004_000);
        Map<Integer, Long> told = new TreeMap<>();
        feedback.reports(1, 2).forEach(p -> decode(p, told, new ArrayList<>()));
        assertThat(told)
                .containsExactlyEntriesOf(new TreeMap<>(Map.of(10, 1_000_000L, 11, 1_004_000L, 12, 1_002_000L)));
        assertThat(feedback.reports(1, 2)).isEmpty();
    }

    @Test
    void aJumpOfManyNumbers_costsBoundedReports() {
        TransportFeedback feedback = new TransportFeedback();
        feedback.arrived(1, 1_000);
        feedback.arrived(30_000, 2_000);
        feedback.arrived(60_000, 9_000_000_000L);
        List<Packet> reports = feedback.reports(1, 2);
        assertThat(reports).hasSizeLessThanOrEqualTo(8);
        assertThat(reports).allMatch(p -> p.getLength() < 1200);
    }
}
