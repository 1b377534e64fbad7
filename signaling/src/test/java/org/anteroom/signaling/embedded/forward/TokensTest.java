package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random words: as long as asked for, each character as likely, and few questions to the source. */
class TokensTest {
    /** Counts how often it is asked, whatever for. */
    private static final class Counted extends Random {
        private static final long serialVersionUID = 1L;
        private int asked;

        Counted() {
            super(7);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            asked++;
            super.nextBytes(bytes);
        }

        @Override
        public int nextInt(int bound) {
            asked++;
            return super.nextInt(bound);
        }
    }

    @Test
    void aWord_isAsLongAsAskedFor_ofLettersAndDigits() {
        Random random = new Random(1);
        for (int characters = 1; characters <= 64; characters++) {
            assertThat(Tokens.random(random, characters)).matches("[A-Za-z0-9]{" + characters + "}");
        }
    }

    @Test
    void eachCharacter_isAsLikelyAsAnother() {
        Random random = new Random(2);
        Map<Character, Integer> counts = new HashMap<>();
        String word = Tokens.random(random, 620_000);
        for (int i = 0; i < word.length(); i++) {
            counts.merge(word.charAt(i), 1, Integer::sum);
        }
        assertThat(counts).hasSize(62);
        // Ten thousand each, and ten standard deviations.
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_000, 11_000));
    }

    @Test
    void aSecureSource_isAskedAboutOnceAWord_notOnceACharacter() {
        Counted random = new Counted();
        for (int i = 0; i < 1_000; i++) {
            assertThat(Tokens.random(random, 32)).hasSize(32);
        }
        assertThat(random.asked).isLessThan(1_500);
    }
}
