package org.anteroom.engine.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AES-256-GCM against the test cases of McGrew and Viega's GCM specification, appendix B, and against changed bits. */
class SealerTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String KEY_16 = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);

    private final Sealer sealer = new Sealer(new byte[32], new SecureRandom());

    @ParameterizedTest(name = "test case {0}")
    @CsvSource({
        "13, 0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, '', '', '',"
                + " 530f8afbc74536b9a963b4f1c4cb738b",
        "14, 0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, '',"
                + " 00000000000000000000000000000000, cea7403d4d606b6e074ec5d3baf39d18,"
                + " d0d1c8a799996bf0265b98b5d48ab919",
        "16, " + KEY_16 + ", cafebabefacedbaddecaf888, feedfacedeadbeeffeedfacedeadbeefabaddad2,"
                + " d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                + "b16aedf5aa0de657ba637b39,"
                + " 522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                + "c5f61e6393ba7a0abcc9f662,"
                + " 76fc6ece0f4e1768cddf8853bb2d551b",
    })
    void publishedVector_isMet(
            int number, String key, String nonce, String place, String plain, String cipher, String tag)
            throws BrokenSealException {
        Sealer vector = new Sealer(HEX.parseHex(key), new SecureRandom());
        byte[] sealed = vector.sealWithNonce(HEX.parseHex(nonce), HEX.parseHex(place), HEX.parseHex(plain));
        assertThat(HEX.formatHex(sealed)).as("case %s", number).isEqualTo(nonce + cipher + tag);
        assertThat(HEX.formatHex(vector.open(HEX.parseHex(place), sealed))).isEqualTo(plain);
    }

    @Test
    void anyFlippedBit_doesNotOpen() {
        byte[] sealed = sealer.seal(PLACE, new byte[] {1, 2, 3});
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> sealer.open(PLACE, changed))
                    .isInstanceOf(BrokenSealException.class)
                    .hasNoCause();
        }
    }

    @Test
    void anyShorterText_doesNotOpen() {
        byte[] sealed = sealer.seal(PLACE, new byte[] {1, 2, 3});
        for (int length = 0; length < sealed.length; length++) {
            byte[] shorter = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> sealer.open(PLACE, shorter)).isInstanceOf(BrokenSealException.class);
        }
    }

    @Test
    void anotherPlace_doesNotOpen() {
        byte[] sealed = sealer.seal(PLACE, new byte[] {1});
        assertThatThrownBy(() -> sealer.open(new byte[0], sealed)).isInstanceOf(BrokenSealException.class);
    }

    @Test
    void sameTextTwice_isSealedUnderTwoNonces() {
        assertThat(sealer.seal(PLACE, new byte[] {1})).isNotEqualTo(sealer.seal(PLACE, new byte[] {1}));
    }
}
