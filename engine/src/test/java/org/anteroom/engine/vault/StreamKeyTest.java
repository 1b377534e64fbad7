package org.anteroom.engine.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamKeyTest {
    private static final byte[] BODY = "{\"name\":\"Ana\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Vault vault;
    private StreamKey key;

    @BeforeEach
    void makeVault() {
        vault = Vault.open(folder, RootPassword.of("a-random-password-of-a-test-is-not-stretched-"), false);
        key = vault.newStreamKey("ses_a");
    }

    @Test
    void wrappedKey_opensWhatWasSealed() throws BrokenSealException {
        ChainPlace place = new ChainPlace(1, "seat-moved", key.genesis());
        byte[] sealed = key.seal(place, BODY);

        StreamKey again = vault.unwrap("ses_a", key.wrapped());
        assertThat(again.genesis()).isEqualTo(key.genesis());
        assertThat(again.open(place, sealed)).isEqualTo(BODY);
    }

    @Test
    void wrappedKey_opensForNoOtherStream() {
        assertThatThrownBy(() -> vault.unwrap("ses_b", key.wrapped())).isInstanceOf(BrokenSealException.class);
    }

    @Test
    void anyFlippedBitOfAWrappedKey_isRefused() {
        byte[] wrapped = key.wrapped();
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] changed = wrapped.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> vault.unwrap("ses_a", changed)).isInstanceOf(BrokenSealException.class);
        }
    }

    @Test
    void seal_opensAtItsOwnPlaceOnly() {
        byte[] genesis = key.genesis();
        byte[] sealed = key.seal(new ChainPlace(1, "note", genesis), BODY);
        byte[] otherHash = genesis.clone();
        otherHash[0] ^= 1;
        for (ChainPlace other : List.of(
                new ChainPlace(2, "note", genesis),
                new ChainPlace(1, "chat", genesis),
                new ChainPlace(1, "note", otherHash))) {
            assertThatThrownBy(() -> key.open(other, sealed)).isInstanceOf(BrokenSealException.class);
        }
    }

    @Test
    void genesis_differsByKeyAndByStream() {
        assertThat(vault.newStreamKey("ses_a").genesis()).isNotEqualTo(key.genesis());
        assertThat(vault.newStreamKey("ses_b").genesis()).isNotEqualTo(key.genesis());
    }

    @Test
    void headMac_holdsForThisSeqAndHashOnly() {
        byte[] hash = key.genesis();
        byte[] mac = key.headMac(7, hash);
        assertThat(key.isHead(7, hash, mac)).isTrue();
        assertThat(key.isHead(6, hash, mac)).isFalse();
        assertThat(key.isHead(7, new byte[32], mac)).isFalse();
        assertThat(vault.newStreamKey("ses_a").isHead(7, hash, mac)).isFalse();
    }
}
