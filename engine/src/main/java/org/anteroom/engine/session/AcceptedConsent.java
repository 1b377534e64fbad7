package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Optional;

/**
 * That a person accepted a consent at check-in.
 *
 * @param language of the words that the person read
 * @param withdrawnAt when the person took it back, where they did
 */
public record AcceptedConsent(
        ConsentId consent, int version, String language, Instant acceptedAt, Optional<Instant> withdrawnAt) {

    /** Whether it was not taken back. */
    public boolean stands() {
        return withdrawnAt.isEmpty();
    }

    AcceptedConsent withdrawn(Instant at) {
        return new AcceptedConsent(consent, version, language, acceptedAt, Optional.of(at));
    }

    @Override
    public String toString() {
        return "AcceptedConsent[hidden]";
    }
}
