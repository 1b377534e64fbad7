package org.anteroom.engine.journal.sqlite;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.anteroom.engine.vault.Vault;
import org.anteroom.engine.vault.VaultException;

/** HMAC-SHA256 under a key that the root key gives for one purpose. Any thread. */
final class Hmac {
    private static final String NAME = "HmacSHA256";

    /** One a thread, which each value leaves as new: a start makes one of every stream. */
    private final ThreadLocal<Mac> macs;

    Hmac(Vault vault, String purpose) {
        SecretKeySpec key = new SecretKeySpec(vault.deriveSecret(purpose, 32), NAME);
        macs = ThreadLocal.withInitial(() -> mac(key));
    }

    /** Over these parts, one after the other: whoever gives more than one sees to it that they cannot be cut elsewhere. */
    byte[] of(byte[]... parts) {
        Mac mac = macs.get();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new VaultException("This Java runtime has no " + NAME, e);
        }
    }
}
