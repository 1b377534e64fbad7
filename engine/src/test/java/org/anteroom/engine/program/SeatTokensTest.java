package org.anteroom.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.anteroom.engine.program.SeatTokens.Opens;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;
import org.junit.jupiter.api.Test;

/** Tokens say whose seat, by which invite and until when, and nobody else can make one. */
class SeatTokensTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final Opens OPENS = new Opens(
            new SessionId("ses_" + ID),
            new SeatId("sea_" + ID),
            new InviteId("inv_" + ID),
            3,
            Instant.parse("2026-03-02T18:00:00Z"));

    private final SeatTokens tokens = new SeatTokens(new byte[32]);

    @Test
    void mintedToken_opensWhatItWasMintedFor() {
        assertThat(tokens.read(tokens.mint(OPENS))).contains(OPENS);
    }

    @Test
    void tokenWithOneCharacterChanged_opensNothing() {
        String token = tokens.mint(OPENS);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'B' ? 'C' : 'B';
            // The last character of base64url has bits that stand for nothing.
            if (i < token.length() - 1) {
                String changed = token.substring(0, i) + other + token.substring(i + 1);
                assertThat(tokens.read(changed)).as("character " + i).isEmpty();
            }
        }
    }

    @Test
    void tokenOfTheReleaseBefore_isOfTheFirstDeviceOfItsInvite() {
        String[] parts = tokens.mint(OPENS).split("\\.");
        String body = String.join(".", "a2", parts[1], parts[2], parts[3], parts[5]);
        String before = body + "." + Digests.hmac(new byte[32], body, 32);
        assertThat(tokens.read(before))
                .contains(new Opens(OPENS.session(), OPENS.seat(), OPENS.invite(), 0, OPENS.expiresAt()));
        assertThat(tokens.read("a3" + before.substring(2))).isEmpty();
        assertThat(tokens.read("a2" + tokens.mint(OPENS).substring(2))).isEmpty();
        String other = String.join(".", "a1", parts[1], parts[2], parts[3], parts[5]);
        assertThat(tokens.read(other + "." + Digests.hmac(new byte[32], other, 32)))
                .isEmpty();
    }

    @Test
    void tokenOfAnotherEngine_opensNothing() {
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(new SeatTokens(other).read(tokens.mint(OPENS))).isEmpty();
        assertThat(tokens.read("")).isEmpty();
        assertThat(tokens.read("a1.ses_" + ID + ".sea_" + ID + ".x")).isEmpty();
    }
}
