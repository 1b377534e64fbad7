package org.anteroom.engine.program;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/**
 * Tokens that open a seat to one device: session, seat, the invite that the device came by and its epoch, when the token
 * ends, and an HMAC-SHA-256 over all of them. Nothing of them is kept; whether the invite still holds, and whether the seat may come
 * in, is the session's to say.
 */
public final class SeatTokens {
    private static final String VERSION = "a3";
    /** Of a device that asks for a seat which another one has. */
    private static final String CLAIM = "c1";

    /** No device of an invite is of this epoch: a token of a claim opens no seat, whoever reads it. */
    private static final int NO_EPOCH = -1;

    /** Of the release before, without an epoch: there was one device an invite, so that each of them is of the first. */
    private static final String WITHOUT_EPOCH = "a2";

    private static final int MAC_BYTES = 32;
    private static final Duration LASTS_AT_LEAST = Duration.ofHours(1);

    private final byte[] secret;

    /** @param secret at least 256 bits that nobody else has */
    public SeatTokens(byte[] secret) {
        this.secret = secret.clone();
    }

    /**
     * Whose seat a token opens, to the device of which invite, and until when.
     *
     * @param epoch which of the invite's devices it is: one that was signed out has an earlier one than the next
     * @param claim the number of its claim, where the device only asks for the seat
     */
    public record Opens(
            SessionId session, SeatId seat, InviteId invite, int epoch, Instant expiresAt, Optional<Integer> claim) {
        /** What the token of a device that has the seat opens. */
        public Opens(SessionId session, SeatId seat, InviteId invite, int epoch, Instant expiresAt) {
            this(session, seat, invite, epoch, expiresAt, Optional.empty());
        }

        /** What the token of a device that asks for the seat opens: its claim of this number, and not the seat. */
        public static Opens claim(SessionId session, SeatId seat, InviteId invite, int claim, Instant expiresAt) {
            return new Opens(session, seat, invite, NO_EPOCH, expiresAt, Optional.of(claim));
        }
    }

    /** Until when a token of this session holds that is made now: to the end of the session, for an hour at least. */
    public static Instant until(SessionState session, Instant now) {
        Instant least = now.plus(LASTS_AT_LEAST);
        return session.hardEndsAt().isAfter(least) ? session.hardEndsAt() : least;
    }

    /** A token; its end is kept in whole seconds. */
    public String mint(Opens opens) {
        String body = String.join(
                ".",
                opens.claim().isPresent() ? CLAIM : VERSION,
                opens.session().value(),
                opens.seat().value(),
                opens.invite().value(),
                Integer.toString(opens.claim().orElse(opens.epoch())),
                Long.toString(opens.expiresAt().getEpochSecond()));
        return body + "." + Digests.hmac(secret, body, MAC_BYTES);
    }

    /** What the token opens, or opened until its end; empty where it was not minted here. */
    public Optional<Opens> read(String token) {
        String[] parts = (token.length() > 256 ? "" : token).split("\\.", -1);
        boolean isClaim = parts[0].equals(CLAIM);
        boolean hasEpoch = isClaim || parts[0].equals(VERSION);
        boolean formed = parts.length == (hasEpoch ? 7 : 6)
                && (hasEpoch || parts[0].equals(WITHOUT_EPOCH))
                && Ids.isId(parts[1], SessionId.PREFIX)
                && Ids.isId(parts[2], SeatId.PREFIX)
                && Ids.isId(parts[3], InviteId.PREFIX);
        if (!formed) {
            return Optional.empty();
        }
        String body = token.substring(0, token.lastIndexOf('.'));
        if (!Digests.same(Digests.hmac(secret, body, MAC_BYTES), parts[parts.length - 1])) {
            return Optional.empty();
        }
        try {
            SessionId session = new SessionId(parts[1]);
            SeatId seat = new SeatId(parts[2]);
            InviteId invite = new InviteId(parts[3]);
            int number = hasEpoch ? Integer.parseInt(parts[4]) : 0;
            Instant until = Instant.ofEpochSecond(Long.parseLong(parts[parts.length - 2]));
            return Optional.of(
                    isClaim
                            ? Opens.claim(session, seat, invite, number, until)
                            : new Opens(session, seat, invite, number, until));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
