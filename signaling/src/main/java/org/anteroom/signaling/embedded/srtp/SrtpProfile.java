package org.anteroom.signaling.embedded.srtp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/** The protection profiles that DTLS may choose (RFC 5764, section 4.1.2; RFC 7714, section 14.2), preferred first. */
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12, 16),
    AEAD_AES_256_GCM(8, 32, 12, 16),
    AES128_CM_HMAC_SHA1_80(1, 16, 14, 10);

    private final int code;
    private final int keyBytes;
    private final int saltBytes;
    private final int tagBytes;

    SrtpProfile(int code, int keyBytes, int saltBytes, int tagBytes) {
        this.code = code;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
        this.tagBytes = tagBytes;
    }

    /** The profile that we like best of those offered. */
    public static Optional<SrtpProfile> choose(int[] offered) {
        List<Integer> codes = Arrays.stream(offered).boxed().toList();
        return Arrays.stream(values()).filter(p -> codes.contains(p.code)).findFirst();
    }

    /** All of them by number, preferred first. */
    public static int[] codes() {
        return Arrays.stream(values()).mapToInt(p -> p.code).toArray();
    }

    public int code() {
        return code;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    SrtpPolicy policy() {
        return this == AES128_CM_HMAC_SHA1_80
                ? new SrtpPolicy(
                        SrtpPolicy.AESCM_ENCRYPTION,
                        keyBytes,
                        SrtpPolicy.HMACSHA1_AUTHENTICATION,
                        20,
                        tagBytes,
                        saltBytes)
                : new SrtpPolicy(
                        SrtpPolicy.AESGCM_ENCRYPTION, keyBytes, SrtpPolicy.NULL_AUTHENTICATION, 0, tagBytes, saltBytes);
    }
}
