package org.anteroom.signaling.embedded.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtcpWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ends of each profile, and what must not pass. */
class SrtpSessionTest {
    private static SrtpKeys keys(SrtpProfile profile) {
        byte[] exported = new byte[SrtpKeys.bytes(profile)];
        for (int i = 0; i < exported.length; i++) {
            exported[i] = (byte) (i * 7 + 1);
        }
        return new SrtpKeys(profile, exported);
    }

    private static Packet rtp(int ssrc, int sequence) {
        Packet packet = Packet.withRoom(112);
        packet.getBuffer()[0] = (byte) 0x80;
        Bytes.put16(packet.getBuffer(), 2, sequence);
        Bytes.put32(packet.getBuffer(), 8, ssrc);
        return packet;
    }

    private static Packet copy(Packet packet) {
        return new Packet(packet.getBuffer().clone(), packet.getLength());
    }

    @ParameterizedTest
    @EnumSource
    void whatOneProtects_theOtherOpensOnce(SrtpProfile profile) {
        try (SrtpSession client = new SrtpSession(keys(profile), true, 4);
                SrtpSession server = new SrtpSession(keys(profile), false, 4)) {
            Packet sent = rtp(1, 65_535);
            assertThat(client.protectRtp(sent)).isTrue();
            assertThat(sent.getLength()).isGreaterThan(112);
            Packet again = copy(sent);
            assertThat(server.unprotectRtp(sent)).isTrue();
            assertThat(sent.getLength()).isEqualTo(112);
            assertThat(server.unprotectRtp(again)).as("replayed").isFalse();
            Packet report = RtcpWriter.pictureLoss(1, 2);
            assertThat(client.protectRtcp(report)).isTrue();
            assertThat(server.unprotectRtcp(report)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedBit_isNoticed(SrtpProfile profile) {
        try (SrtpSession client = new SrtpSession(keys(profile), true, 4);
                SrtpSession server = new SrtpSession(keys(profile), false, 4)) {
            Packet sent = rtp(1, 1);
            assertThat(client.protectRtp(sent)).isTrue();
            sent.getBuffer()[40] ^= 1;
            assertThat(server.unprotectRtp(sent)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberIsNeverProtectedTwice(SrtpProfile profile) {
        try (SrtpSession client = new SrtpSession(keys(profile), true, 4)) {
            assertThat(client.protectRtp(rtp(1, 5))).isTrue();
            assertThat(client.protectRtp(rtp(1, 5))).isFalse();
            assertThat(client.protectRtp(rtp(1, 6))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlySoManySsrcsAreKept_andForgedOnesNever(SrtpProfile profile) {
        try (SrtpSession client = new SrtpSession(keys(profile), true, 4);
                SrtpSession server = new SrtpSession(keys(profile), false, 2)) {
            for (int ssrc = 100; ssrc < 200; ssrc++) {
                assertThat(server.unprotectRtp(rtp(ssrc, 1))).isFalse();
            }
            for (int ssrc = 1; ssrc <= 3; ssrc++) {
                Packet sent = rtp(ssrc, 1);
                assertThat(client.protectRtp(sent)).isTrue();
                assertThat(server.unprotectRtp(sent)).isEqualTo(ssrc <= 2);
            }
        }
    }
}
