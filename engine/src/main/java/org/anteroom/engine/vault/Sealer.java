package org.anteroom.engine.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a nonce that no caller picks: 96 random bits in front of the ciphertext.
 *
 * <p>Random and not counted, although the journal has a counter: a commit that was rolled back uses its sequence again
 * for other content, and a counter would then seal two texts under one nonce. The bound is 2^32 seals a key (NIST SP
 * 800-38D, section 8.3); a stream ends far below.
 */
final class Sealer {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    private static final String CIPHER = "AES/GCM/NoPadding";

    /** Finding one costs more than a seal; it is initialized anew for each, and shared by all keys of a thread. */
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(Sealer::cipher);

    private final SecretKeySpec key;
    private final SecureRandom random;

    Sealer(byte[] key, SecureRandom random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("An AES-256 key has 32 bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    byte[] seal(byte[] place, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return seal(CIPHERS.get(), nonce, place, plain);
    }

    /** For the published vectors only, of which some have a key and a nonce in common: no cipher seals twice under both. */
    byte[] sealWithNonce(byte[] nonce, byte[] place, byte[] plain) {
        return seal(cipher(), nonce, place, plain);
    }

    private byte[] seal(Cipher cipher, byte[] nonce, byte[] place, byte[] plain) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(place);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + plain.length + TAG_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new VaultException("AES-256-GCM failed to seal", e);
        }
    }

    byte[] open(byte[] place, byte[] sealed) throws BrokenSealException {
        if (sealed.length < NONCE_BYTES + TAG_BYTES) {
            throw new BrokenSealException();
        }
        try {
            Cipher cipher = CIPHERS.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(place);
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new BrokenSealException();
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw new VaultException("This Java runtime has no AES-256-GCM", e);
        }
    }

    @Override
    public String toString() {
        return "Sealer[AES-256-GCM]";
    }
}
