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

    /** The answer to PHQ-9 item 9, 0 to 3; 0 where the form was not filled. */
    public int item9() {
        return phq9.map(answers -> answers.get(8)).orElse(0);
    }

    /** A total and the word of its band. */
    public record Score(int total, String band) {}

    /** The PHQ-9's score: bands begin at 5, 10, 15 and 20. */
    public Optional<Score> phq9Score() {
        return phq9.map(answers -> score(answers, "minimal", "mild", "moderate", "moderately-severe", "severe"));
    }

    /** The GAD-7's score: bands begin at 5, 10 and 15. */
    public Optional<Score> gad7Score() {
        return gad7.map(answers -> score(answers, "minimal", "mild", "moderate", "severe"));
    }

    private static Score score(List<Integer> answers, String... bands) {
        int total = answers.stream().mapToInt(Integer::intValue).sum();
        return new Score(total, bands[Math.min(total / 5, bands.length - 1)]);
    }

    @Override
    public String toString() {
        return "CheckIn[hidden]";
    }
}
