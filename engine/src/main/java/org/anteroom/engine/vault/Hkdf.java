package org.anteroom.engine.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with HMAC-SHA256, RFC 5869; written here because the JDK has none before 25. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;
    private static final int OUTPUT_BYTES_MAX = 255 * HASH_BYTES;

    /** Finding one costs as much as a short message; it is initialized anew for each, and shared by all keys of a thread. */
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Hkdf::mac);

    private Hkdf() {}

    /** RFC 5869, section 2.2. */
    static byte[] extract(byte[] salt, byte[] inputKey) {
        return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, inputKey);
    }

    /** RFC 5869, section 2.3. */
    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int bytes) {
        if (bytes < 1 || bytes > OUTPUT_BYTES_MAX) {
            throw new IllegalArgumentException("HKDF gives 1 to " + OUTPUT_BYTES_MAX + " bytes");
        }
        byte[] output = new byte[bytes];
        byte[] block = new byte[0];
        int filled = 0;
        for (int counter = 1; filled < bytes; counter++) {
            byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, input, block.length, info.length);
            input[input.length - 1] = (byte) counter;
            block = hmac(pseudoRandomKey, input);
            int take = Math.min(block.length, bytes - filled);
            System.arraycopy(block, 0, output, filled, take);
            filled += take;
        }
        return output;
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = MACS.get();
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new VaultException(HMAC + " failed", e);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(HMAC);
        } catch (GeneralSecurityException e) {
            throw new VaultException("This Java runtime has no " + HMAC, e);
        }
    }
}
