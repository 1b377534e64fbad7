package org.anteroom.engine.runtime;

import java.security.SecureRandom;
import java.util.Base64;
import org.anteroom.engine.session.Chance;

/** Chance from the platform's secure random source, which is safe for use by any thread. */
public final class SecureChance implements Chance {
    private final SecureRandom random = new SecureRandom();

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
