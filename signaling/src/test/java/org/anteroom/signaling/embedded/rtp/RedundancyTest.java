package org.anteroom.signaling.embedded.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedundancyTest {
    private static final int OPUS = 111;

    private final Redundancy redundancy = new Redundancy();

    private static RtpPacket packet(byte[] payload) {
        byte[] b = new byte[12 + payload.length];
        b[0] = (byte) 0x80;
        b[1] = 63;
        System.arraycopy(payload, 0, b, 12, payload.length);
        return RtpPacket.parse(b, 0, b.length).orElseThrow();
    }

    /** Blocks of an older sound each, then the sound of now. */
    static byte[] load(int type, String now, String... before) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String block : before) {
            int offsetAndLength = 960 << 10 | block.length();
            out.write(0x80 | type);
            out.write(offsetAndLength >>> 16);
            out.write(offsetAndLength >>> 8);
            out.write(offsetAndLength);
        }
        out.write(type);
        for (String block : before) {
            out.writeBytes(block.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(now.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private String now(byte[] load) {
        RtpPacket packet = packet(load);
        if (!redundancy.read(packet, OPUS)) {
            return "";
        }
        return new String(packet.buffer(), redundancy.offset(), redundancy.length(), StandardCharsets.US_ASCII);
    }

    @Test
    void theSoundOfNow_isFoundBehindWhatWasBefore() {
        assertThat(now(load(OPUS, "now"))).isEqualTo("now");
        assertThat(now(load(OPUS, "now", "before"))).isEqualTo("now");
        assertThat(now(load(OPUS, "now", "long before", "before"))).isEqualTo("now");
        assertThat(now(load(OPUS, "now", ""))).isEqualTo("now");
    }

    @Test
    void lengthsThatLie_andSoundOfAnotherType_areNothing() {
        assertThat(now(new byte[0])).isEmpty();
        assertThat(now(load(OPUS, ""))).isEmpty();
        assertThat(now(load(96, "now", "before"))).isEmpty();
        byte[] lying = load(OPUS, "now", "before");
        lying[3] = (byte) 0xFF;
        assertThat(now(lying)).isEmpty();
        for (int cut = 0; cut < 11; cut++) {
            assertThat(now(java.util.Arrays.copyOf(load(OPUS, "now", "before"), cut)))
                    .isEmpty();
        }
        byte[] endless = new byte[1_200];
        java.util.Arrays.fill(endless, (byte) (0x80 | OPUS));
        assertThat(now(endless)).isEmpty();
    }

    @Test
    void anyBytes_areReadWithinThem() {
        Random random = new Random(2198);
        for (int i = 0; i < 20_000; i++) {
            byte[] load = new byte[random.nextInt(64)];
            random.nextBytes(load);
            RtpPacket packet = packet(load);
            if (redundancy.read(packet, OPUS)) {
                assertThat(redundancy.offset()).isGreaterThan(packet.payloadOffset());
                assertThat(redundancy.offset() + redundancy.length())
                        .isEqualTo(packet.payloadOffset() + packet.payloadLength());
            }
        }
    }
}
