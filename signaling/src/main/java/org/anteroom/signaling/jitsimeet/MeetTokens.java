package org.anteroom.signaling.jitsimeet;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;

/**
 * Makes the tokens (RFC 7519) that let into one room, each for a short time: never without an end, never for every room.
 * Of a person they hold a random id alone.
 */
final class MeetTokens {
    private static final long EARLIER_SECONDS = 10;

    private final JitsiMeetOptions options;
    private final TokenKey key;
    private final InstantSource clock;

    MeetTokens(JitsiMeetOptions options, InstantSource clock) {
        this(options, options.key(), clock);
    }

    private MeetTokens(JitsiMeetOptions options, TokenKey key, InstantSource clock) {
        this.options = options;
        this.key = key;
        this.clock = clock;
    }

    /** The same tokens under a key that the deployment does not know. */
    MeetTokens forged() {
        return new MeetTokens(options, key.stranger(), clock);
    }

    /** For the engine itself: whoever comes with it is to own the room. */
    String owner(String room, String id) {
        // Words and no truth values, because some deployments write them into presence as they are.
        return token(room, Map.of("id", id, "moderator", "true", "affiliation", "owner"));
    }

    String person(String room, String id) {
        return token(room, Map.of("id", id, "moderator", "false", "affiliation", "member"));
    }

    private String token(String room, Map<String, String> user) {
        Instant now = clock.instant();
        return key.sign(new JWTClaimsSet.Builder()
                .issuer(options.issuer())
                .audience(options.audience())
                .subject(options.deployment().domain())
                .claim("room", room)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now.minusSeconds(EARLIER_SECONDS)))
                .expirationTime(Date.from(now.plusSeconds(options.tokenSeconds())))
                .claim("context", Map.of("user", user))
                .build());
    }
}
