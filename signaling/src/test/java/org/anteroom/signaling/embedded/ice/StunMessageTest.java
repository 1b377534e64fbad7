package org.anteroom.signaling.embedded.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of RFC 5769, and what strangers may make of them. */
class StunMessageTest {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
    private static final byte[] REQUEST = hex("000100582112a442b7e7a701bc34d686fa87dfae"
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "00060009657674" + "6a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf");
    private static final byte[] RESPONSE_IPV4 = hex("0101003c2112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
            + "80280004c07d4c96");
    private static final byte[] RESPONSE_IPV6 = hex("010100482112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
            + "80280004c8fb0b4c");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void sampleRequest_isReadAndVerified() {
        StunMessage message = StunMessage.parse(REQUEST).orElseThrow();
        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.username()).isEqualTo("evtj:h6vY");
        assertThat(message.integrityHolds(PASSWORD)).isTrue();
        assertThat(message.integrityHolds(PASSWORD + "x")).isFalse();
        assertThat(message.useCandidate()).isFalse();
    }

    @Test
    void sampleResponses_areVerified() {
        assertThat(StunMessage.parse(RESPONSE_IPV4).orElseThrow().integrityHolds(PASSWORD))
                .isTrue();
        assertThat(StunMessage.parse(RESPONSE_IPV6).orElseThrow().integrityHolds(PASSWORD))
                .isTrue();
    }

    @Test
    void ourResponse_tellsTheSampleAddresses() throws Exception {
        StunMessage request = StunMessage.parse(REQUEST).orElseThrow();
        byte[] four = request.success(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853), PASSWORD);
        byte[] six = request.success(
                new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853), PASSWORD);
        assertThat(HexFormat.of().formatHex(four)).contains("002000080001a147e112a643");
        assertThat(HexFormat.of().formatHex(six)).contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
        assertThat(StunMessage.parse(four).orElseThrow().integrityHolds(PASSWORD))
                .isTrue();
    }

    @Test
    void ourCheck_isReadAgain() {
        StunMessage check = StunMessage.parse(StunWriter.check(new byte[12], "us:them", "secret", true))
                .orElseThrow();
        assertThat(check.username()).isEqualTo("us:them");
        assertThat(check.useCandidate()).isTrue();
        assertThat(check.integrityHolds("secret")).isTrue();
    }

    @Test
    void anyFlippedBit_isNoticed() {
        for (int bit = 0; bit < REQUEST.length * 8; bit++) {
            byte[] flipped = REQUEST.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            boolean accepted = StunMessage.parse(flipped)
                    .filter(m -> m.type() == StunMessage.BINDING_REQUEST)
                    .filter(m -> m.integrityHolds(PASSWORD))
                    .isPresent();
            assertThat(accepted).as("bit " + bit).isFalse();
        }
    }

    @Test
    void withoutIntegrity_nothingHolds() {
        StunWriter writer = new StunWriter(StunMessage.BINDING_REQUEST, new byte[12]);
        writer.attribute(StunMessage.USERNAME, new byte[] {'a', ':', 'b'});
        byte[] unsigned = writer.fingerprinted();
        assertThat(StunMessage.parse(unsigned).orElseThrow().integrityHolds("secret"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 20, 21, 24, 40, 60, 107})
    void cutShort_isRefused(int length) {
        assertThat(StunMessage.parse(java.util.Arrays.copyOf(REQUEST, length))).isEmpty();
    }

    @Test
    void lyingAttributeLengths_areRefused() {
        byte[] lying = REQUEST.clone();
        lying[22] = (byte) 0xFF;
        assertThat(StunMessage.parse(lying)).isEmpty();
    }

    @Test
    void randomBytes_neverThrow() {
        Random random = new Random(5769);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = REQUEST.clone();
            for (int k = random.nextInt(6); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            StunMessage.parse(bytes)
                    .ifPresent(m -> assertThat(m.integrityHolds("no")).isFalse());
        }
    }
}
