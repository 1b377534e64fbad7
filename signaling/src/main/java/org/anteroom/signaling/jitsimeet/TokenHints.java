package org.anteroom.signaling.jitsimeet;

import java.util.LinkedHashMap;
import java.util.Map;

/** By a word of Prosody's refusal: the key to look at. The refusal's own text goes nowhere. */
final class TokenHints {
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("issuer", "appId is not one of Prosody's asap_accepted_issuers, nor its app_id");
        ALL.put("'iss'", "appId is not one of Prosody's asap_accepted_issuers, nor its app_id");
        ALL.put("audience", "audience is not one of Prosody's asap_accepted_audiences");
        ALL.put("'aud'", "audience is not one of Prosody's asap_accepted_audiences");
        ALL.put(
                "public key",
                "keyId has no public key on Prosody's asap_key_server, which looks for its SHA-256 in hex"
                        + " with .pem at its end");
        ALL.put("'kid'", "keyId is missing, or algorithm is not the one that Prosody wants");
        ALL.put("signature", "keyFile or secret is not the one that Prosody checks tokens by, or algorithm is another");
        ALL.put("algorithm", "algorithm is not the one that Prosody wants");
        ALL.put("expired", "tokenSeconds is too short, or the clocks of the two machines differ");
        ALL.put("'nbf'", "tokens begin too early: the clocks of the two machines differ");
    }

    private TokenHints() {}

    /** Which of the token's parts it was, where the answer says so. */
    static MeetException refused(Element failure) {
        String text = failure.child("text").map(Element::text).orElse("");
        for (Map.Entry<String, String> hint : ALL.entrySet()) {
            if (text.contains(hint.getKey())) {
                return MeetException.saying(MeetFault.TOKEN, hint.getValue());
            }
        }
        return MeetException.of(MeetFault.TOKEN);
    }
}
