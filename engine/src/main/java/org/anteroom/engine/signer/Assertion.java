package org.anteroom.engine.signer;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SessionId;

/**
 * What a program's system said of somebody, once it was checked.
 *
 * @param signer who signed it
 * @param session of which a seat is taken, or empty where it is of whichever of a series is on
 * @param series the series' id
 * @param until it opens nothing from then on
 */
public record Assertion(
        ProgramId program,
        String signer,
        Person person,
        Optional<SessionId> session,
        Optional<String> series,
        String jti,
        Instant until) {
    @Override
    public String toString() {
        return "Assertion";
    }
}
