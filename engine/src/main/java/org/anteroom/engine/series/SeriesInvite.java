package org.anteroom.engine.series;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Registration.Person;

/**
 * A link for a person that opens whichever occurrence is on.
 *
 * @param codeHash what stands for the code, which is nowhere kept
 * @param request the digest of the request that made it, for idempotency
 */
public record SeriesInvite(
        InviteId id, Person person, String codeHash, Instant expiresAt, boolean revoked, Optional<String> request) {
    SeriesInvite taken() {
        return new SeriesInvite(id, person, codeHash, expiresAt, true, request);
    }

    /** Whether it opens anything at this time. */
    public boolean opens(Instant now) {
        return !revoked && now.isBefore(expiresAt);
    }
}
