package org.anteroom.engine.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.anteroom.engine.session.Text;

/** Headers and signatures of Standard Webhooks 1.0.0: HMAC-SHA-256 over id, time and body. */
public final class Signing {
    /** How the secrets begin; behind it stands base64. */
    public static final String PREFIX = "whsec_";

    private Signing() {}

    /** A secret with these 256 bits. */
    public static Text secret(byte[] bits) {
        return new Text(PREFIX + Base64.getEncoder().encodeToString(bits));
    }

    static Map<String, String> headers(String id, Instant now, List<Text> secrets, byte[] body) {
        String time = Long.toString(now.getEpochSecond());
        List<String> signatures = new ArrayList<>();
        for (Text secret : secrets) {
            signatures.add("v1," + sign(secret, id + "." + time + ".", body));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Anteroom");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put("webhook-signature", String.join(" ", signatures));
        return headers;
    }

    private static String sign(Text secret, String head, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.value().substring(PREFIX.length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not there", e);
        }
    }
}
