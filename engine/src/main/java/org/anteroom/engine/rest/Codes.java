package org.anteroom.engine.rest;

import java.util.Optional;
import org.anteroom.engine.checkin.CheckInId;
import org.anteroom.engine.checkin.CheckInsOfMonth.Attempt;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;

/**
 * Invite codes: the session's 22 characters and 128 secret bits. The journal keeps a keyed hash of a code, never the
 * code.
 */
public final class Codes {
    private static final int LENGTH = 44;
    private static final String SERIES = "s";
    private static final String CHECK_IN = "c";

    private final byte[] secret;

    /** @param secret at least 256 bits that nobody else has */
    public Codes(byte[] secret) {
        this.secret = secret.clone();
    }

    public String code(SessionId session, String bits) {
        return session.value().substring(SessionId.PREFIX.length()) + bits;
    }

    /** A code of a series: a letter more than one of a session has. */
    String code(SeriesId series, String bits) {
        return SERIES + series.value().substring(SeriesId.PREFIX.length()) + bits;
    }

    /** The series that a code names, if it has the form of such a code. */
    Optional<SeriesId> series(String code) {
        boolean formed = code.length() == LENGTH + 1 && code.startsWith(SERIES);
        String id = formed ? SeriesId.PREFIX + code.substring(1, 1 + LENGTH / 2) : "";
        return Ids.isId(id, SeriesId.PREFIX) ? Optional.of(new SeriesId(id)) : Optional.empty();
    }

    /** A code of a check-in without a session: with a letter of its own. */
    String code(CheckInId checkIn, String bits) {
        return CHECK_IN + checkIn.value().substring(CheckInId.PREFIX.length()) + bits;
    }

    /** The check-in that a code names, if it has the form of such a code. */
    Optional<CheckInId> checkIn(String code) {
        boolean formed = code.length() == LENGTH + 1 && code.startsWith(CHECK_IN);
        String id = formed ? CheckInId.PREFIX + code.substring(1, 1 + LENGTH / 2) : "";
        return Ids.isId(id, CheckInId.PREFIX) ? Optional.of(new CheckInId(id)) : Optional.empty();
    }

    /** What stands for one try to answer by a code, and for all that it sends. */
    Attempt attempt(String code, String key, String digest) {
        return new Attempt(
                Digests.hmac(secret, "try\n" + code + "\n" + key, 16),
                Digests.hmac(secret, "tried\n" + code + "\n" + digest, 16));
    }

    public String hash(String code) {
        return Digests.hmac(secret, "code\n" + code, 32);
    }

    String deviceHash(String device) {
        return Digests.hmac(secret, "device\n" + device, 16);
    }

    /** What stands for an assertion of a program: 22 characters. */
    String jtiHash(ProgramId program, String jti) {
        return Digests.hmac(secret, "jti\n" + program.value() + "\n" + jti, 16);
    }

    /** The session that a code names, if it has the form of a code. */
    Optional<SessionId> session(String code) {
        String id = code.length() == LENGTH ? SessionId.PREFIX + code.substring(0, LENGTH / 2) : "";
        return Ids.isId(id, SessionId.PREFIX) ? Optional.of(new SessionId(id)) : Optional.empty();
    }
}
