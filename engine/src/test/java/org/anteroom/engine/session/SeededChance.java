package org.anteroom.engine.session;

import java.util.Base64;
import java.util.Random;

/** Chance that a test can repeat. */
public final class SeededChance implements Chance {
    private final Random random;

    public SeededChance(long seed) {
        random = new Random(seed);
    }

    @Override
    public String bits() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public long seed() {
        return random.nextLong();
    }
}
