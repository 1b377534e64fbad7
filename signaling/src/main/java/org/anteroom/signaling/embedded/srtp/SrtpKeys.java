package org.anteroom.signaling.embedded.srtp;

import java.util.Arrays;

/** The master keys and salts that one DTLS handshake exported (RFC 5764, section 4.2). */
public final class SrtpKeys {
    private final SrtpProfile profile;
    private final byte[] exported;

    /** @param exported client key, server key, client salt, server salt, in this order */
    public SrtpKeys(SrtpProfile profile, byte[] exported) {
        if (exported.length != bytes(profile)) {
            throw new IllegalArgumentException("Keying material has two keys and two salts");
        }
        this.profile = profile;
        this.exported = exported.clone();
    }

    /** How many bytes to export for a profile. */
    public static int bytes(SrtpProfile profile) {
        return 2 * (profile.keyBytes() + profile.saltBytes());
    }

    public SrtpProfile profile() {
        return profile;
    }

    byte[] key(boolean client) {
        int from = client ? 0 : profile.keyBytes();
        return Arrays.copyOfRange(exported, from, from + profile.keyBytes());
    }

    byte[] salt(boolean client) {
        int from = 2 * profile.keyBytes() + (client ? 0 : profile.saltBytes());
        return Arrays.copyOfRange(exported, from, from + profile.saltBytes());
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }
}
