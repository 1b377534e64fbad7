package org.anteroom.engine.session;

import java.util.List;
import java.util.Optional;

/**
 * What a person answered in the forms, 0 to 3 an item.
 *
 * @param phq9 its nine items
 * @param gad7 its seven items
 */
public record FormAnswers(Optional<List<Integer>> phq9, Optional<List<Integer>> gad7) {
    public FormAnswers {
        phq9 = phq9.map(List::copyOf);
        gad7 = gad7.map(List::copyOf);
    }

    /** A total and the word of its band. */
    public record Score(int total, String band) {}

    /** Whether no form was filled. */
    public boolean isEmpty() {
        return phq9.isEmpty() && gad7.isEmpty();
    }

    /** The answer to PHQ-9 item 9, 0 to 3; 0 where the form was not filled. */
    public int item9() {
        return phq9.map(answers -> answers.get(8)).orElse(0);
    }

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
        return "FormAnswers[hidden]";
    }
}
