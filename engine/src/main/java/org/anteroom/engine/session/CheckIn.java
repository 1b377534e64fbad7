package org.anteroom.engine.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person said before coming in. Staff alone read it.
 *
 * @param consents what the person accepted; one that is withdrawn stays, and says when
 */
public record CheckIn(
        Instant completedAt,
        boolean consent,
        Text location,
        Text callback,
        Text contact,
        Optional<List<Integer>> phq9,
        Optional<List<Integer>> gad7,
        List<AcceptedConsent> consents) {

    public CheckIn {
        consents = List.copyOf(consents);
    }

    /** A check-in that accepts nothing. */
    public CheckIn(
            Instant completedAt,
            boolean consent,
            Text location,
            Text callback,
            Text contact,
            Optional<List<Integer>> phq9,
            Optional<List<Integer>> gad7) {
        this(completedAt, consent, location, callback, contact, phq9, gad7, List.of());
    }

    /** What became of this consent; empty where the person did not accept it. */
    public Optional<AcceptedConsent> accepted(ConsentId consent) {
        return consents.stream().filter(one -> one.consent().equals(consent)).findFirst();
    }

    /** Whether nothing of what was accepted is withdrawn. */
    public boolean stands() {
        return consents.stream().allMatch(AcceptedConsent::stands);
    }

    /** The check-in with one consent withdrawn. */
    CheckIn withdrawn(ConsentId consent, Instant at) {
        List<AcceptedConsent> now = consents.stream()
                .map(one -> one.consent().equals(consent) ? one.withdrawn(at) : one)
                .toList();
        return new CheckIn(completedAt, this.consent, location, callback, contact, phq9, gad7, now);
    }

    /** The forms that went with it. */
    public FormAnswers answers() {
        return new FormAnswers(phq9, gad7);
    }

    /** The answer to PHQ-9 item 9, 0 to 3; 0 where the form was not filled. */
    public int item9() {
        return answers().item9();
    }

    @Override
    public String toString() {
        return "CheckIn[hidden]";
    }
}
