package org.anteroom.signaling.embedded.dtls;

import static org.anteroom.signaling.synthetic.DtlsWords.fragment;
import static org.anteroom.signaling.synthetic.DtlsWords.joined;
import static org.anteroom.signaling.synthetic.DtlsWords.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a DTLS peer's lengths may claim. */
class HandshakeGuardTest {
    private static final int CLIENT_HELLO = 1;
    private static final int CERTIFICATE = 11;
    private static final int MIB_16 = (1 << 24) - 1;

    private final HandshakeGuard guard = HandshakeGuard.ofClient();

    private boolean admits(byte[]... fragments) {
        return guard.admits(record(22, 0, fragments));
    }

    @Test
    void aHello_inTwoDatagrams_andAgain_isAdmitted() {
        assertThat(admits(fragment(CLIENT_HELLO, 1400, 0, 0, 1000))).isTrue();
        assertThat(admits(fragment(CLIENT_HELLO, 1400, 0, 1000, 400))).isTrue();
        assertThat(admits(fragment(CLIENT_HELLO, 1400, 0, 0, 1000))).isTrue();
    }

    @Test
    void aFlightOfSeveralMessages_inOneDatagram_isAdmitted() {
        byte[] flight = joined(
                record(22, 0, fragment(CERTIFICATE, 300, 1, 0, 300), fragment(16, 66, 2, 0, 66)),
                record(22, 0, fragment(15, 80, 3, 0, 80)),
                record(20, 0, new byte[] {1}),
                record(22, 1, new byte[40]));
        assertThat(guard.admits(flight)).isTrue();
    }

    @Test
    void sixteenMessages_thatEachClaimSixteenMebibytes_areRefused() {
        byte[][] headers = new byte[16][];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = fragment(CLIENT_HELLO, MIB_16, i, 0, 0);
        }
        byte[] datagram = record(22, 0, headers);
        assertThat(datagram).hasSize(205);
        assertThat(guard.admits(datagram)).isFalse();
        assertThat(guard.admitsFragments(datagram, 13, datagram.length - 13)).isFalse();
    }

    @Test
    void allMessagesTogether_areSixteenKibibytes() {
        assertThat(admits(fragment(CLIENT_HELLO, 10_000, 0, 0, 100))).isTrue();
        assertThat(admits(fragment(CERTIFICATE, 6_385, 1, 0, 100))).isFalse();
        assertThat(admits(fragment(CERTIFICATE, 6_384, 1, 0, 100))).isTrue();
        assertThat(admits(fragment(16, 1, 2, 0, 1))).isFalse();
    }

    @Test
    void fragmentsThatContradictEachOther_areRefused() {
        assertThat(admits(fragment(CERTIFICATE, 300, 1, 0, 100))).isTrue();
        assertThat(admits(fragment(CERTIFICATE, 301, 1, 100, 100))).isFalse();
        assertThat(admits(fragment(16, 300, 1, 100, 100))).isFalse();
        assertThat(admits(fragment(CERTIFICATE, 300, 1, 100, 200))).isTrue();
    }

    @Test
    void aFragmentOutsideItsMessageOrItsRecord_isRefused() {
        assertThat(admits(fragment(CERTIFICATE, 300, 1, 250, 100))).isFalse();
        assertThat(admits(fragment(CERTIFICATE, 300, 1, MIB_16, 1))).isFalse();
        assertThat(admits(fragment(CERTIFICATE, 300, 1, 0, 100, new byte[99]))).isFalse();
        assertThat(admits(fragment(CERTIFICATE, 300, 1, 0, 100, new byte[101]))).isFalse();
        assertThat(admits(fragment(CERTIFICATE, 300, 1, 0, 0))).isFalse();
        assertThat(admits(new byte[0])).isFalse();
    }

    @Test
    void aMessageThatNoClientSends_orThatIsOneTooMany_isRefused() {
        assertThat(admits(fragment(2, 50, 0, 0, 50))).isFalse();
        assertThat(admits(fragment(24, 50, 0, 0, 50))).isFalse();
        assertThat(admits(fragment(CLIENT_HELLO, 50, HandshakeGuard.MESSAGES_MAX, 0, 50)))
                .isFalse();
        assertThat(HandshakeGuard.ofServer().admits(record(22, 0, fragment(2, 50, 0, 0, 50))))
                .isTrue();
    }

    @Test
    void afterTheHandshake_whatWasSentMayComeAgain_andNothingNew() {
        assertThat(admits(fragment(CLIENT_HELLO, 100, 0, 0, 100))).isTrue();
        guard.completed();
        assertThat(admits(fragment(CLIENT_HELLO, 100, 0, 0, 100))).isTrue();
        assertThat(admits(fragment(CLIENT_HELLO, 100, 1, 0, 100))).isFalse();
    }

    @Test
    void aRecordLongerThanItsDatagram_orOfNoKnownType_isRefused() {
        byte[] record = record(21, 0, new byte[2]);
        assertThat(guard.admits(record)).isTrue();
        record[12] = 3;
        assertThat(guard.admits(record)).isFalse();
        assertThat(guard.admits(record(19, 0, new byte[2]))).isFalse();
        assertThat(guard.admits(record(24, 0, new byte[2]))).isFalse();
        assertThat(guard.admits(new byte[12])).isFalse();
        assertThat(guard.admits(new byte[0])).isFalse();
    }

    @RepeatedTest(20)
    void whateverComes_isJudged_andNeverMoreIsBelieved(RepetitionInfo turn) {
        Random random = new Random(turn.getCurrentRepetition());
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = record(
                    22,
                    random.nextInt(3) / 2,
                    fragment(
                            random.nextInt(24),
                            random.nextInt(4) == 0 ? random.nextInt(1 << 24) : random.nextInt(4_000),
                            random.nextInt(20),
                            random.nextInt(3) == 0 ? random.nextInt(1 << 24) : 0,
                            random.nextInt(200)));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            boolean admitted = guard.admits(bytes);
            assertThat(guard.believed()).as("after %s", admitted).isLessThanOrEqualTo(HandshakeGuard.FLIGHTS_BYTES_MAX);
        }
    }
}
