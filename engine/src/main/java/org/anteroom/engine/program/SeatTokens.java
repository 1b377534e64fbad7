package org.anteroom.engine.program;

import java.util.Optional;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;

/**
 * Tokens that open a seat: session, seat, and an HMAC-SHA-256 over both. Nothing of them is kept; whether the seat may
 * still come in is the session's to say.
 */
public final class SeatTokens {
    private static final String VERSION = "a1";
    private static final int MAC_BYTES = 32;

    private final byte[] secret;

    /** @param secret at least 256 bits that nobody else has */
    public SeatTokens(byte[] secret) {
        this.secret = secret.clone();
    }

    /** Whose seat a token opens. */
    public record Opens(SessionId session, SeatId seat) {}

    public String mint(SessionId session, SeatId seat) {
        String body = VERSION + "." + session.value() + "." + seat.value();
        return body + "." + Digests.hmac(secret, body, MAC_BYTES);
    }

    /** What the token opens; empty where it was not minted here. */
    public Optional<Opens> read(String token) {
        String[] parts = token.length() > 256 ? new String[0] : token.split("\\.", -1);
        boolean formed = parts.length == 4
                && parts[0].equals(VERSION)
                && Ids.isId(parts[1], SessionId.PREFIX)
                && Ids.isId(parts[2], SeatId.PREFIX);
        if (!formed) {
            return Optional.empty();
        }
        String body = token.substring(0, token.lastIndexOf('.'));
        return Digests.same(Digests.hmac(secret, body, MAC_BYTES), parts[3])
                ? Optional.of(new Opens(new SessionId(parts[1]), new SeatId(parts[2])))
                : Optional.empty();
    }
}
